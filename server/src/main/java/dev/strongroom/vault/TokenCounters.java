package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;

/// Counts the tokens of digits of each purpose and shape. The row is held to commit: what was not committed was not
/// drawn, and two callers never get the same number.
final class TokenCounters {

    private TokenCounters() {}

    /// @return the first of `count` numbers that nobody else gets; they may lie beyond the domain
    static long draw(Connection connection, String purpose, TokenShape shape, int count) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into token_counter (purpose, length, check_digit, drawn)
                select ?, ?, ?, ?::bigint - (?::bigint >> restores) + ? from token_restores
                on conflict (purpose, length, check_digit) do update set drawn = token_counter.drawn + ?
                returning drawn
                """)) {
            statement.setString(1, purpose);
            statement.setInt(2, shape.length());
            statement.setString(3, shape.checkDigit().word());
            statement.setLong(4, TokenDigits.domain(shape));
            statement.setLong(5, TokenDigits.domain(shape));
            statement.setLong(6, count);
            statement.setLong(7, count);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1) - count;
            }
        }
    }
}
