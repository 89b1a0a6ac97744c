package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The index of one field made anew, and a fresh key for every customer: once with the server at rest, and once while
/// as many
/// disclosures are asked for as it can give.
final class RotationFigures {

    private static final int CONNECTIONS = 32;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DoorFigures.Plan plan;
    private final Path folder;

    RotationFigures(DoorFigures.Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /// A rotation by its path, and what tells that it is done.
    private enum Kind {
        INDEX("re-index of one field", "/v1/search-indexes/rotations", "/v1/search-indexes"),
        KEYS("key rotation", "/v1/customer-keys/rotations", "/v1/customer-keys/rotations");

        private final String title;
        private final String start;
        private final String progress;

        Kind(String title, String start, String progress) {
            this.title = title;
            this.start = start;
            this.progress = progress;
        }

        private boolean isDone(JsonNode answer) {
            return this == KEYS ? answer.path("complete").asBoolean() : areComplete(answer.path("indexes"));
        }

        /// As many indexes as there are fields to search, each complete and none waiting to be removed.
        private static boolean areComplete(JsonNode indexes) {
            for (var index : indexes) {
                if (!index.path("state").asString().equals("complete")) {
                    return false;
                }
            }
            return !indexes.isEmpty();
        }
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        int customers = plan.customers();
        try (var server = ServerUnderLoad.seeded(
                        folder.resolve("rotated"),
                        customers,
                        count -> Bench.progress("seeding customers", count, customers));
                var http = HttpClient.newHttpClient()) {
            server.start();
            var looks = looks(server);
            new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, looks).run(plan.warmUp(), Duration.ZERO);
            for (var kind : Kind.values()) {
                rotate(server, http, kind);
                rotate(server, http, kind);
                double atRest = rotate(server, http, kind);
                double before = looks(looks, plan.time());
                var load = new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, looks);
                start(server, http, kind);
                long start = System.nanoTime();
                double meanwhile = load.run(0, plan.time()).perSecond();
                await(server, http, kind);
                double seconds = (System.nanoTime() - start) / 1e9;
                Bench.say("  %s under load: %,.0f records/s until it was complete"
                        .formatted(kind.title, customers / seconds));
                figures.add(Figure.atLeast(kind.title + ", at rest", "records/s", atRest, 10_000, 30_000));
                figures.add(new Figure(
                        "disclosures during " + kind.title + " vs without", "1/s", meanwhile, before, 0.7, 0.9, false));
            }
        }
        return figures;
    }

    private double rotate(ServerUnderLoad server, HttpClient http, Kind kind) throws IOException, InterruptedException {
        long start = System.nanoTime();
        start(server, http, kind);
        await(server, http, kind);
        return plan.customers() / ((System.nanoTime() - start) / 1e9);
    }

    private static void start(ServerUnderLoad server, HttpClient http, Kind kind)
            throws IOException, InterruptedException {
        var request = request(server, kind.start)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(kind == Kind.INDEX ? "{\"field\":\"customers.email\"}" : ""))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("The " + kind.title + " did not start: " + answer.body());
        }
    }

    private static void await(ServerUnderLoad server, HttpClient http, Kind kind)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!kind.isDone(JSON.readTree(
                http.send(request(server, kind.progress).GET().build(), HttpResponse.BodyHandlers.ofString())
                        .body()))) {
            if (System.nanoTime() > end) {
                throw new IOException("The " + kind.title + " did not end");
            }
            Thread.sleep(20);
        }
    }

    private static HttpRequest.Builder request(ServerUnderLoad server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ServerUnderLoad.PORT + path))
                .header("Authorization", "Bearer " + server.key());
    }

    private static double looks(Supplier<byte[]> looks, Duration time) throws IOException {
        return new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, looks)
                .run(0, time)
                .perSecond();
    }

    private static Supplier<byte[]> looks(ServerUnderLoad server) {
        var ids = server.ids();
        return () -> server.look(ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
    }
}
