package dev.strongroom.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// Prints each figure beside its raw limit of the same run: `bench [--quick] [--only NAME] [--json FILE]`.
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures beside raw limits.")
public final class Bench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;

    @Option(names = "--quick", description = "Smaller and shorter; figures are less certain.")
    private boolean quick;

    @Option(
            names = "--only",
            description =
                    "core, decisions, ledger, door, people, bulk, searches, pages, tokens, rotations, sizes or backup.")
    private @Nullable String only;

    @Option(names = "--json", description = "Writes the figures to this file too.")
    private @Nullable Path json;

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    /// One part of the bench.
    private interface Part {
        List<Figure> measure(Path folder) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        var figures = new ArrayList<Figure>();
        measure("core", figures, folder -> CoreFigures.measure(quick));
        measure("decisions", figures, folder -> DecisionFigures.measure(quick));
        measure("ledger", figures, folder -> new LedgerFigures(folder, Duration.ofSeconds(quick ? 5 : 10)).measure());
        measure("door", figures, folder -> new DoorFigures(plan(), folder).measure());
        measure("people", figures, folder -> new PeopleFigures(plan(), folder).measure());
        measure("bulk", figures, folder -> new BulkFigures(quick ? 50_000 : 200_000, plan(), folder).measure());
        measure("searches", figures, folder -> new SearchFigures(plan(), folder).measure());
        measure("pages", figures, folder -> new PageFigures(plan(), folder).measure());
        measure("tokens", figures, folder -> List.of(new TokenFigures(plan(), folder).measure()));
        measure("rotations", figures, folder -> new RotationFigures(plan(), folder).measure());
        measure("sizes", figures, folder -> List.of(new DoorFigures(plan(), folder).sizes()));
        measure("backup", figures, folder -> new BackupFigures(plan().largeCustomers(), folder).measure());
        print(figures);
        if (json != null) {
            Files.writeString(json, JsonMapper.builder().build().writeValueAsString(figures));
        }
        return 0;
    }

    private DoorFigures.Plan plan() {
        return quick
                ? new DoorFigures.Plan(20_000, 100_000, 60_000, Duration.ofSeconds(5))
                : new DoorFigures.Plan(100_000, 1_000_000, 400_000, Duration.ofSeconds(10));
    }

    private void measure(String name, List<Figure> figures, Part part) throws Exception {
        if (Optional.ofNullable(only).filter(wanted -> !wanted.equals(name)).isPresent()) {
            return;
        }
        say("Measuring " + name);
        var folder = Files.createTempDirectory("strongroom-bench-");
        try {
            figures.addAll(part.measure(folder));
        } finally {
            delete(folder);
        }
    }

    private static void print(List<Figure> figures) {
        say("");
        say("| figure | unit | measured | raw limit | ratio | must | aim | reached |");
        say("|---|---|---|---|---|---|---|---|");
        figures.forEach(figure -> say(figure.line()));
    }

    static void say(String line) {
        OUT.println(line);
    }

    static void progress(String what, int done, int all) {
        if (done % 20_000 == 0 || done == all) {
            OUT.printf("  %s: %,d of %,d%n", what, done, all);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
