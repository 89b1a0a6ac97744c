package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The statements that read and write many records at once, inside a transaction of the caller.
final class ImportRows {

    private ImportRows() {}

    /// The customers whose reference has one of these values of its unique index.
    static <O> Map<O, Long> customers(Connection connection, Map<O, IndexRows.Value> values) throws SQLException {
        var byValue = new HashMap<UniqueValue, O>();
        values.forEach((owner, value) -> byValue.put(UniqueValue.of(value), owner));
        var customers = new HashMap<O, Long>();
        try (var statement = connection.prepareStatement("""
                select q.index, q.value, u.customer_id from unnest(?::int[], ?::bytea[]) as q (index, value)
                join unique_index u on u.index = q.index and u.value = q.value
                """)) {
            bind(statement, 1, List.copyOf(byValue.keySet()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    customers.put(byValue.get(UniqueValue.of(rows)), rows.getLong(3));
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
                select q.index, q.value from unnest(?::int[], ?::bytea[]) as q (index, value)
                join unique_index u on u.index = q.index and u.value = q.value
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

    /// As two parameters: the numbers of the indexes, and the values.
    static void bind(PreparedStatement statement, int first, List<UniqueValue> values) throws SQLException {
        statement.setObject(first, values.stream().mapToInt(UniqueValue::index).toArray());
        statement.setObject(
                first + 1, values.stream().map(value -> value.value().array()).toArray(byte[][]::new));
    }

    /// An index value that no two records may share.
    record UniqueValue(int index, ByteBuffer value) {

        /// @param rows at a row of number and value
        static UniqueValue of(ResultSet rows) throws SQLException {
            return new UniqueValue(rows.getInt(1), ByteBuffer.wrap(rows.getBytes(2)));
        }

        static UniqueValue of(IndexRows.Value row) {
            return new UniqueValue(row.index(), ByteBuffer.wrap(row.value()));
        }
    }

    /// In the order of the ids, which is that of the indexes.
    static void store(Connection connection, String collection, List<ImportItem.Prepared> items) throws SQLException {
        var keys = new BinaryCopy("customer_key", "customer_id", "kek_version", "key_version", "wrapped", "commitment");
        var records = new BinaryCopy("record", "customer_id", "record_id", "collection", "sealed");
        var unique = new BinaryCopy("unique_index", "index", "value", "customer_id", "record_id");
        var blind = new BinaryCopy("blind_index", "index", "value", "customer_id", "record_id");
        var grams = new BinaryCopy("gram_index", "customer_id", "record_id", "index", "grams");
        var byId = items.stream()
                .sorted(Comparator.comparing(item -> item.id().customer()))
                .toList();
        for (var item : byId) {
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
            item.indexes().unique().forEach(value -> add(unique, item.id(), value));
            item.indexes().blind().forEach(value -> add(blind, item.id(), value));
            for (var set : item.indexes().grams()) {
                grams.row().bigint(customer).bigint(item.id().record()).integer(set.index());
                grams.integers(set.grams());
            }
        }
        // The ones that may fail come first
        unique.store(connection);
        keys.store(connection);
        records.store(connection);
        blind.store(connection);
        grams.store(connection);
    }

    private static void add(BinaryCopy copy, RecordId id, IndexRows.Value value) {
        copy.row()
                .integer(value.index())
                .binary(value.value())
                .bigint(id.customer())
                .bigint(id.record());
    }
}
