package dev.strongroom.ledger;

import dev.strongroom.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends for many callers at once: whatever waits when the writer is free goes into its next commit.
///
/// One writer on a connection of its own; a second one would only wait for the head row. A commit that fails fails
/// all its callers, and the next one starts on a new connection.
final class GroupAppender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupAppender.class);
    private static final int WAITING_LIMIT = 20_000;
    private static final int LARGEST_COMMIT = 1_000;
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final Connections connections;
    private final LongSupplier published;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_LIMIT);
    private final Thread writer;
    private @Nullable Connection connection;
    private volatile boolean stopping;

    /// Makes physical connections in autocommit mode.
    interface Connections {
        Connection open() throws SQLException;
    }

    private record Waiting(List<EncodedDraft> drafts, CompletableFuture<Long> base) {}

    GroupAppender(Connections connections, LongSupplier published) {
        this.connections = connections;
        this.published = published;
        this.writer = Thread.ofPlatform().daemon().name("ledger-writer").start(this::run);
    }

    /// @return the index of the first draft, once all are durable
    CompletableFuture<Long> append(List<EncodedDraft> drafts) {
        var waiting = new Waiting(drafts, new CompletableFuture<>());
        if (stopping || !queue.offer(waiting)) {
            waiting.base().completeExceptionally(new LedgerUnavailable("Too many entries wait for the ledger"));
        }
        return waiting.base();
    }

    @Override
    public void close() {
        stopping = true;
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var group = new ArrayList<Waiting>();
        while (!stopping) {
            try {
                group.add(queue.take());
                fill(group);
                commit(group);
            } catch (InterruptedException stopped) {
                break;
            } finally {
                group.clear();
            }
        }
        var refused = new LedgerUnavailable("The server is stopping");
        queue.forEach(waiting -> waiting.base().completeExceptionally(refused));
        disconnect();
    }

    private void fill(List<Waiting> group) {
        int drafts = group.getFirst().drafts().size();
        while (drafts < LARGEST_COMMIT) {
            var next = queue.poll();
            if (next == null) {
                return;
            }
            group.add(next);
            drafts += next.drafts().size();
        }
    }

    private void commit(List<Waiting> group) throws InterruptedException {
        try {
            var drafts = new ArrayList<EncodedDraft>();
            group.forEach(waiting -> drafts.addAll(waiting.drafts()));
            long base = AppendStatement.execute(connected(), drafts, published.getAsLong());
            for (var waiting : group) {
                waiting.base().complete(base);
                base += waiting.drafts().size();
            }
        } catch (SQLException | DatabaseUnavailable | LedgerUnavailable failure) {
            log.warn("Entries could not be appended: {}", reason(failure));
            var refused = new LedgerUnavailable("The ledger cannot be written");
            group.forEach(waiting -> waiting.base().completeExceptionally(refused));
            disconnect();
            Thread.sleep(RECONNECT_PAUSE);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : String.valueOf(failure.getMessage());
    }

    private Connection connected() throws SQLException {
        var open = connection;
        if (open == null) {
            open = connections.open();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        var open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException alreadyBroken) {
                log.debug("A broken connection could not be closed");
            }
        }
    }
}
