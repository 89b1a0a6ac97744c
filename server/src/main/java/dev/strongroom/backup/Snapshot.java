package dev.strongroom.backup;

import dev.strongroom.database.Database;
import dev.strongroom.keys.KeptBackups;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The whole database at one moment, on any number of connections.
final class Snapshot implements AutoCloseable {

    private static final String BEGIN = "begin isolation level repeatable read, read only";

    /// Whatever tables there are, so that one that is added tomorrow is in the backup.
    private static final String TABLES = """
            select c.relname, pg_table_size(c.oid), array_agg(a.attname::text order by a.attnum)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relkind = 'r' group by c.oid, c.relname order by 2 desc, 1
            """;

    private static final String SEQUENCES = """
            select c.relname from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where c.relkind = 'S' order by 1
            """;

    private final Database database;
    private final Connection connection;
    private final String id;

    private Snapshot(Database database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        execute(connection, BEGIN);
        this.id = text("select pg_export_snapshot()");
    }

    static Snapshot take(Database database) throws SQLException {
        var connection = database.dedicatedConnection();
        try {
            return new Snapshot(database, connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// Another connection that sees the same. The caller closes it.
    Connection another() throws SQLException {
        var other = database.dedicatedConnection();
        try {
            execute(other, BEGIN);
            execute(other, "set transaction snapshot '" + id + "'");
            return other;
        } catch (SQLException failure) {
            other.close();
            throw failure;
        }
    }

    /// Largest first.
    List<CopiedTable> tables() throws SQLException {
        return rows(TABLES, row -> new CopiedTable(row.getString(1), strings(row.getArray(3)), row.getLong(2)));
    }

    List<Manifest.Sequence> sequences() throws SQLException {
        var sequences = new ArrayList<Manifest.Sequence>();
        for (var name : rows(SEQUENCES, row -> row.getString(1))) {
            sequences.addAll(rows(
                    "select last_value, is_called from " + CopiedTable.qualified(name),
                    row -> new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2))));
        }
        return sequences;
    }

    List<Manifest.Migration> migrations() throws SQLException {
        return migrations(connection);
    }

    static List<Manifest.Migration> migrations(Connection connection) throws SQLException {
        return rows(
                connection,
                "select version, checksum from flyway_schema_history where version is not null order by installed_rank",
                row -> new Manifest.Migration(row.getString(1), row.getInt(2)));
    }

    long entries() throws SQLException {
        return Long.parseLong(text("select next from ledger_head"));
    }

    String checkpoint() throws SQLException {
        return text("select note from ledger_checkpoint");
    }

    List<Integer> keyEncryptionKeys() throws SQLException {
        return KeptBackups.versionsIn(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private String text(String sql) throws SQLException {
        return rows(sql, row -> row.getString(1)).getFirst();
    }

    private <T> List<T> rows(String sql, Row<T> read) throws SQLException {
        return rows(connection, sql, read);
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> read) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(read.read(rows));
            }
            return all;
        }
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
