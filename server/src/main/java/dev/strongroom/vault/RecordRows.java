package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The statements that write records, their keys and their index rows, inside a transaction of the caller.
final class RecordRows {

    private static final String SELECT_FOR_UPDATE = """
            select r.customer_id, r.record_id, r.collection, r.sealed,
                   k.kek_version, k.key_version, k.wrapped, k.commitment, (select version from configuration_version)
            from record r join customer_key k on k.customer_id = r.customer_id
            where r.customer_id = ? and r.record_id = ? for update of r
            """;

    private RecordRows() {}

    static void insertKey(Connection connection, long customer, CustomerKey.Wrapped key) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into customer_key (customer_id, kek_version, key_version, wrapped, commitment)"
                        + " values (?, ?, ?, ?, ?)")) {
            statement.setLong(1, customer);
            statement.setInt(2, key.keyEncryptionKeyVersion());
            statement.setInt(3, key.keyVersion());
            statement.setBytes(4, key.wrapped());
            statement.setBytes(5, key.commitment());
            statement.executeUpdate();
        }
    }

    static void replaceKeys(Connection connection, SortedMap<Long, CustomerKey.Wrapped> keys) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update customer_key k set kek_version = n.kek, key_version = n.version, wrapped = n.wrapped,
                    commitment = n.commitment
                from unnest(?::bigint[], ?::int[], ?::int[], ?::bytea[], ?::bytea[])
                    as n (customer, kek, version, wrapped, commitment)
                where k.customer_id = n.customer
                """)) {
            var next = List.copyOf(keys.values());
            statement.setObject(
                    1, keys.keySet().stream().mapToLong(Long::longValue).toArray());
            statement.setObject(
                    2,
                    next.stream()
                            .mapToInt(CustomerKey.Wrapped::keyEncryptionKeyVersion)
                            .toArray());
            statement.setObject(
                    3, next.stream().mapToInt(CustomerKey.Wrapped::keyVersion).toArray());
            statement.setObject(
                    4, next.stream().map(CustomerKey.Wrapped::wrapped).toArray(byte[][]::new));
            statement.setObject(
                    5, next.stream().map(CustomerKey.Wrapped::commitment).toArray(byte[][]::new));
            statement.executeUpdate();
        }
    }

    static void updateAll(Connection connection, Map<RecordId, byte[]> sealed) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update record r set sealed = n.sealed
                from unnest(?::bigint[], ?::bigint[], ?::bytea[]) as n (customer, record, sealed)
                where r.customer_id = n.customer and r.record_id = n.record
                """)) {
            var ids = List.copyOf(sealed.keySet());
            statement.setObject(1, ids.stream().mapToLong(RecordId::customer).toArray());
            statement.setObject(2, ids.stream().mapToLong(RecordId::record).toArray());
            statement.setObject(3, ids.stream().map(sealed::get).toArray(byte[][]::new));
            statement.executeUpdate();
        }
    }

    /// The customer's key; its row stays as it is until the transaction ends. `lock` is a locking clause.
    static Optional<CustomerKey.Wrapped> key(Connection connection, long customer, KeyLock lock) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select kek_version, key_version, wrapped, commitment from customer_key where customer_id = ?"
                        + lock.clause)) {
            statement.setLong(1, customer);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new CustomerKey.Wrapped(
                                rows.getInt(1), rows.getInt(2), rows.getBytes(3), rows.getBytes(4)))
                        : Optional.empty();
            }
        }
    }

    /// How firmly a customer's key row is held.
    enum KeyLock {
        /// Not at all.
        NONE(""),
        /// Nobody else replaces or removes it.
        SHARE(" for share"),
        /// Nobody else uses it either.
        UPDATE(" for update");

        private final String clause;

        String clause() {
            return clause;
        }

        KeyLock(String clause) {
            this.clause = clause;
        }
    }

    static void insert(Connection connection, RecordId id, String collection, byte[] sealed) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into record (customer_id, record_id, collection, sealed) values (?, ?, ?, ?)")) {
            bind(statement, id, 1);
            statement.setString(3, collection);
            statement.setBytes(4, sealed);
            statement.executeUpdate();
        }
    }

    static void update(Connection connection, RecordId id, byte[] sealed) throws SQLException {
        try (var statement =
                connection.prepareStatement("update record set sealed = ? where customer_id = ? and record_id = ?")) {
            statement.setBytes(1, sealed);
            bind(statement, id, 2);
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, RecordId id) throws SQLException {
        for (var table : List.of(
                "record_version",
                "file_upload",
                "record_file",
                "token",
                "unique_index",
                "blind_index",
                "gram_index",
                "record")) {
            try (var statement =
                    connection.prepareStatement("delete from " + table + " where customer_id = ? and record_id = ?")) {
                bind(statement, id, 1);
                statement.executeUpdate();
            }
        }
    }

    /// Holds the record for a change.
    ///
    /// INVARIANT: the customer's key is held first, here and everywhere, so that it is not replaced between reading it
    /// and reading the record, and nobody waits in a circle.
    static Optional<StoredRecord> lock(Connection connection, RecordId id) throws SQLException {
        key(connection, id.customer(), KeyLock.SHARE);
        try (var statement = connection.prepareStatement(SELECT_FOR_UPDATE)) {
            bind(statement, id, 1);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(RecordReads.stored(rows, 1)) : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, RecordId id, int first) throws SQLException {
        statement.setLong(first, id.customer());
        statement.setLong(first + 1, id.record());
    }
}
