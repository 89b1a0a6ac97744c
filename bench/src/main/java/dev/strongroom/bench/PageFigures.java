package dev.strongroom.bench;

import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// How long pages take at twenty requests a second, whatever else waits: a request that is late delays no other.
final class PageFigures {

    private static final int REQUESTS_A_SECOND = 20;
    private static final int MOST_MILLISECONDS = 150;
    private static final int MOST_MILLISECONDS_OVERVIEW = 300;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final List<String> ROLES = List.of("administrator", "log-reader", "agent");

    private final DoorFigures.Plan plan;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    PageFigures(DoorFigures.Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /// @param most milliseconds that nineteen of twenty may take
    private record Asked(String name, int most, IntFunction<HttpRequest> request) {}

    List<Figure> measure() throws IOException, InterruptedException {
        int customers = plan.largeCustomers();
        try (var server = ServerUnderLoad.seeded(
                folder.resolve("pages"),
                customers,
                "/bench-search-catalog.yaml",
                count -> Bench.progress("seeding customers", count, customers))) {
            server.start();
            var figures = new ArrayList<Figure>();
            for (var page : pages(server, new BenchPerson(server, "reader", ROLES).signIn())) {
                run(page, WARM_UP);
                var taken = run(page, plan.time().multipliedBy(2));
                double most = taken[(int) Math.ceil(taken.length * 0.95) - 1] / 1e6;
                figures.add(Figure.atMost(
                        "%s with %,d customers, p95".formatted(page.name(), customers),
                        "ms",
                        most,
                        page.most(),
                        page.most() / 3.0));
            }
            return figures;
        }
    }

    private static List<Asked> pages(ServerUnderLoad server, String cookies) {
        var ids = server.ids();
        return List.of(
                new Asked("overview", MOST_MILLISECONDS_OVERVIEW, number -> page("/console", cookies)),
                new Asked(
                        "page to search on",
                        MOST_MILLISECONDS,
                        number -> page("/console/customers?purpose=support", cookies)),
                new Asked("search", MOST_MILLISECONDS, number -> search(number, cookies)),
                new Asked(
                        "page of a customer",
                        MOST_MILLISECONDS,
                        number -> page(customer(ids, number) + "?purpose=support", cookies)),
                new Asked("who looked", MOST_MILLISECONDS, number -> page(customer(ids, number) + "/looks", cookies)),
                new Asked("log", MOST_MILLISECONDS, number -> page("/console/ledger", cookies)),
                new Asked("log of one kind", MOST_MILLISECONDS, number -> page("/console/ledger?kind=search", cookies)),
                new Asked(
                        "log of one customer",
                        MOST_MILLISECONDS,
                        number -> page("/console/ledger?customer=" + ids.get(number * 7 % ids.size()), cookies)),
                new Asked("rules", MOST_MILLISECONDS, number -> page("/console/rules", cookies)),
                new Asked("keys", MOST_MILLISECONDS, number -> page("/console/keys", cookies)),
                new Asked("search indexes", MOST_MILLISECONDS, number -> part("/console/keys/indexes", cookies)),
                new Asked("approvals", MOST_MILLISECONDS, number -> page("/console/approvals", cookies)),
                new Asked("people", MOST_MILLISECONDS, number -> page("/console/people", cookies)),
                new Asked("API clients", MOST_MILLISECONDS, number -> page("/console/clients", cookies)));
    }

    private static String customer(List<RecordId> ids, int number) {
        return "/console/customers/" + ids.get(number * 7 % ids.size());
    }

    private static HttpRequest page(String path, String cookies) {
        return to(path, cookies).GET().build();
    }

    private static HttpRequest part(String path, String cookies) {
        return to(path, cookies).header("HX-Request", "true").GET().build();
    }

    private static HttpRequest search(int number, String cookies) {
        var form = "purpose=support&place=customers.email&kind=exact&value="
                + new BenchCustomer(number).email().replace("@", "%40");
        return to("/console/customers/search", cookies)
                .header("HX-Request", "true")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static HttpRequest.Builder to(String path, String cookies) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ServerUnderLoad.PORT + path))
                .header("Cookie", cookies);
    }

    /// @return nanoseconds of each request from when it was due, in order
    private long[] run(Asked page, Duration time) {
        int all = (int) time.toSeconds() * REQUESTS_A_SECOND;
        long pause = TimeUnit.SECONDS.toNanos(1) / REQUESTS_A_SECOND;
        long begun = System.nanoTime();
        var answers = new ArrayList<CompletableFuture<Long>>();
        for (int number = 0; number < all; number++) {
            long due = begun + number * pause;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers.add(http.sendAsync(page.request().apply(number), HttpResponse.BodyHandlers.ofByteArray())
                    .thenApply(answer -> taken(page, answer, due)));
        }
        return answers.stream().mapToLong(CompletableFuture::join).sorted().toArray();
    }

    private static long taken(Asked page, HttpResponse<byte[]> answer, long due) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(page.name() + " answered " + answer.statusCode() + " "
                    + answer.headers().firstValue("Strongroom-Code").orElse(""));
        }
        return System.nanoTime() - due;
    }
}
