package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Searches by a part of a value, over HTTP: suffix and prefix beside exact search, contains by its latency.
///
/// Terms are drawn from stored values, so that what is common is asked for often.
final class SearchFigures {

    private static final int CONNECTIONS = 32;
    private static final int CONTAINS_CONNECTIONS = 2;
    private static final int REQUESTS = 50_000;
    private static final int FOUND_AT_MOST = 20;
    private static final int LAST_FOUR = 4;
    private static final int LETTERS = 3;

    private final DoorFigures.Plan plan;
    private final Path folder;

    SearchFigures(DoorFigures.Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        int customers = plan.largeCustomers();
        try (var server = ServerUnderLoad.seeded(
                folder.resolve("searched"),
                customers,
                "/bench-search-catalog.yaml",
                count -> Bench.progress("seeding customers", count, customers))) {
            server.start();
            var exact = requests(server::search);
            var suffix = requests(number -> server.search("phone", "suffix", lastFour(number), 1));
            var prefix =
                    requests(number -> server.search("email", "prefix", new BenchCustomer(number).emailStart(), 1));
            var contains = requests(number -> server.search("name", "contains", letters(number), FOUND_AT_MOST));
            for (var kind : List.of(exact, suffix, prefix, contains)) {
                run(CONNECTIONS, kind, plan.warmUp() / 4, Duration.ZERO);
            }
            double before = run(CONNECTIONS, exact, 0, plan.time()).perSecond();
            double suffixes = run(CONNECTIONS, suffix, 0, plan.time()).perSecond();
            double prefixes = run(CONNECTIONS, prefix, 0, plan.time()).perSecond();
            double raw = (before + run(CONNECTIONS, exact, 0, plan.time()).perSecond()) / 2;
            var parts = run(CONTAINS_CONNECTIONS, contains, 0, plan.time());
            Bench.say("  contains: p50 %d µs, p99 %d µs"
                    .formatted(
                            parts.percentile(0.5).toNanos() / 1_000,
                            parts.percentile(0.99).toNanos() / 1_000));
            return List.of(
                    new Figure("suffix search, last four, vs exact", "1/s", suffixes, raw, 0.5, 0.8, false),
                    new Figure("prefix search vs exact", "1/s", prefixes, raw, 0.5, 0.8, false),
                    Figure.atMost(
                            "contains on 3 letters over %,d names, p95".formatted(customers),
                            "ms",
                            parts.percentile(0.95).toNanos() / 1e6,
                            50,
                            15));
        }
    }

    private static String lastFour(int number) {
        var phone = new BenchCustomer(number).phone();
        return phone.substring(phone.length() - LAST_FOUR);
    }

    private static String letters(int number) {
        var words = new BenchCustomer(number).name().split(" ");
        var word = words[number % words.length];
        int from = ThreadLocalRandom.current().nextInt(word.length() - LETTERS + 1);
        return word.substring(from, from + LETTERS);
    }

    private Supplier<byte[]> requests(IntFunction<byte[]> request) {
        var made = new byte[Math.min(REQUESTS, plan.largeCustomers())][];
        for (int i = 0; i < made.length; i++) {
            made[i] = request.apply(ThreadLocalRandom.current().nextInt(plan.largeCustomers()));
        }
        return () -> made[ThreadLocalRandom.current().nextInt(made.length)];
    }

    private static LoadClient.Result run(int connections, Supplier<byte[]> requests, long least, Duration time)
            throws IOException {
        var result = new LoadClient(ServerUnderLoad.PORT, connections, requests).run(least, time);
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " searches failed");
        }
        return result;
    }
}
