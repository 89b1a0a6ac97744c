package dev.strongroom.vault;

import dev.strongroom.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads for many callers by one statement: whatever waits when the reader is free goes into its next round trip.
///
/// @param <Q> what is asked for
/// @param <A> the answer to one question
final class GroupReader<Q, A> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupReader.class);
    private static final int WAITING_LIMIT = 20_000;
    private static final int LARGEST_GROUP = 256;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final Connections connections;
    private final Statement<Q, A> statement;
    private final BlockingQueue<Waiting<Q, A>> queue = new ArrayBlockingQueue<>(WAITING_LIMIT);
    private final Thread reader;
    private @Nullable Connection connection;
    private volatile boolean stopping;

    interface Connections {
        Connection open() throws SQLException;
    }

    /// Answers all questions by one statement, in their order.
    interface Statement<Q, A> {
        List<A> answer(Connection connection, List<Q> questions) throws SQLException;
    }

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    GroupReader(String name, Connections connections, Statement<Q, A> statement) {
        this.connections = connections;
        this.statement = statement;
        this.reader = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /// @throws DatabaseUnavailable if there was no answer within five seconds
    A read(Q question) {
        var waiting = new Waiting<>(question, new CompletableFuture<A>());
        if (stopping || !queue.offer(waiting)) {
            throw new DatabaseUnavailable("Too many reads wait for the database");
        }
        try {
            return waiting.answer().get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while reading");
        } catch (ExecutionException | TimeoutException failed) {
            throw new DatabaseUnavailable("The database did not answer in time");
        }
    }

    @Override
    public void close() {
        stopping = true;
        reader.interrupt();
    }

    private void run() {
        var group = new ArrayList<Waiting<Q, A>>();
        while (!stopping) {
            try {
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                answer(group);
            } catch (InterruptedException stopped) {
                break;
            } finally {
                group.clear();
            }
        }
        disconnect();
    }

    private void answer(List<Waiting<Q, A>> group) throws InterruptedException {
        try {
            var answers = statement.answer(
                    connected(), group.stream().map(Waiting::question).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (SQLException | RuntimeException failure) {
            log.warn("Reads failed: {}", failure.getClass().getSimpleName());
            group.forEach(waiting -> waiting.answer().completeExceptionally(failure));
            disconnect();
            Thread.sleep(RECONNECT_PAUSE);
        }
    }

    /// The plan is an index look-up a row whatever the statistics say, since a group is always small.
    private Connection connected() throws SQLException {
        var open = connection;
        if (open == null) {
            open = connections.open();
            try (var settings = open.createStatement()) {
                settings.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
            }
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
