package dev.strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One number in the database that advances whenever clients, grants or the catalog change, on whatever server.
///
/// Reads of customer data return it with the data; a server that sees a newer number than it knows re-reads its
/// copies before it decides. Between reads it is polled twice a second.
public final class ConfigurationChanges implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationChanges.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final List<Runnable> refreshers = new CopyOnWriteArrayList<>();
    private final Thread polling;
    private volatile long known;

    ConfigurationChanges(DataSource dataSource) {
        this.dataSource = dataSource;
        this.known = read();
        this.polling = Thread.ofVirtual().name("configuration-changes").start(this::poll);
    }

    /// @param refresh re-reads one module's copy; runs when the number has advanced
    public void onChange(Runnable refresh) {
        refreshers.add(refresh);
    }

    /// Whether `version`, as read with some data, is what this server's copies were read at.
    public boolean isCurrent(long version) {
        return version == known;
    }

    /// What this server's copies were read at. Whoever decides by them and reads data afterwards takes it first, and
    /// compares it with the version read with the data: the copies may be read anew in between.
    public long known() {
        return known;
    }

    /// Re-reads every copy if `version` is newer than what is known.
    public synchronized void catchUp(long version) {
        if (version != known) {
            refreshers.forEach(Runnable::run);
            known = version;
        }
    }

    /// Advances the number inside the transaction that changes clients, grants or the catalog.
    public static void announce(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement("update configuration_version set version = version + 1")) {
            statement.executeUpdate();
        }
    }

    /// Reads the number and catches up; call it after a change made by this server has committed.
    public void catchUp() {
        catchUp(read());
    }

    @Override
    public void close() {
        polling.interrupt();
    }

    private void poll() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(INTERVAL);
                catchUp();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException unreachable) {
                log.debug(
                        "The configuration version was not read: {}",
                        unreachable.getClass().getSimpleName());
            }
        }
    }

    private long read() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select version from configuration_version");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The configuration version cannot be read", failure);
        }
    }
}
