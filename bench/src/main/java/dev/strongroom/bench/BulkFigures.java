package dev.strongroom.bench;

import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Import, batch disclosure and export over HTTP, beside COPY and SELECT of the same in the clear.
final class BulkFigures {

    private static final int BATCH = 1_000;
    private static final int BATCH_CONNECTIONS = 4;

    /// Records imported before anything is measured; the JVM compiles for as long.
    private static final int WARM_UP = 100_000;

    private final int customers;
    private final DoorFigures.Plan plan;
    private final Path folder;

    BulkFigures(int customers, DoorFigures.Plan plan, Path folder) {
        this.customers = customers;
        this.plan = plan;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException, SQLException {
        var figures = new ArrayList<Figure>();
        try (var server = ServerUnderLoad.seeded(
                folder.resolve("bulk"), 20_000, count -> Bench.progress("seeding customers", count, 20_000))) {
            server.start();
            var raw = new RawBulk(server.home());
            importing(server, 1_000_000, WARM_UP);
            raw.copiedPerSecond(1_000_000, WARM_UP);
            double copied = raw.copiedPerSecond(2_000_000, customers);
            double imported = importing(server, 2_000_000, customers);
            copied = (copied + raw.copiedPerSecond(3_000_000, customers)) / 2;
            figures.add(Figure.ratio(
                    "import, 8 fields and 4 index rows each, vs bare COPY of the same in the clear",
                    "1/s",
                    imported,
                    copied,
                    0.3,
                    0.55));
            batches(server, Duration.ofSeconds(15));
            double selected = raw.selectedPerSecond(server.ids(), BATCH, plan.time());
            double batch = batches(server, plan.time());
            selected = (selected + raw.selectedPerSecond(server.ids(), BATCH, plan.time())) / 2;
            figures.add(Figure.ratio(
                    "batch disclosures of 1,000 ids vs bare = any(1000)", "1/s", batch, selected, 0.15, 0.33));
            exporting(server);
            double exported = exporting(server);
            batch = (batch + batches(server, plan.time())) / 2;
            figures.add(new Figure("export vs batch disclosures", "1/s", exported, batch, 0.8, 1, false));
        }
        return figures;
    }

    private double importing(ServerUnderLoad server, int first, int count) throws IOException, InterruptedException {
        var id = "bench%020d".formatted(first);
        var request = request(server, "import", "application/x-ndjson")
                .header("Strongroom-Import", id)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> lines(first, count)))
                .build();
        long start = System.nanoTime();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"imported\":" + count + ",")) {
                throw new IOException("The import failed: " + answer.body());
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /// Made beforehand, in parts: the load shares the machine with what it measures.
    private static InputStream lines(int first, int count) {
        var parts = new Iterator<InputStream>() {
            private int next = first;

            @Override
            public boolean hasNext() {
                return next < first + count;
            }

            @Override
            public InputStream next() {
                var text = new StringBuilder();
                for (int end = Math.min(next + 1_000, first + count); next < end; next++) {
                    text.append(new BenchCustomer(next).line()).append('\n');
                }
                return new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        };
        return new SequenceInputStream(Collections.enumeration(list(parts)));
    }

    private static List<InputStream> list(Iterator<InputStream> parts) {
        var all = new ArrayList<InputStream>();
        parts.forEachRemaining(all::add);
        return all;
    }

    private double batches(ServerUnderLoad server, Duration time) throws IOException {
        var requests = new byte[50][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = server.batch(some(server.ids()));
        }
        var result = new LoadClient(
                        ServerUnderLoad.PORT,
                        BATCH_CONNECTIONS,
                        () -> requests[ThreadLocalRandom.current().nextInt(requests.length)])
                .run(0, time);
        return result.perSecond() * BATCH;
    }

    private static List<RecordId> some(List<RecordId> ids) {
        var some = new ArrayList<RecordId>(BATCH);
        while (some.size() < BATCH) {
            some.add(ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
        }
        return some;
    }

    private double exporting(ServerUnderLoad server) throws IOException, InterruptedException {
        var body = "{\"fields\":[\"name\",\"email\",\"phone\",\"address\",\"birth_date\",\"reference\"]}";
        var request = request(server, "export", "application/json")
                .header("Strongroom-Purpose", "support")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        long count = 0;
        try (var http = HttpClient.newHttpClient()) {
            var stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            var buffer = new byte[1 << 16];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    count += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static HttpRequest.Builder request(ServerUnderLoad server, String act, String contentType) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ServerUnderLoad.PORT + "/v1/records/customers/" + act))
                .header("Authorization", "Bearer " + server.key())
                .header("Content-Type", contentType);
    }
}
