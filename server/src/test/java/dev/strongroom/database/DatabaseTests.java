package dev.strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

class DatabaseTests {

    private static final Path PROGRAMS = Path.of("target", "test-programs").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void embeddedDatabase_keepsAcknowledgedRowsOverKillOfPostgres() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, PROGRAMS, DataSize.ofMegabytes(32), new SecureRandom());
        try (var database = open(postgres)) {
            execute(database, "create table kept (id int)");
            for (int round = 0; round < 3; round++) {
                execute(database, "insert into kept values (" + round + ")");
                var killed = ProcessHandle.of(postgres.processId()).orElseThrow();
                killed.destroyForcibly();
                killed.onExit().get(10, TimeUnit.SECONDS);
                assertThat(countAfterRestart(database)).isEqualTo(round + 1);
            }
        }
    }

    @Test
    void embeddedDatabase_listensOnNoNetworkAddress() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, PROGRAMS, DataSize.ofMegabytes(32), new SecureRandom());
        try (var database = open(postgres);
                var connection = database.dedicatedConnection();
                var rows = connection.createStatement().executeQuery("show listen_addresses")) {
            rows.next();
            assertThat(rows.getString(1)).isEmpty();
        }
    }

    @Test
    void embeddedDatabase_refusesAWrongPassword() {
        var postgres = EmbeddedPostgres.start(folder, PROGRAMS, DataSize.ofMegabytes(32), new SecureRandom());
        try (var database = open(postgres)) {
            assertThat(database).isNotNull();
            assertThatThrownBy(() ->
                            Database.open(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, "wrong", 2, () -> {}))
                    .isInstanceOf(DatabaseUnavailable.class);
        }
    }

    @Test
    void database_thatMayLoseCommits_isRefusedAtStart() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, PROGRAMS, DataSize.ofMegabytes(32), new SecureRandom());
        try (var database = open(postgres)) {
            execute(database, "alter role strongroom set synchronous_commit = off");
            assertThatThrownBy(() -> Database.open(
                            postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, postgres.password(), 2, () -> {}))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("synchronous_commit");
        }
    }

    @Test
    void clock_followsTheDatabaseAndReportsItsOwnSkew() {
        try (var database = EmbeddedDatabaseForTests.fresh()) {
            var behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
            try (var clock = new DatabaseClock(database.dataSource(), behind)) {
                assertThat(clock.skew()).isCloseTo(Duration.ofHours(1), Duration.ofSeconds(5));
                assertThat(Duration.between(Clock.systemUTC().instant(), clock.instant())
                                .abs())
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void readiness_endsWhereTheClocksAreMoreThanTwoSecondsApart() {
        try (var database = EmbeddedDatabaseForTests.fresh()) {
            assertThat(readiness(database, Duration.ZERO)).isEqualTo(Status.UP);
            assertThat(readiness(database, Duration.ofSeconds(3))).isEqualTo(Status.DOWN);
            assertThat(readiness(database, Duration.ofSeconds(-3))).isEqualTo(Status.DOWN);
        }
    }

    private static Status readiness(Database database, Duration skew) {
        try (var clock = new DatabaseClock(database.dataSource(), Clock.offset(Clock.systemUTC(), skew))) {
            return new DatabaseClockReadiness(clock).health().getStatus();
        }
    }

    private static Database open(EmbeddedPostgres postgres) {
        return Database.open(
                postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, postgres.password(), 2, postgres::close);
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (var connection = database.dedicatedConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int countAfterRestart(Database database) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (var connection = database.dedicatedConnection();
                    var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
                rows.next();
                return rows.getInt(1);
            } catch (SQLException stillStarting) {
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable("not started again", stillStarting);
                }
                Thread.sleep(50);
            }
        }
    }
}
