package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The statements that read and write many records at once, inside a transaction of the caller.
final class ImportRows {

    private ImportRows() {}

    /// The customers whose reference has one of these index values.
    ///
    /// @param index the name of the reference's index, which is unique and keeps all its bits
    static <O> Map<O, Long> customers(Connection connection, String index, Map<O, byte[]> values) throws SQLException {
        var byValue = new HashMap<ByteBuffer, O>();
        values.forEach((owner, value) -> byValue.put(ByteBuffer.wrap(value), owner));
        var customers = new HashMap<O, Long>();
        try (var statement = connection.prepareStatement(
                "select value, customer_id from blind_index where field = ? and value = any (?) and is_unique")) {
            statement.setString(1, index);
            statement.setObject(2, values.values().toArray(byte[][]::new));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    customers.put(byValue.get(ByteBuffer.wrap(rows.getBytes(1))), rows.getLong(2));
                }
            }
        }
        return customers;
    }

    /// The keys of those customers that exist.
    static Map<Long, CustomerKey.Wrapped> keys(
            Connection connection, Collection<Long> customers, RecordRows.KeyLock lock) throws SQLException {
        var keys = new HashMap<Long, CustomerKey.Wrapped>();
        try (var statement = connection.prepareStatement(
                "select customer_id, kek_version, key_version, wrapped, commitment from customer_key"
                        + " where customer_id = any (?) order by customer_id" + lock.clause())) {
            statement.setObject(1, customers.stream().mapToLong(Long::longValue).toArray());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.put(
                            rows.getLong(1),
                            new CustomerKey.Wrapped(
                                    rows.getInt(2), rows.getInt(3), rows.getBytes(4), rows.getBytes(5)));
                }
            }
        }
        return keys;
    }

    /// Which of these unique values are stored already.
    static Set<UniqueValue> taken(Connection connection, List<UniqueValue> values) throws SQLException {
        var taken = new HashSet<UniqueValue>();
        try (var statement = connection.prepareStatement("""
                select q.field, q.value from unnest(?::text[], ?::bytea[]) as q (field, value)
                join blind_index b on b.field = q.field and b.value = q.value and b.is_unique
                """)) {
            bind(statement, 1, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taken.add(UniqueValue.of(rows));
                }
            }
        }
        return taken;
    }

    /// As two parameters: the names of the indexes, and the values.
    static void bind(PreparedStatement statement, int first, List<UniqueValue> values) throws SQLException {
        statement.setObject(first, values.stream().map(UniqueValue::field).toArray(String[]::new));
        statement.setObject(
                first + 1, values.stream().map(value -> value.value().array()).toArray(byte[][]::new));
    }

    /// An index value that no two records may share.
    record UniqueValue(String field, ByteBuffer value) {

        /// @param rows at a row of name and value
        static UniqueValue of(ResultSet rows) throws SQLException {
            return new UniqueValue(rows.getString(1), ByteBuffer.wrap(rows.getBytes(2)));
        }

        static UniqueValue of(FieldIndexes.Row row) {
            return new UniqueValue(row.field(), ByteBuffer.wrap(row.value()));
        }
    }

    static void store(Connection connection, String collection, List<ImportItem.Prepared> items) throws SQLException {
        var keys = new BinaryCopy("customer_key", "customer_id", "kek_version", "key_version", "wrapped", "commitment");
        var records = new BinaryCopy("record", "customer_id", "record_id", "collection", "sealed");
        var indexes = new BinaryCopy("blind_index", "field", "value", "customer_id", "record_id", "is_unique");
        for (var item : items) {
            long customer = item.id().customer();
            if (item.isNewCustomer()) {
                keys.row().bigint(customer).integer(item.key().keyEncryptionKeyVersion());
                keys.integer(item.key().keyVersion())
                        .binary(item.key().wrapped())
                        .binary(item.key().commitment());
            }
            records.row()
                    .bigint(customer)
                    .bigint(item.id().record())
                    .text(collection)
                    .binary(item.sealed());
            for (var row : item.indexes()) {
                indexes.row().text(row.field()).binary(row.value()).bigint(customer);
                indexes.bigint(item.id().record()).bool(row.unique());
            }
        }
        keys.store(connection);
        records.store(connection);
        indexes.store(connection);
    }
}
