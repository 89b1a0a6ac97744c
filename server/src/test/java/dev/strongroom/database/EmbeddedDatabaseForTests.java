package dev.strongroom.database;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.unit.DataSize;

/// One real PostgreSQL per test run; every call makes a fresh, migrated database in it.
public final class EmbeddedDatabaseForTests {

    private static final Path FOLDER = Path.of("target", "test-postgresql").toAbsolutePath();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private EmbeddedDatabaseForTests() {}

    /// A fresh database; the caller closes it.
    public static Database fresh() {
        var postgres = Server.POSTGRES;
        var name = "test_" + COUNTER.incrementAndGet();
        create(postgres, name);
        return Database.open(postgres.jdbcUrl(name), EmbeddedPostgres.USER, postgres.password(), 10, () -> {});
    }

    /// The settings that make a server use a fresh database of this PostgreSQL as an external one.
    public static Map<String, String> freshSettings() {
        var postgres = Server.POSTGRES;
        var name = "test_" + COUNTER.incrementAndGet();
        create(postgres, name);
        return Map.of(
                "STRONGROOM_DB_URL", postgres.jdbcUrl(name),
                "STRONGROOM_DB_USER", EmbeddedPostgres.USER,
                "STRONGROOM_DB_PASSWORD", postgres.password());
    }

    /// Where the data files, the write-ahead log and the log of this PostgreSQL are.
    public static Path folder() {
        return FOLDER;
    }

    private static void create(EmbeddedPostgres postgres, String name) {
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (var connection = DriverManager.getConnection(
                            postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute("drop database if exists " + name);
                statement.execute("create database " + name);
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable("The test database does not start", notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(
                FOLDER,
                Path.of("target", "test-programs").toAbsolutePath(),
                DataSize.ofMegabytes(128),
                new SecureRandom());
    }
}
