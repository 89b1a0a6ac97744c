package dev.strongroom.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers many callers by one round trip: whatever waits when the connection is free goes into the next one, each
/// kind of question as one statement, all in one transaction. This is how single reads and single appends come near
/// the speed of bulk ones.
///
/// One worker on a connection of its own. A round trip that fails fails all its callers, and the next one starts on a
/// new connection. Nobody waits longer than five to six seconds.
public final class SharedRoundTrips implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedRoundTrips.class);
    private static final int WAITING_LIMIT = 20_000;
    private static final int LARGEST_GROUP = 1_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final Connections connections;
    private final BlockingQueue<Waiting<?, ?>> queue = new ArrayBlockingQueue<>(WAITING_LIMIT);
    private final Thread worker;
    private final Thread watch;
    private @Nullable Connection connection;
    private volatile boolean stopping;
    private volatile RoundTrip underWay = RoundTrip.NONE;

    /// Makes physical connections in autocommit mode.
    interface Connections {
        Connection open() throws SQLException;
    }

    /// A statement that answers any number of questions of one kind.
    ///
    /// @param <Q> a question
    /// @param <A> its answer
    public interface Kind<Q, A> {

        /// The statement; its text never changes.
        String sql();

        /// How many parameters the statement has.
        int parameters();

        /// Statements that take locks go last, so that they hold them for the shortest time.
        boolean takesLocks();

        /// @param first number of the statement's first parameter
        void bind(PreparedStatement statement, int first, List<Q> questions) throws SQLException;

        /// @return one answer a question, in order
        List<A> read(java.sql.ResultSet rows, List<Q> questions) throws SQLException;
    }

    private record Waiting<Q, A>(Kind<Q, A> kind, Q question, CompletableFuture<A> answer) {}

    private record RoundTrip(long startedNanos, List<Waiting<?, ?>> group) {
        private static final RoundTrip NONE = new RoundTrip(0, List.of());
    }

    SharedRoundTrips(Connections connections) {
        this.connections = connections;
        this.worker = Thread.ofPlatform().daemon().name("round-trips").start(this::run);
        this.watch = Thread.ofPlatform().daemon().name("round-trips-watch").start(this::watch);
    }

    /// Asks, and waits for the answer.
    ///
    /// @throws DatabaseUnavailable if there is none in time; whether the statement took effect is then unknown
    public <Q, A> A ask(Kind<Q, A> kind, Q question) {
        return await(start(kind, question));
    }

    /// Asks without waiting. What is chained to the answer runs on the worker, between two round trips: it must be
    /// short and never wait.
    public <Q, A> CompletableFuture<A> start(Kind<Q, A> kind, Q question) {
        var waiting = new Waiting<>(kind, question, new CompletableFuture<A>());
        if (stopping || !queue.offer(waiting)) {
            throw new DatabaseUnavailable("Too many requests wait for the database");
        }
        return waiting.answer();
    }

    /// Waits for what [#start(Kind, Object)] began, or for what is chained to it.
    ///
    /// @throws DatabaseUnavailable as [#ask(Kind, Object)]
    public static <A> A await(CompletableFuture<A> answer) {
        try {
            return answer.join();
        } catch (CompletionException | CancellationException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new DatabaseUnavailable("The database did not answer");
        }
    }

    @Override
    public void close() {
        stopping = true;
        worker.interrupt();
        watch.interrupt();
        try {
            worker.join(ANSWER_LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        failWaiting();
    }

    private void run() {
        while (!stopping) {
            var group = new ArrayList<Waiting<?, ?>>();
            try {
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                underWay = new RoundTrip(System.nanoTime(), List.copyOf(group));
                answer(group);
            } catch (InterruptedException stopped) {
                break;
            } finally {
                underWay = RoundTrip.NONE;
            }
        }
        disconnect();
    }

    /// The groups of one round trip, one a kind.
    private record Asked<Q, A>(Kind<Q, A> kind, List<Q> questions, List<CompletableFuture<A>> answers) {

        static <Q, A> Asked<Q, A> of(Kind<Q, A> kind) {
            return new Asked<>(kind, new ArrayList<>(), new ArrayList<>());
        }

        boolean addIfSame(Waiting<?, ?> waiting) {
            if (waiting.kind() != kind) {
                return false;
            }
            @SuppressWarnings("unchecked")
            var same = (Waiting<Q, A>) waiting;
            questions.add(same.question());
            answers.add(same.answer());
            return true;
        }

        List<A> read(java.sql.ResultSet rows) throws SQLException {
            return kind.read(rows, questions);
        }

        Runnable completion(java.sql.ResultSet rows) throws SQLException {
            var read = read(rows);
            return () -> {
                for (int i = 0; i < answers.size(); i++) {
                    answers.get(i).complete(read.get(i));
                }
            };
        }
    }

    private void answer(List<Waiting<?, ?>> group) throws InterruptedException {
        try {
            execute(asked(group)).forEach(Runnable::run);
        } catch (SQLException | RuntimeException failure) {
            log.warn("A round trip to the database failed: {}", reason(failure));
            var refused = failure instanceof RuntimeException own
                    ? own
                    : new DatabaseUnavailable("The database did not answer: " + reason(failure));
            group.forEach(waiting -> waiting.answer().completeExceptionally(refused));
            disconnect();
            Thread.sleep(RECONNECT_PAUSE);
        }
    }

    private static List<Asked<?, ?>> asked(List<Waiting<?, ?>> group) {
        var asked = new ArrayList<Asked<?, ?>>();
        for (var waiting : group) {
            boolean added = asked.stream().anyMatch(kind -> kind.addIfSame(waiting));
            if (!added) {
                var first = Asked.of(waiting.kind());
                first.addIfSame(waiting);
                asked.add(first);
            }
        }
        asked.sort(java.util.Comparator.comparing(kind -> kind.kind().takesLocks()));
        return asked;
    }

    /// The driver sends all statements before it waits, and they are one transaction: what is returned is committed.
    private List<Runnable> execute(List<Asked<?, ?>> asked) throws SQLException {
        var sql = new StringBuilder();
        asked.forEach(
                kind -> sql.append(sql.isEmpty() ? "" : ";").append(kind.kind().sql()));
        try (var statement = connected().prepareStatement(sql.toString())) {
            int first = 1;
            for (var kind : asked) {
                bind(statement, first, kind);
                first += kind.kind().parameters();
            }
            var completions = new ArrayList<Runnable>();
            statement.execute();
            for (var kind : asked) {
                try (var rows = statement.getResultSet()) {
                    completions.add(kind.completion(rows));
                }
                statement.getMoreResults();
            }
            return completions;
        }
    }

    private static <Q, A> void bind(PreparedStatement statement, int first, Asked<Q, A> asked) throws SQLException {
        asked.kind().bind(statement, first, asked.questions());
    }

    /// Fails everybody when the round trip under way takes too long, for example because the database is stopped.
    private void watch() {
        while (!stopping) {
            try {
                Thread.sleep(WATCH_INTERVAL);
            } catch (InterruptedException stopped) {
                return;
            }
            var current = underWay;
            if (!current.group().isEmpty() && System.nanoTime() - current.startedNanos() > ANSWER_LIMIT.toNanos()) {
                var late = new DatabaseUnavailable("The database did not answer in time");
                current.group().forEach(waiting -> waiting.answer().completeExceptionally(late));
                failWaiting();
            }
        }
    }

    private void failWaiting() {
        var late = new DatabaseUnavailable("The database did not answer in time");
        var waiting = new ArrayList<Waiting<?, ?>>();
        queue.drainTo(waiting);
        waiting.forEach(asking -> asking.answer().completeExceptionally(late));
    }

    private static String reason(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : failure.getClass().getSimpleName();
    }

    /// Every statement here finds its rows by keys, a few at a time: the plan is an index look-up a row, whatever the
    /// statistics say, and is made once. Planning each execution anew would cost more than executing it.
    private Connection connected() throws SQLException {
        var open = connection;
        if (open == null) {
            open = connections.open();
            try (var settings = open.createStatement()) {
                settings.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
                        + " set plan_cache_mode = force_generic_plan");
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
