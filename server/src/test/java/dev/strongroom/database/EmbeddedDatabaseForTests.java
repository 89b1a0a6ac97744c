package dev.strongroom.database;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.unit.DataSize;

/// One real PostgreSQL per test run, with a database of its own for whoever asks.
public final class EmbeddedDatabaseForTests {

    private static final Path FOLDER = Path.of("target", "test-postgresql").toAbsolutePath();
    private static final String EMPTY = "template0";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private EmbeddedDatabaseForTests() {}

    /// A fresh, migrated database; the caller closes it.
    public static Database fresh() {
        var postgres = Server.POSTGRES;
        return open(postgres, create(postgres, Template.NAME));
    }

    /// The settings that make a server use a fresh, migrated database of this PostgreSQL as an external one.
    public static Map<String, String> freshSettings() {
        return settings(Template.NAME);
    }

    /// As [#freshSettings()], of a database with nothing in it.
    public static Map<String, String> emptySettings() {
        return settings(EMPTY);
    }

    private static Map<String, String> settings(String template) {
        var postgres = Server.POSTGRES;
        return Map.of(
                "STRONGROOM_DB_URL", postgres.jdbcUrl(create(postgres, template)),
                "STRONGROOM_DB_USER", EmbeddedPostgres.USER,
                "STRONGROOM_DB_PASSWORD", postgres.password());
    }

    private static Database open(EmbeddedPostgres postgres, String name) {
        return Database.open(postgres.jdbcUrl(name), EmbeddedPostgres.USER, postgres.password(), 10, () -> {});
    }

    /// Where the data files, the write-ahead log and the log of this PostgreSQL are.
    public static Path folder() {
        return FOLDER;
    }

    private static String create(EmbeddedPostgres postgres, String template) {
        var name = "test_" + COUNTER.incrementAndGet();
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (var connection = DriverManager.getConnection(
                            postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute("drop database if exists " + name);
                statement.execute("create database " + name + " template " + template);
                return name;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable("The test database does not start", notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    /// Hundreds of databases have over a hundred thousand files. Checkpoints that come often have few of them to sync;
    /// a
    /// late one holds up whoever commits beside it, for longer than servers wait.
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(
                FOLDER,
                Path.of("target", "test-programs").toAbsolutePath(),
                DataSize.ofMegabytes(128),
                List.of("checkpoint_timeout=30s"),
                new SecureRandom());
    }

    /// Migrated once: the migrations take longer than all else that starts a server.
    private static final class Template {
        static final String NAME = create(Server.POSTGRES, EMPTY);

        static {
            open(Server.POSTGRES, NAME).close();
        }
    }
}
