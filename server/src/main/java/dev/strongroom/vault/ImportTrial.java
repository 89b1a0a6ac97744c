package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a dry run keeps so that it finds a unique value that stands in two lines of a file.
final class ImportTrial {

    private ImportTrial() {}

    /// Remembers the values.
    ///
    /// @return those that an earlier line had already
    static Set<ImportRows.UniqueValue> remember(
            Connection connection, String client, String id, List<ImportRows.UniqueValue> values) throws SQLException {
        var met = new HashSet<>(values);
        try (var statement = connection.prepareStatement("""
                insert into import_trial (client, id, index, value)
                select ?, ?, v.index, v.value from unnest(?::int[], ?::bytea[]) as v (index, value)
                on conflict do nothing returning index, value
                """)) {
            statement.setString(1, client);
            statement.setString(2, id);
            ImportRows.bind(statement, 3, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    met.remove(ImportRows.UniqueValue.of(rows));
                }
            }
        }
        return met;
    }

    static void forget(Connection connection, String client, String id) throws SQLException {
        try (var statement = connection.prepareStatement("delete from import_trial where client = ? and id = ?")) {
            statement.setString(1, client);
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }
}
