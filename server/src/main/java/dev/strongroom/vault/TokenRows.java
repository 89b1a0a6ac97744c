package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The statements that read and write tokens, many rows at a time.
final class TokenRows {

    /// INVARIANT: a token is never read apart from its customer's key row. Without that row it cannot be opened.
    private static final String SELECT = """
            select t.token_index, t.customer_id, t.record_id, t.collection, t.field, t.purpose, t.kind, t.one_time,
                   t.expires_at, t.same_value, t.sealed,
                   k.kek_version, k.key_version, k.wrapped, k.commitment, (select version from configuration_version)
            from token t join customer_key k on k.customer_id = t.customer_id
            """;

    private TokenRows() {}

    /// @return the indexes of the rows that are in now; a row is left out if its token, or a deterministic token for
    /// its value, exists already
    static Set<ByteBuffer> insert(Connection connection, List<TokenRow> rows) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into token (token_index, customer_id, record_id, collection, field, purpose, kind, one_time,
                                   expires_at, same_value, sealed)
                select * from unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                                     ?::boolean[], ?::timestamptz[], ?::bytea[], ?::bytea[])
                on conflict do nothing returning token_index
                """)) {
            statement.setObject(1, array(rows, TokenRow::index));
            statement.setObject(
                    2, rows.stream().mapToLong(row -> row.id().customer()).toArray());
            statement.setObject(
                    3, rows.stream().mapToLong(row -> row.id().record()).toArray());
            statement.setObject(4, texts(rows, TokenRow::collection));
            statement.setObject(5, texts(rows, TokenRow::field));
            statement.setObject(6, texts(rows, row -> row.terms().purpose()));
            statement.setObject(7, texts(rows, row -> row.terms().kind().word()));
            var oneTime = rows.stream().map(row -> row.terms().oneTime()).toArray();
            statement.setArray(8, connection.createArrayOf("boolean", oneTime));
            statement.setArray(9, connection.createArrayOf("timestamptz", expiries(rows)));
            statement.setObject(10, sameValues(rows));
            statement.setObject(11, array(rows, TokenRow::sealed));
            return indexes(statement);
        }
    }

    /// The tokens with these indexes, in no order.
    static List<StoredToken> byIndex(Connection connection, List<byte[]> indexes) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where t.token_index = any (?)")) {
            statement.setObject(1, indexes.toArray(byte[][]::new));
            return read(statement);
        }
    }

    /// The deterministic tokens with these hashes of values, in no order.
    static List<StoredToken> bySameValue(Connection connection, List<byte[]> sameValues) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where t.same_value = any (?)")) {
            statement.setObject(1, sameValues.toArray(byte[][]::new));
            return read(statement);
        }
    }

    /// The next tokens of one customer in the order of their indexes, with their rows locked.
    /// Those of the given customers who have any.
    static Set<Long> customersWithTokens(Connection connection, List<Long> customers) throws SQLException {
        var with = new HashSet<Long>();
        try (var statement =
                connection.prepareStatement("select distinct customer_id from token where customer_id = any (?)")) {
            statement.setObject(1, customers.stream().mapToLong(Long::longValue).toArray());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    with.add(rows.getLong(1));
                }
            }
        }
        return with;
    }

    static List<StoredToken> lockNext(Connection connection, long customer, byte[] after, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement(SELECT
                + " where t.customer_id = ? and t.token_index > ? order by t.token_index limit ? for update of t")) {
            statement.setLong(1, customer);
            statement.setBytes(2, after);
            statement.setInt(3, most);
            return read(statement);
        }
    }

    static void replaceSealed(Connection connection, List<TokenRow> rows) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update token set sealed = r.sealed from unnest(?::bytea[], ?::bytea[]) as r (token_index, sealed)
                where token.token_index = r.token_index
                """)) {
            statement.setObject(1, array(rows, TokenRow::index));
            statement.setObject(2, array(rows, TokenRow::sealed));
            statement.executeUpdate();
        }
    }

    /// Removes tokens. Rows are locked in one order, so that callers who want the same ones do not wait in a circle.
    ///
    /// @return the indexes of those that this transaction removed; nobody else removes them too
    static Set<ByteBuffer> remove(Connection connection, List<byte[]> indexes) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with held as (select token_index from token where token_index = any (?) order by token_index for update)
                delete from token using held where token.token_index = held.token_index returning token.token_index
                """)) {
            statement.setObject(1, indexes.toArray(byte[][]::new));
            return indexes(statement);
        }
    }

    /// Removes some of the tokens that are over.
    ///
    /// @return how many
    static int removeExpired(Connection connection, int most) throws SQLException {
        try (var statement = connection.prepareStatement("""
                delete from token where token_index in (
                    select token_index from token where expires_at <= clock_timestamp() limit ? for update skip locked)
                """)) {
            statement.setInt(1, most);
            return statement.executeUpdate();
        }
    }

    private static Set<ByteBuffer> indexes(PreparedStatement statement) throws SQLException {
        var indexes = new HashSet<ByteBuffer>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                indexes.add(ByteBuffer.wrap(rows.getBytes(1)));
            }
        }
        return indexes;
    }

    private static List<StoredToken> read(PreparedStatement statement) throws SQLException {
        var tokens = new ArrayList<StoredToken>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                stored(rows).ifPresent(tokens::add);
            }
        }
        return tokens;
    }

    /// A kind nobody knows was written by other hands: there is no such token.
    private static Optional<StoredToken> stored(ResultSet rows) throws SQLException {
        var kind = TokenKind.of(rows.getString(7));
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        var terms = new TokenTerms(
                rows.getString(6),
                kind.get(),
                rows.getBoolean(8),
                Optional.ofNullable(rows.getObject(9, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(rows.getBytes(10)));
        var row = new TokenRow(
                rows.getBytes(1),
                new RecordId(rows.getLong(2), rows.getLong(3)),
                rows.getString(4),
                rows.getString(5),
                terms,
                rows.getBytes(11));
        var key = new CustomerKey.Wrapped(rows.getInt(12), rows.getInt(13), rows.getBytes(14), rows.getBytes(15));
        return Optional.of(new StoredToken(row, key, rows.getLong(16)));
    }

    private static byte[][] array(List<TokenRow> rows, Function<TokenRow, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }

    private static String[] texts(List<TokenRow> rows, Function<TokenRow, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /// Null where a token has no end.
    private static Object[] expiries(List<TokenRow> rows) {
        var expiries = new Object[rows.size()];
        for (int i = 0; i < expiries.length; i++) {
            var expiry = rows.get(i).terms().expiresAt();
            if (expiry.isPresent()) {
                expiries[i] = expiry.get().atOffset(ZoneOffset.UTC);
            }
        }
        return expiries;
    }

    /// Null where a token is not deterministic.
    private static byte[][] sameValues(List<TokenRow> rows) {
        var sameValues = new byte[rows.size()][];
        for (int i = 0; i < sameValues.length; i++) {
            var sameValue = rows.get(i).terms().sameValue();
            if (sameValue.isPresent()) {
                sameValues[i] = sameValue.get();
            }
        }
        return sameValues;
    }
}
