package dev.strongroom.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database behind the server: migrated, and checked to keep what it acknowledges.
///
/// Short statements borrow from [#dataSource()]; a worker that lives as long as the server takes a
/// [#dedicatedConnection()] and replaces it when it breaks.
public final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Set<String> DURABLE_COMMITS = Set.of("on", "remote_apply", "remote_write");

    private final Runnable stop;
    private final String url;
    private final Properties credentials;
    private final HikariDataSource pool;

    private Database(String url, String user, String password, int poolSize, Runnable stop) {
        this.url = url;
        this.stop = stop;
        this.credentials = credentials(user, password);
        awaitConnection();
        this.pool = pool(url, user, password, poolSize);
    }

    /// Connects, migrates, and refuses a database that may lose acknowledged commits.
    ///
    /// @param stop ends whatever was started for this database; runs when it is closed or refused
    /// @throws DatabaseUnavailable when it cannot be reached within a minute or is not durable
    static Database open(String url, String user, String password, int poolSize, Runnable stop) {
        try {
            var database = new Database(url, user, password, poolSize, stop);
            database.refuseLostCommits();
            EmptyDatabase.refuseUnfinished(database.pool);
            database.migrate(MigrationVersion.LATEST);
            return database;
        } catch (RuntimeException refused) {
            stop.run();
            throw refused;
        }
    }

    /// As [#open(String, String, String, int, Runnable)], but leaves the database as it is.
    static Database openUnmigrated(String url, String user, String password, int poolSize, Runnable stop) {
        try {
            var database = new Database(url, user, password, poolSize, stop);
            database.refuseLostCommits();
            return database;
        } catch (RuntimeException refused) {
            stop.run();
            throw refused;
        }
    }

    /// Pooled connections for short statements and transactions.
    public DataSource dataSource() {
        return pool;
    }

    /// A physical connection of its own, in autocommit mode. The caller closes it.
    public Connection dedicatedConnection() throws SQLException {
        return DriverManager.getConnection(url, credentials);
    }

    @Override
    public void close() {
        pool.close();
        stop.run();
    }

    private static Properties credentials(String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "strongroom");
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    private static HikariDataSource pool(String url, String user, String password, int size) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        settings.setMaximumPoolSize(size);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(3_000);
        settings.setConnectionInitSql("set lock_timeout = '5s'");
        settings.setPoolName("strongroom");
        credentials(user, password).forEach((name, value) -> settings.addDataSourceProperty((String) name, value));
        return new HikariDataSource(settings);
    }

    private void awaitConnection() {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (var connection = dedicatedConnection()) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline || wrongCredentials(notYet)) {
                    throw new DatabaseUnavailable("The database cannot be reached: SQL state " + notYet.getSQLState());
                }
            }
            pause();
        }
    }

    private static boolean wrongCredentials(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("28");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(25));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while the database was starting", interrupted);
        }
    }

    private void refuseLostCommits() {
        try (var connection = pool.getConnection()) {
            for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                try (var rows = connection.createStatement().executeQuery("show " + setting)) {
                    rows.next();
                    refuseLowered(setting, rows.getString(1));
                }
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The database's durability cannot be checked", failure);
        }
    }

    private static void refuseLowered(String setting, String value) {
        if (!DURABLE_COMMITS.contains(value)) {
            throw new DatabaseUnavailable(
                    "The database may lose acknowledged commits: %s is %s; set it to on".formatted(setting, value));
        }
    }

    void migrate(MigrationVersion target) {
        var applied = Flyway.configure()
                .dataSource(pool)
                .target(target)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        if (applied.migrationsExecuted > 0) {
            log.info("Applied {} database migrations", applied.migrationsExecuted);
        }
    }
}
