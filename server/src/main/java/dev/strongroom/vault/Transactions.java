package dev.strongroom.vault;

import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs short transactions on a pooled connection. What fails leaves nothing behind.
final class Transactions {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final DataSource dataSource;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static ScheduledThreadPoolExecutor watch() {
        var watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("transaction-watch").factory());
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// Commits what `work` did, unless it throws.
    <T> T run(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// Runs one statement that only reads, without the round trips of a transaction.
    <T> T read(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// As [#run(Work)], for what a caller waits for: a database that does not answer within ten seconds is given up.
    /// Whether the work was committed is then unknown.
    <T> T runBounded(Work<T> work) {
        return run(connection -> {
            var abort = WATCH.schedule(() -> abort(connection), LIMIT.toSeconds(), TimeUnit.SECONDS);
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } finally {
                abort.cancel(false);
            }
        });
    }

    /// Unlike a close, this does not wait for the database.
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyBroken) {
            log.debug("A broken connection could not be aborted");
        }
    }

    /// Everything `work` reads is of one moment.
    <T> T snapshot(Work<T> work) {
        return run(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            return work.run(connection);
        });
    }

    private static RuntimeException failed(SQLException failure) {
        return "53100".equals(failure.getSQLState())
                ? new LedgerUnavailable("The database's disk is full")
                : new DatabaseUnavailable("The transaction failed: SQL state " + failure.getSQLState());
    }
}
