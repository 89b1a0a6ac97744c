package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Imports a table or lines of JSON. Cut off, the same command goes on where it stopped.
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {

    private static final long POLL_MILLISECONDS = 500;
    private static final Comparator<ImportFile.Reject> BY_LINE =
            Comparator.comparingLong(ImportFile.Reject::line).thenComparing(ImportFile.Reject::field);

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--collection", required = true, paramLabel = "C", descriptionKey = "option.collection")
    private String collection;

    @Option(names = "--file", required = true, paramLabel = "F", descriptionKey = "option.import.file")
    private Path file;

    @Option(names = "--map", split = ",", paramLabel = "COL=FIELD", descriptionKey = "option.import.map")
    private List<String> map = List.of();

    @Option(names = "--errors", paramLabel = "REJECTS", descriptionKey = "option.import.errors")
    private Optional<Path> errors = Optional.empty();

    @Option(names = "--dry-run", descriptionKey = "option.import.dry_run")
    private boolean dryRun;

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Ids.requireName(collection, shell.words());
        var source = ImportFile.of(file, map, shell.words());
        long count = source.count();
        var state = ImportState.of(file, List.of(collection, map.toString(), "" + dryRun), new SecureRandom());
        var unsent = new ConcurrentSkipListSet<>(BY_LINE);
        try (var server = ServerClient.of(shell)) {
            var done = send(server, source, state, count, unsent);
            var rejects = new TreeSet<>(BY_LINE);
            rejects.addAll(unsent);
            rejects.addAll(rejects(server, state));
            report(done.json().path("imported").asLong(0), rejects);
            state.forget();
            return rejects.isEmpty() ? ExitCodes.GOOD : ExitCodes.REFUSED;
        }
    }

    private ServerClient.Answer send(
            ServerClient server,
            ImportFile source,
            ImportState state,
            long count,
            ConcurrentSkipListSet<ImportFile.Reject> unsent)
            throws IOException {
        var path = "/v1/records/" + collection + "/import?dryRun=" + dryRun + "&lines=" + count;
        var isDone = new AtomicBoolean();
        var watching = Thread.ofVirtual().start(() -> watch(state, count, isDone));
        try {
            return server.good(server.postStream(
                    path,
                    () -> source.lines(unsent::add),
                    "Content-Type",
                    "application/x-ndjson",
                    "Strongroom-Import",
                    state.id()));
        } catch (IOException cutOff) {
            throw CommandFailed.prevented(shell.words().say("import.cut_off"));
        } finally {
            isDone.set(true);
            watching.interrupt();
        }
    }

    private void watch(ImportState state, long count, AtomicBoolean isDone) {
        var bar = new ProgressBar(shell, shell.words().say("import.title"));
        try (var server = ServerClient.of(shell)) {
            while (!isDone.get()) {
                Thread.sleep(POLL_MILLISECONDS);
                var answer = server.get("/v1/imports/" + state.id());
                if (answer.isGood() && !isDone.get()) {
                    bar.show(answer.json().path("lines").asLong(0), count);
                }
            }
        } catch (InterruptedException | CommandFailed ended) {
            Thread.currentThread().interrupt();
        }
        bar.finish(count, count);
    }

    private TreeSet<ImportFile.Reject> rejects(ServerClient server, ImportState state) {
        var rejects = new TreeSet<>(BY_LINE);
        long after = 0;
        while (true) {
            var page = server.good(server.get("/v1/imports/" + state.id() + "/rejects?after=" + after))
                    .json()
                    .path("rejects");
            if (page.isEmpty()) {
                return rejects;
            }
            for (var reject : page) {
                after = reject.path("line").asLong(0);
                rejects.add(new ImportFile.Reject(
                        after,
                        reject.path("field").asString(""),
                        reject.path("code").asString("")));
            }
        }
    }

    private void report(long imported, TreeSet<ImportFile.Reject> rejects) throws IOException {
        shell.say(dryRun ? "import.would" : "import.done", imported, rejects.size());
        if (errors.isPresent()) {
            write(errors.get(), rejects);
        } else {
            rejects.stream()
                    .limit(20)
                    .forEach(reject -> shell.remark("import.reject", reject.line(), reject.field(), reject.code()));
            if (rejects.size() > 20) {
                shell.remark("import.more_rejects", rejects.size() - 20);
            }
        }
    }

    private static void write(Path place, TreeSet<ImportFile.Reject> rejects) throws IOException {
        try (var writer = Files.newBufferedWriter(place);
                var csv = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            csv.printRecord("line", "field", "reason");
            for (var reject : rejects) {
                csv.printRecord(reject.line(), reject.field(), reject.code());
            }
        }
    }
}
