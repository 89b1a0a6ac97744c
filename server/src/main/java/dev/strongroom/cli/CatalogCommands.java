package dev.strongroom.cli;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogError;
import dev.strongroom.catalog.CatalogErrors;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.SearchKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Checks, applies and shows the catalog of what is collected and why.
@Command(name = "catalog")
final class CatalogCommands {

    @Mixin
    private HelpOption help;

    private CatalogCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new CatalogCommands())
                .addSubcommand(new Validate(shell))
                .addSubcommand(new Apply(shell))
                .addSubcommand(new Show(shell));
    }

    private static Locale locale(Shell shell) {
        return shell.words().areChinese() ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /// Finds everything that is wrong with a file, without a server.
    @Command(name = "validate")
    static final class Validate implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "FILE", descriptionKey = "argument.catalog.file")
        private Path file;

        Validate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try {
                var catalog = Catalog.read(PrivateFiles.bytes(file, shell.words()));
                catalog.warnings()
                        .forEach(warning -> print(warning, shell.words().say("catalog.warning")));
                shell.say(
                        "catalog.valid",
                        file,
                        catalog.collections().size(),
                        catalog.purposes().size(),
                        catalog.roles().size());
                catalog.collections().forEach(this::tellHistory);
                catalog.collections().forEach(this::tellLeakage);
                return ExitCodes.GOOD;
            } catch (CatalogErrors wrong) {
                wrong.errors().forEach(error -> print(error, ""));
                shell.remark("catalog.errors", wrong.errors().size());
                return ExitCodes.REFUSED;
            }
        }

        private void tellHistory(CollectionDefinition collection) {
            collection.history().ifPresent(period -> shell.say("catalog.history", collection.id(), period));
        }

        /// What the indexes of a collection reveal to who has the database and no key.
        private void tellLeakage(CollectionDefinition collection) {
            for (var field : collection.fields().values()) {
                for (var kind : SearchKind.values()) {
                    if (field.search().contains(kind)) {
                        var unique = field.unique() && kind == SearchKind.EXACT ? ".unique" : "";
                        shell.say(
                                "leakage." + kind.name().toLowerCase(Locale.ROOT) + unique,
                                collection.id() + "." + field.id());
                    }
                }
            }
        }

        private void print(CatalogError error, String prefix) {
            shell.out()
                    .printf(
                            "%s:%d:%d: %s%s%n",
                            file, error.line(), error.column(), prefix, error.message(locale(shell)));
        }
    }

    /// Makes a file the catalog in force, or shows what that would change.
    @Command(name = "apply")
    static final class Apply implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "FILE", descriptionKey = "argument.catalog.file")
        private Path file;

        @Option(names = "--plan", descriptionKey = "option.plan")
        private boolean plan;

        Apply(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var yaml = PrivateFiles.bytes(file, shell.words());
            try (var server = ServerClient.of(shell)) {
                var answer = server.postYaml(plan ? "/v1/catalog?plan=true" : "/v1/catalog", yaml);
                answer.json().path("errors").forEach(this::printMistake);
                var applied = server.good(answer).json();
                applied.path("changes").forEach(this::printChange);
                boolean refused = applied.path("changes")
                        .valueStream()
                        .anyMatch(change -> change.path("refused").asBoolean(false));
                shell.say(
                        sentence(refused),
                        applied.path("catalog").asString(""),
                        applied.path("changes").size());
                return refused ? ExitCodes.REFUSED : ExitCodes.GOOD;
            }
        }

        private String sentence(boolean refused) {
            if (!plan) {
                return "catalog.applied";
            }
            return refused ? "catalog.plan_refused" : "catalog.planned";
        }

        private void printMistake(JsonNode mistake) {
            shell.out()
                    .printf(
                            "%s:%d:%d: %s%n",
                            file,
                            mistake.path("line").asInt(0),
                            mistake.path("column").asInt(0),
                            Printable.line(mistake.path("message").asString("")));
        }

        private void printChange(JsonNode change) {
            var marks = List.of("refused", "reindexes").stream()
                    .filter(mark -> change.path(mark).asBoolean(false))
                    .map(mark -> " " + shell.words().say("catalog.change." + mark))
                    .toList();
            shell.out().println("  " + Printable.line(change.path("change").asString("")) + String.join("", marks));
        }
    }

    /// Prints the catalog in force as it was applied.
    @Command(name = "show")
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (var server = ServerClient.of(shell)) {
                shell.out().print(server.good(server.get("/v1/catalog")).text());
                shell.out().flush();
                return ExitCodes.GOOD;
            }
        }
    }
}
