package dev.strongroom.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's time, in microseconds: this machine's clock corrected by an offset measured once a second.
///
/// Every server of a deployment thereby dates entries by one clock. [#skew()] is how far this machine's own clock
/// is off; a server more than two seconds off is not ready.
public final class DatabaseClock extends Clock implements AutoCloseable {

    public static final Duration LARGEST_SKEW = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Clock local;
    private final Thread measuring;
    private volatile Duration offset = Duration.ZERO;

    DatabaseClock(DataSource dataSource, Clock local) {
        this.dataSource = dataSource;
        this.local = local;
        measure();
        this.measuring = Thread.ofVirtual().name("database-clock").start(this::keepMeasuring);
    }

    /// How far the database's clock is ahead of this machine's; negative when behind.
    public Duration skew() {
        return offset;
    }

    @Override
    public Instant instant() {
        return local.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("The ledger's time is UTC");
    }

    @Override
    public void close() {
        measuring.interrupt();
    }

    private void keepMeasuring() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(INTERVAL);
                measure();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void measure() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select clock_timestamp()")) {
            var before = local.instant();
            try (var rows = statement.executeQuery()) {
                rows.next();
                var database = rows.getObject(1, java.time.OffsetDateTime.class).toInstant();
                var roundTrip = Duration.between(before, local.instant());
                offset = Duration.between(before.plus(roundTrip.dividedBy(2)), database);
            }
        } catch (SQLException unreachable) {
            log.debug("The database's clock was not read: SQL state {}", unreachable.getSQLState());
        }
    }
}
