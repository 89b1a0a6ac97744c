package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;

/// Keeps a restored database from drawing tokens anew that were given out after the backup was made: they are still out
/// there, and would stand for other values.
public final class RestoredTokens {

    private RestoredTokens() {}

    /// Passes over half of the numbers that are left of every permutation, also of those that no token was drawn of
    /// yet.
    ///
    /// Does not guarantee: that more than half of what was left was not drawn in between.
    public static void passOver(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement()) {
            statement.executeUpdate("update token_restores set restores = restores + 1");
            statement.executeUpdate("""
                    update token_counter set drawn = drawn + greatest(0, (
                        power(10::numeric, least(18, length - case check_digit when 'none' then 0 else 1 end))::bigint
                        - drawn) / 2)
                    """);
        }
    }
}
