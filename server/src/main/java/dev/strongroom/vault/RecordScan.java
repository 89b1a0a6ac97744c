package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Goes through stored records in the order of their ids, a batch at a time.
///
/// The lower bound stands on both tables: a merge join would otherwise read the keys of every customer before it.
final class RecordScan {

    private static final String COLUMNS = """
            select r.customer_id, r.record_id, r.collection, r.sealed,
                   k.kek_version, k.key_version, k.wrapped, k.commitment, (select version from configuration_version)
            from record r join customer_key k on k.customer_id = r.customer_id
            """;

    private static final String BY_IDS = "select " + RecordReads.COLUMNS + """
             from unnest(?::bigint[], ?::bigint[]) as q (customer_id, record_id)
            join record r on r.customer_id = q.customer_id and r.record_id = q.record_id
            join customer_key k on k.customer_id = r.customer_id""";

    private RecordScan() {}

    /// The next records of one collection.
    static List<StoredRecord> next(Connection connection, String collection, RecordId after, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS
                + " where r.collection = ? and (r.customer_id, r.record_id) > (?, ?) and k.customer_id >= ?"
                + " order by r.customer_id, r.record_id limit ?")) {
            statement.setString(1, collection);
            statement.setLong(2, after.customer());
            statement.setLong(3, after.record());
            statement.setLong(4, after.customer());
            statement.setInt(5, most);
            return read(statement);
        }
    }

    /// As [#next(Connection, String, RecordId, int)], with their rows held against changes.
    ///
    /// A statement that waited for a rotation returns the record as resealed beside the key from before it, so they are
    /// read only once they are held: whoever replaces a customer's key holds the customer's records first.
    static List<StoredRecord> hold(Connection connection, String collection, RecordId after, int most)
            throws SQLException {
        var held = new ArrayList<RecordId>();
        try (var statement = connection.prepareStatement("""
                select customer_id, record_id from record where collection = ? and (customer_id, record_id) > (?, ?)
                order by customer_id, record_id limit ? for share
                """)) {
            statement.setString(1, collection);
            statement.setLong(2, after.customer());
            statement.setLong(3, after.record());
            statement.setInt(4, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(new RecordId(rows.getLong(1), rows.getLong(2)));
                }
            }
        }
        return byIds(connection, held, BY_IDS + " order by r.customer_id, r.record_id");
    }

    /// The next records of all collections.
    static List<StoredRecord> next(Connection connection, RecordId after, int most) throws SQLException {
        try (var statement = connection.prepareStatement(
                COLUMNS + " where (r.customer_id, r.record_id) > (?, ?) and k.customer_id >= ?"
                        + " order by r.customer_id, r.record_id limit ?")) {
            statement.setLong(1, after.customer());
            statement.setLong(2, after.record());
            statement.setLong(3, after.customer());
            statement.setInt(4, most);
            return read(statement);
        }
    }

    /// Those of the given records that exist, in any order.
    static List<StoredRecord> byIds(Connection connection, List<RecordId> ids) throws SQLException {
        return byIds(connection, ids, BY_IDS);
    }

    private static List<StoredRecord> byIds(Connection connection, List<RecordId> ids, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, ids.stream().mapToLong(RecordId::customer).toArray());
            statement.setObject(2, ids.stream().mapToLong(RecordId::record).toArray());
            return read(statement);
        }
    }

    static long count(Connection connection, String collection) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from record where collection = ?")) {
            statement.setString(1, collection);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /// How many records there are by the database's statistics; 0 before it has any.
    static long estimatedCount(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select greatest(reltuples, 0)::bigint from pg_class where oid = 'record'::regclass");
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /// Every record of some customers, with their rows locked.
    static List<StoredRecord> lockAll(Connection connection, List<Long> customers) throws SQLException {
        try (var statement = connection.prepareStatement(
                COLUMNS + " where r.customer_id = any (?) order by r.customer_id, r.record_id for update of r")) {
            statement.setObject(1, customers.stream().mapToLong(Long::longValue).toArray());
            return read(statement);
        }
    }

    private static List<StoredRecord> read(java.sql.PreparedStatement statement) throws SQLException {
        var records = new ArrayList<StoredRecord>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                records.add(RecordReads.stored(rows, 1));
            }
        }
        return records;
    }
}
