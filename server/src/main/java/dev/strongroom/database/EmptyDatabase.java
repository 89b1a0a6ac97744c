package dev.strongroom.database;

import dev.strongroom.config.StrongroomConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/// A database without tables, which a restore fills while no server runs.
///
/// Until [#finish(Connection)] commits, a schema of its own marks the restore as unfinished: no server starts on such a
/// database, and a restore that is run again begins anew.
public final class EmptyDatabase implements AutoCloseable {

    private static final String MARK = "strongroom_restore";

    /// What is loaded into a table that the same transaction emptied then goes to the table's file alone, which is
    /// flushed at the commit, and not to the write-ahead log beside it (PostgreSQL's manual, §14.4.7).
    private static final List<String> ONE_WRITER = List.of("wal_level=minimal", "max_wal_senders=0", "autovacuum=off");

    private final Database database;

    private EmptyDatabase(Database database) {
        this.database = database;
    }

    /// The database cannot be restored into.
    public static final class NotEmpty extends RuntimeException {

        private final boolean running;

        NotEmpty(boolean running) {
            super(running ? "A server runs on the database" : "The database is not empty", null, false, false);
            this.running = running;
        }

        /// Whether a server, or something else, runs on its files; otherwise it has tables.
        public boolean running() {
            return running;
        }
    }

    /// @throws NotEmpty if it has tables or is in use
    /// @throws DatabaseUnavailable if it cannot be reached
    public static EmptyDatabase open(StrongroomConfiguration configuration) {
        boolean embedded = configuration.database().external().isEmpty();
        if (embedded && EmbeddedPostgres.isRunningIn(EmbeddedPostgres.folder(configuration.home()))) {
            throw new NotEmpty(true);
        }
        var database = DatabaseConfiguration.open(configuration, ONE_WRITER, Database::openUnmigrated);
        try {
            if (hasTables(database.dataSource()) && !isMarked(database.dataSource())) {
                throw new NotEmpty(false);
            }
            return new EmptyDatabase(database);
        } catch (RuntimeException refused) {
            database.close();
            throw refused;
        }
    }

    /// Marks it and makes the tables as they were at that version of the migrations. What an unfinished restore left is
    /// removed.
    public void migrate(String version) {
        if (isMarked(database.dataSource())) {
            removeTables();
        } else {
            execute(database.dataSource(), "create schema " + MARK);
        }
        database.migrate(MigrationVersion.fromVersion(version));
    }

    /// Leaves it as empty as it was, after a restore that was refused.
    public void abandon() {
        if (isMarked(database.dataSource())) {
            removeTables();
            execute(database.dataSource(), "drop schema " + MARK);
        }
    }

    private void removeTables() {
        execute(database.dataSource(), "drop schema public cascade");
        execute(database.dataSource(), "create schema public");
    }

    public Connection connection() throws SQLException {
        return database.dedicatedConnection();
    }

    /// The last act of the transaction that filled the database.
    public void finish(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement()) {
            statement.execute("drop schema " + MARK);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /// @throws DatabaseUnavailable if a restore into this database was not finished
    static void refuseUnfinished(DataSource dataSource) {
        if (isMarked(dataSource)) {
            throw new DatabaseUnavailable("A restore into this database was not finished; run it again");
        }
    }

    private static boolean hasTables(DataSource dataSource) {
        return isTrue(dataSource, """
                select exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public')
                """);
    }

    private static boolean isMarked(DataSource dataSource) {
        return isTrue(dataSource, "select exists (select 1 from pg_namespace where nspname = '" + MARK + "')");
    }

    private static boolean isTrue(DataSource dataSource, String question) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getBoolean(1);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The database's schemas cannot be read", failure);
        }
    }

    private static void execute(DataSource dataSource, String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(
                    "The database's schemas cannot be changed: SQL state " + failure.getSQLState(), failure);
        }
    }
}
