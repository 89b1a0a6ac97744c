package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of one record in all indexes.
///
/// @param unique values that no other record may have
/// @param blind values that others may share
/// @param grams padded sets
record IndexRows(List<Value> unique, List<Value> blind, List<GramSet> grams) {

    static final IndexRows NONE = new IndexRows(List.of(), List.of(), List.of());

    IndexRows {
        unique = List.copyOf(unique);
        blind = List.copyOf(blind);
        grams = List.copyOf(grams);
    }

    /// @param index its number
    record Value(int index, byte[] value) {}

    record GramSet(int index, int[] grams) {}

    /// A record and its rows.
    record Of(RecordId id, IndexRows rows) {}

    /// Stores the rows of many records.
    ///
    /// @return the number of a unique index that has a value already; then the transaction must not commit
    static Optional<Integer> insert(Connection connection, List<Of> records) throws SQLException {
        var taken = insertUnique(connection, records);
        insertBlind(connection, records);
        insertGrams(connection, records);
        return taken;
    }

    private static Optional<Integer> insertUnique(Connection connection, List<Of> records) throws SQLException {
        var columns = new Columns();
        records.forEach(record -> record.rows().unique().forEach(value -> columns.add(record.id(), value)));
        if (columns.indexes.isEmpty()) {
            return Optional.empty();
        }
        try (var statement = connection.prepareStatement("""
                with given as (
                    select * from unnest(?::int[], ?::bytea[], ?::bigint[], ?::bigint[])
                        as g (index, value, customer_id, record_id)
                ), stored as (
                    insert into unique_index select * from given on conflict do nothing returning index, value
                )
                select g.index from given g left join stored s on s.index = g.index and s.value = g.value
                left join unique_index u on u.index = g.index and u.value = g.value
                    and u.customer_id = g.customer_id and u.record_id = g.record_id
                where s.index is null and u.index is null limit 1
                """)) {
            columns.bind(statement);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
            }
        }
    }

    private static void insertBlind(Connection connection, List<Of> records) throws SQLException {
        var columns = new Columns();
        records.forEach(record -> record.rows().blind().forEach(value -> columns.add(record.id(), value)));
        if (columns.indexes.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "insert into blind_index select * from unnest(?::int[], ?::bytea[], ?::bigint[], ?::bigint[])"
                        + " on conflict do nothing")) {
            columns.bind(statement);
            statement.executeUpdate();
        }
    }

    private static void insertGrams(Connection connection, List<Of> records) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into gram_index (customer_id, record_id, index, grams) values (?, ?, ?, ?)"
                        + " on conflict (customer_id, record_id, index) do update set grams = excluded.grams")) {
            for (var record : records) {
                for (var set : record.rows().grams()) {
                    statement.setLong(1, record.id().customer());
                    statement.setLong(2, record.id().record());
                    statement.setInt(3, set.index());
                    statement.setObject(4, set.grams());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /// Removes a record's rows in some indexes.
    static void delete(Connection connection, RecordId id, List<Integer> indexes) throws SQLException {
        if (indexes.isEmpty()) {
            return;
        }
        for (var table : List.of("unique_index", "blind_index", "gram_index")) {
            try (var statement = connection.prepareStatement(
                    "delete from " + table + " where customer_id = ? and record_id = ? and index = any (?)")) {
                statement.setLong(1, id.customer());
                statement.setLong(2, id.record());
                statement.setObject(
                        3, indexes.stream().mapToInt(Integer::intValue).toArray());
                statement.executeUpdate();
            }
        }
    }

    /// Values of many records as arrays of columns.
    private static final class Columns {

        private final List<Integer> indexes = new ArrayList<>();
        private final List<byte[]> values = new ArrayList<>();
        private final List<Long> customers = new ArrayList<>();
        private final List<Long> records = new ArrayList<>();

        void add(RecordId id, Value value) {
            indexes.add(value.index());
            values.add(value.value());
            customers.add(id.customer());
            records.add(id.record());
        }

        void bind(PreparedStatement statement) throws SQLException {
            statement.setObject(1, indexes.stream().mapToInt(Integer::intValue).toArray());
            statement.setObject(2, values.toArray(byte[][]::new));
            statement.setObject(3, customers.stream().mapToLong(Long::longValue).toArray());
            statement.setObject(4, records.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
