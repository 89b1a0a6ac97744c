package dev.strongroom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Sends the invented customers through the API, several at a time. What is done is noted in a file; an interrupted
/// load goes on from there, and what was under way is answered by its `Idempotency-Key` or found by its reference.
final class DemoLoad {

    private static final int CONNECTIONS = 8;
    private static final int CONFLICT = 409;

    private final ServerClient server;
    private final DemoHome home;
    private final Shell shell;

    DemoLoad(ServerClient server, DemoHome home, Shell shell) {
        this.server = server;
        this.home = home;
        this.shell = shell;
    }

    /// @return id of each customer by number
    SortedMap<Integer, String> load(int customers) throws IOException, InterruptedException {
        var done = done();
        var missing = IntStream.range(0, customers)
                .filter(number -> !done.containsKey(number))
                .toArray();
        if (missing.length == 0) {
            return done;
        }
        shell.remark("demo.loading", missing.length);
        send(missing, done);
        return done;
    }

    private SortedMap<Integer, String> done() throws IOException {
        var done = new TreeMap<Integer, String>();
        if (Files.exists(home.loaded())) {
            Files.readAllLines(home.loaded()).stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 2 && words[0].matches("[0-9]{1,9}"))
                    .forEach(words -> done.put(Integer.valueOf(words[0]), words[1]));
        }
        return done;
    }

    private void send(int[] missing, SortedMap<Integer, String> done) throws IOException, InterruptedException {
        var bar = new ProgressBar(shell, shell.words().say("demo.progress"));
        var next = new AtomicInteger();
        var finished = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var workers = IntStream.range(0, CONNECTIONS)
                    .<Future<?>>mapToObj(worker -> threads.submit(() -> {
                        for (int at = next.getAndIncrement(); at < missing.length; at = next.getAndIncrement()) {
                            note(missing[at], send(missing[at]), done);
                            bar.show(finished.incrementAndGet(), missing.length);
                        }
                    }))
                    .toList();
            for (var worker : workers) {
                await(worker, threads);
            }
        }
        bar.finish(missing.length, missing.length);
    }

    private static void await(Future<?> worker, java.util.concurrent.ExecutorService threads)
            throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException failure) {
            threads.shutdownNow();
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private synchronized void note(int number, String id, SortedMap<Integer, String> done) {
        done.put(number, id);
        try {
            Files.writeString(
                    home.loaded(), number + " " + id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String send(int number) {
        var customer = create("customers", number, DemoCustomers.customer(number));
        if (DemoCustomers.hasOrder(number)) {
            create("orders", number, DemoCustomers.order(number, customer));
        }
        if (DemoCustomers.hasPayment(number)) {
            create("payments", number, DemoCustomers.payment(number, customer));
        }
        return customer;
    }

    private String create(String collection, int number, Map<String, Object> record) {
        var answer = server.post("/v1/records/" + collection, record, "Idempotency-Key", collection + "-" + number);
        if (answer.status() == CONFLICT && collection.equals("customers")) {
            return find(number);
        }
        return server.good(answer).json().path("id").asString("");
    }

    /// The customer of an earlier load whose answer was not noted.
    private String find(int number) {
        var query = Map.of("field", "reference", "match", "exact", "value", DemoCustomers.reference(number));
        var found = server.good(server.post("/v1/records/customers/search", query, "Strongroom-Purpose", "support"));
        return found.json().path("records").path(0).path("id").asString("");
    }
}
