package dev.strongroom.bench;

import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// Random tokens over HTTP, 1,000 for as many customers a request, beside bare inserts of the same rows.
final class TokenFigures {

    private static final int TOKENS = 1_000;
    private static final int CONNECTIONS = 4;
    private static final int SEALED_BYTES = 130;
    private static final int INDEX_BYTES = 16;

    private final DoorFigures.Plan plan;
    private final Path folder;

    TokenFigures(DoorFigures.Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    Figure measure() throws IOException, InterruptedException, SQLException {
        int customers = plan.customers();
        try (var server = ServerUnderLoad.seeded(
                folder.resolve("tokens"), customers, count -> Bench.progress("seeding customers", count, customers))) {
            server.start();
            tokens(server, plan.warmUp() * 4 / TOKENS, Duration.ZERO);
            prepareBare(server);
            double before = inserted(server, plan.time());
            double made = tokens(server, 0, plan.time());
            double raw = (before + inserted(server, plan.time())) / 2;
            return Figure.ratio("random tokens for 1,000 customers vs bare inserts", "1/s", made, raw, 0.5, 0.8);
        }
    }

    private static double tokens(ServerUnderLoad server, long least, Duration time) throws IOException {
        var requests = new byte[50][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = server.tokens(some(server.ids()));
        }
        var result = new LoadClient(
                        ServerUnderLoad.PORT,
                        CONNECTIONS,
                        () -> requests[ThreadLocalRandom.current().nextInt(requests.length)])
                .run(least, time);
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " requests for tokens failed");
        }
        return result.perSecond() * TOKENS;
    }

    private static List<RecordId> some(List<RecordId> ids) {
        return ThreadLocalRandom.current()
                .ints(TOKENS, 0, ids.size())
                .mapToObj(ids::get)
                .toList();
    }

    private static void prepareBare(ServerUnderLoad server) throws SQLException {
        try (var connection = RawSelects.connect(server.home());
                var statement = connection.createStatement()) {
            statement.execute("create schema bare");
            statement.execute("create table bare.token (like public.token including all)");
        }
    }

    private static double inserted(ServerUnderLoad server, Duration time) throws InterruptedException {
        var rows = new LongAdder();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var threads = new Thread[CONNECTIONS];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> insert(server, end, rows));
        }
        for (var thread : threads) {
            thread.join();
        }
        return rows.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static void insert(ServerUnderLoad server, long end, LongAdder rows) {
        try (var connection = RawSelects.connect(server.home())) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                insert(connection, some(server.ids()));
                connection.commit();
                rows.add(TOKENS);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void insert(Connection connection, List<RecordId> ids) throws SQLException {
        var random = new SecureRandom();
        try (var statement = connection.prepareStatement("""
                insert into bare.token (token_index, customer_id, record_id, collection, field, purpose, kind, one_time,
                    sealed) values (?, ?, ?, 'customers', 'name', 'support', 'random', false, ?)
                """)) {
            for (var id : ids) {
                var index = new byte[INDEX_BYTES];
                random.nextBytes(index);
                statement.setBytes(1, index);
                statement.setLong(2, id.customer());
                statement.setLong(3, id.record());
                statement.setBytes(4, new byte[SEALED_BYTES]);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
