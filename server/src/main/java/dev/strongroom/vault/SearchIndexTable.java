package dev.strongroom.vault;

import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.Suite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rows that say which indexes there are and how far each has been built.
final class SearchIndexTable {

    private static final String COLUMNS =
            "number, collection, field, kind, version, root_version, suite, bits, is_unique, complete, retired";

    private SearchIndexTable() {}

    static List<SearchIndex> all(Connection connection) throws SQLException {
        var indexes = new ArrayList<SearchIndex>();
        try (var statement = connection.prepareStatement("select " + COLUMNS + " from search_index order by number");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                indexes.add(read(rows));
            }
        }
        return indexes;
    }

    private static SearchIndex read(ResultSet rows) throws SQLException {
        return new SearchIndex(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                SearchKind.valueOf(rows.getString(4).toUpperCase(Locale.ROOT)),
                rows.getInt(5),
                rows.getInt(6),
                Suite.of(rows.getString(7)).orElseThrow(() -> new IllegalStateException("An index has no known suite")),
                rows.getInt(8),
                rows.getBoolean(9),
                rows.getBoolean(10),
                rows.getBoolean(11));
    }

    /// How many records each index holds that is being built.
    static Map<Integer, Long> builtRecords(Connection connection) throws SQLException {
        var built = new HashMap<Integer, Long>();
        try (var statement =
                        connection.prepareStatement("select number, records from search_index where not complete");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                built.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return built;
    }

    /// Adds an index; one over a collection without records is complete from the start.
    ///
    /// @param wanted its number, version and completeness are not used; the version follows the newest
    static void add(Connection connection, SearchIndex wanted) throws SQLException {
        add(connection, wanted, "not exists (select 1 from record where collection = ?)");
    }

    /// As [#add] for one that takes the place of another, which is retired when this one has been built.
    static void addBeside(Connection connection, SearchIndex wanted) throws SQLException {
        add(connection, wanted, "? is null");
    }

    private static void add(Connection connection, SearchIndex wanted, String isComplete) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into search_index (collection, field, kind, version, root_version, suite, bits, is_unique, complete)
                select ?, ?, ?, 1 + coalesce((select max(version) from search_index
                        where collection = ? and field = ? and kind = ?), 0), ?, ?, ?, ?,
                """ + isComplete)) {
            var kind = wanted.kind().name().toLowerCase(Locale.ROOT);
            statement.setString(1, wanted.collection());
            statement.setString(2, wanted.field());
            statement.setString(3, kind);
            statement.setString(4, wanted.collection());
            statement.setString(5, wanted.field());
            statement.setString(6, kind);
            statement.setInt(7, wanted.rootVersion());
            statement.setString(8, wanted.suite().word());
            statement.setInt(9, wanted.bits());
            statement.setBoolean(10, wanted.unique());
            statement.setString(11, wanted.collection());
            statement.executeUpdate();
        }
    }

    static void retire(Connection connection, int number) throws SQLException {
        update(connection, "update search_index set retired = true where number = ?", number);
    }

    /// An index that is being built, held for this transaction.
    ///
    /// @param after the last record that is in it
    /// @param records how many are in it
    record Building(SearchIndex index, RecordId after, long records) {}

    static Optional<Building> holdUnfinished(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select " + COLUMNS + ", after_customer, after_record, records"
                        + " from search_index where not complete and not retired"
                        + " order by number limit 1 for update skip locked");
                var rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Building(
                            read(rows), new RecordId(rows.getLong(12), rows.getLong(13)), rows.getLong(14)))
                    : Optional.empty();
        }
    }

    static void advance(Connection connection, int number, RecordId after, long records) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update search_index set after_customer = ?, after_record = ?, records = ? where number = ?")) {
            statement.setLong(1, after.customer());
            statement.setLong(2, after.record());
            statement.setLong(3, records);
            statement.setInt(4, number);
            statement.executeUpdate();
        }
    }

    static void complete(Connection connection, int number) throws SQLException {
        update(connection, "update search_index set complete = true where number = ?", number);
    }

    static void remove(Connection connection, int number) throws SQLException {
        update(connection, "delete from search_index where number = ?", number);
    }

    /// Removes some rows of a retired index.
    ///
    /// @return how many; 0 when nothing is left
    static int removeRows(Connection connection, int number, int most) throws SQLException {
        int removed = 0;
        for (var table : List.of("unique_index", "blind_index")) {
            try (var statement = connection.prepareStatement("delete from " + table
                    + " where ctid = any (array(select ctid from " + table + " where index = ? limit ?))")) {
                statement.setInt(1, number);
                statement.setInt(2, most);
                removed += statement.executeUpdate();
            }
        }
        return removed == 0 ? removeGrams(connection, number) : removed;
    }

    /// All at once: they are few and found by reading the whole table.
    private static int removeGrams(Connection connection, int number) throws SQLException {
        try (var statement = connection.prepareStatement("delete from gram_index where index = ?")) {
            statement.setInt(1, number);
            return statement.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql, int number) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }
}
