package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The statements that keep, read and remove earlier versions of records.
final class VersionRows {

    private static final String REPLACE = """
            with kept as (
                insert into record_version (customer_id, record_id, version, collection, catalog, sealed)
                values (?, ?, ?, ?, (select max(number) from catalog_applied), ?)
                on conflict do nothing returning 1
            )
            update record set sealed = ? where customer_id = ? and record_id = ? and exists (select 1 from kept)
            """;

    private static final String COLUMNS = """
            select v.customer_id, v.record_id, v.collection, v.sealed,
                   k.kek_version, k.key_version, k.wrapped, k.commitment, (select version from configuration_version),
                   v.version, v.catalog, v.replaced_at
            """;

    /// Goes from one collection to the next by index: there are few of them among many rows.
    private static final String COLLECTIONS = """
            with recursive found as (
                select min(collection) as collection from record_version
                union all
                select (select min(v.collection) from record_version v where v.collection > f.collection)
                from found f where f.collection is not null
            )
            select collection from found where collection is not null
            """;

    private static final String REMOVE = """
            delete from record_version where (customer_id, record_id, version) in (
                select customer_id, record_id, version from record_version
                where collection = ? and replaced_at < ? order by replaced_at limit ? for update skip locked
            )
            """;

    private VersionRows() {}

    /// Replaces a record and keeps what it was, in one statement.
    ///
    /// @return whether that version was not kept before; else nothing was changed
    static boolean replace(Connection connection, OpenedRecord record, byte[] kept, byte[] next) throws SQLException {
        try (var statement = connection.prepareStatement(REPLACE)) {
            bind(statement, record.id(), 1);
            statement.setInt(3, record.sealed().version());
            statement.setString(4, record.collection());
            statement.setBytes(5, kept);
            statement.setBytes(6, next);
            bind(statement, record.id(), 7);
            return statement.executeUpdate() == 1;
        }
    }

    static Optional<KeptVersion> find(Connection connection, RecordId id, int version) throws SQLException {
        try (var statement = connection.prepareStatement(
                COLUMNS + " from record_version v join customer_key k on k.customer_id = v.customer_id"
                        + " where v.customer_id = ? and v.record_id = ? and v.version = ?")) {
            bind(statement, id, 1);
            statement.setInt(3, version);
            return read(statement).stream().findFirst();
        }
    }

    /// Whose version, and which.
    record Name(RecordId id, int version) {}

    /// The next versions of all records. They are chosen before the keys are looked up: there may be many customers of
    /// whom nothing is kept.
    static List<KeptVersion> next(Connection connection, Name after, int most) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + """
                from (
                    select * from record_version where (customer_id, record_id, version) > (?, ?, ?)
                    order by customer_id, record_id, version limit ?
                ) as v join customer_key k on k.customer_id = v.customer_id
                order by v.customer_id, v.record_id, v.version
                """)) {
            bind(statement, after.id(), 1);
            statement.setInt(3, after.version());
            statement.setInt(4, most);
            return read(statement);
        }
    }

    private static List<KeptVersion> read(PreparedStatement statement) throws SQLException {
        var versions = new ArrayList<KeptVersion>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                versions.add(new KeptVersion(
                        RecordReads.stored(rows, 1),
                        rows.getInt(10),
                        rows.getInt(11),
                        rows.getObject(12, OffsetDateTime.class).toInstant()));
            }
        }
        return versions;
    }

    /// Which versions are kept and were replaced no earlier than `since`.
    ///
    /// @param from inclusive
    /// @param to inclusive
    static Set<Integer> kept(Connection connection, RecordId id, int from, int to, Instant since) throws SQLException {
        try (var statement = connection.prepareStatement("select version from record_version"
                + " where customer_id = ? and record_id = ? and version between ? and ? and replaced_at >= ?")) {
            bind(statement, id, 1);
            statement.setInt(3, from);
            statement.setInt(4, to);
            statement.setObject(5, since.atOffset(ZoneOffset.UTC));
            var kept = new TreeSet<Integer>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.add(rows.getInt(1));
                }
            }
            return kept;
        }
    }

    /// Collections of which anything is kept.
    static List<String> collections(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(COLLECTIONS);
                var rows = statement.executeQuery()) {
            var collections = new ArrayList<String>();
            while (rows.next()) {
                collections.add(rows.getString(1));
            }
            return collections;
        }
    }

    /// Removes versions that were replaced before `since`, or all; leaves out those that somebody holds.
    ///
    /// @return how many
    static int remove(Connection connection, String collection, Optional<Instant> since, int most) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, collection);
            statement.setObject(2, since.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(OffsetDateTime.MAX));
            statement.setInt(3, most);
            return statement.executeUpdate();
        }
    }

    /// How many versions are kept of each of these customers; none that has none.
    static Map<Long, Long> counts(Connection connection, List<Long> customers) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select customer_id, count(*) from record_version where customer_id = any (?) group by customer_id")) {
            statement.setObject(1, customers.stream().mapToLong(Long::longValue).toArray());
            var counts = new HashMap<Long, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getLong(1), rows.getLong(2));
                }
            }
            return counts;
        }
    }

    private static void bind(PreparedStatement statement, RecordId id, int first) throws SQLException {
        statement.setLong(first, id.customer());
        statement.setLong(first + 1, id.record());
    }
}
