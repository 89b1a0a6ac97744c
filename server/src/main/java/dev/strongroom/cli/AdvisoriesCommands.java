package dev.strongroom.cli;

import dev.strongroom.advisories.AdvisoryCheck;
import dev.strongroom.advisories.BillOfMaterials;
import dev.strongroom.advisories.CheckReport;
import dev.strongroom.advisories.MalformedBill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds libraries with known weaknesses.
@Command(name = "advisories")
final class AdvisoriesCommands {

    @Mixin
    private HelpOption help;

    private AdvisoriesCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new AdvisoriesCommands()).addSubcommand(new Check(shell));
    }

    /// Compares what the product contains with a folder of OSV records, without a server.
    @Command(name = "check")
    static final class Check implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "FOLDER", descriptionKey = "argument.advisories.folder")
        private Path folder;

        @Option(names = "--bom", paramLabel = "FILE", descriptionKey = "option.bom")
        private @Nullable Path bill;

        @Option(names = "--unreachable", paramLabel = "ID", descriptionKey = "option.unreachable")
        private List<String> unreachable = List.of();

        Check(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var report = compare(bill());
            new AdvisoriesTold(shell).tell(report);
            return switch (report.outcome()) {
                case NOTHING -> ExitCodes.GOOD;
                case RUNNING -> ExitCodes.WEAK;
                case INCOMPLETE -> ExitCodes.PREVENTED;
                case BREACHED -> ExitCodes.OVERDUE;
            };
        }

        private CheckReport compare(BillOfMaterials contained) {
            if (!Files.isDirectory(folder)) {
                throw CommandFailed.prevented(shell.words().say("advisories.no_folder", folder));
            }
            try {
                return new AdvisoryCheck(Set.copyOf(unreachable), Clock.systemUTC()).run(contained, folder);
            } catch (IOException unreadable) {
                throw CommandFailed.prevented(shell.words().say("advisories.no_folder", folder));
            }
        }

        private BillOfMaterials bill() {
            var file = bill;
            try {
                return file == null
                        ? BillOfMaterials.ofProduct()
                        : BillOfMaterials.parse(PrivateFiles.bytes(file, shell.words()));
            } catch (MalformedBill malformed) {
                var wrong = String.valueOf(malformed.getMessage());
                throw CommandFailed.prevented(
                        file == null
                                ? shell.words().say("advisories.no_bill", wrong)
                                : shell.words().say("advisories.malformed_bill", file, wrong));
            }
        }
    }
}
