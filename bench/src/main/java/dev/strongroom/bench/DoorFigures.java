package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Disclosures and searches over HTTP beside a bare SELECT loop, at one size of the vault.
final class DoorFigures {

    private static final int CONNECTIONS = 32;
    private static final int REQUESTS = 50_000;

    private final Plan plan;
    private final Path folder;

    /// @param customers in the vault
    /// @param warmUp answers before anything is measured; the JVM compiles by count, not by time
    /// @param time of each measurement
    record Plan(int customers, int largeCustomers, long warmUp, Duration time) {}

    DoorFigures(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        try (var server = seeded("usual", plan.customers())) {
            server.start();
            warmUp(server);
            var raw = new RawSelects(server.home(), server.ids());
            double before = raw.perSecond(plan.time());
            var disclosures = run(server, looks(server));
            var searches = run(server, searches(server));
            var again = run(server, looks(server));
            double limit = (before + raw.perSecond(plan.time())) / 2;
            double looks = (disclosures.perSecond() + again.perSecond()) / 2;
            Bench.say("  disclosures p50 %d µs, p99 %d µs; %d failures; searches p50 %d µs, p99 %d µs"
                    .formatted(
                            disclosures.percentile(0.5).toNanos() / 1_000,
                            disclosures.percentile(0.99).toNanos() / 1_000,
                            disclosures.failures() + searches.failures(),
                            searches.percentile(0.5).toNanos() / 1_000,
                            searches.percentile(0.99).toNanos() / 1_000));
            figures.add(Figure.ratio(
                    "single disclosures, 6 fields, 32 connections vs bare SELECT loop",
                    "1/s",
                    looks,
                    limit,
                    0.18,
                    0.35));
            figures.add(Figure.ratio(
                    "exact search on a unique field vs disclosure by id",
                    "1/s",
                    searches.perSecond(),
                    looks,
                    0.7,
                    0.95));
            figures.add(
                    Figure.atMost("resident memory under load, -Xmx512m", "MB", server.residentMegabytes(), 500, 400));
            server.stop();
            figures.add(Figure.atMost(
                    "later start to first answer", "s", server.start().toMillis() / 1_000.0, 6, 2.5));
        }
        return figures;
    }

    /// The same load on two sizes, one server at a time, since the machine is shared.
    Figure sizes() throws IOException, InterruptedException {
        double small = disclosures("small", 10_000);
        double large = disclosures("large", plan.largeCustomers());
        return Figure.ratio(
                "disclosure at %,d customers vs at 10,000".formatted(plan.largeCustomers()),
                "1/s",
                large,
                small,
                0.85,
                0.95);
    }

    private double disclosures(String name, int customers) throws IOException, InterruptedException {
        try (var server = seeded(name, customers)) {
            server.start();
            warmUp(server);
            return run(server, looks(server)).perSecond();
        }
    }

    private ServerUnderLoad seeded(String name, int customers) throws IOException {
        return ServerUnderLoad.seeded(
                folder.resolve(name), customers, count -> Bench.progress("seeding customers", count, customers));
    }

    /// Requests made beforehand, for as many customers as a load can meet.
    private static Supplier<byte[]> anyOf(int size, IntFunction<byte[]> request) {
        var made = new byte[Math.min(size, REQUESTS)][];
        for (int i = 0; i < made.length; i++) {
            made[i] = request.apply(ThreadLocalRandom.current().nextInt(size));
        }
        return () -> made[ThreadLocalRandom.current().nextInt(made.length)];
    }

    private static Supplier<byte[]> looks(ServerUnderLoad server) {
        return anyOf(server.ids().size(), number -> server.look(server.ids().get(number)));
    }

    private static Supplier<byte[]> searches(ServerUnderLoad server) {
        return anyOf(server.ids().size(), server::search);
    }

    private void warmUp(ServerUnderLoad server) throws IOException {
        new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, looks(server)).run(plan.warmUp(), Duration.ZERO);
        new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, searches(server)).run(plan.warmUp() / 2, Duration.ZERO);
    }

    private LoadClient.Result run(ServerUnderLoad server, Supplier<byte[]> requests) throws IOException {
        return new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, requests).run(0, plan.time());
    }
}
