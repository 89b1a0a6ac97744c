package dev.strongroom.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command line: `strongroom COMMAND`.
@Command(name = "strongroom")
public final class Strongroom {

    private static final int WIDTH = 100;

    @Mixin
    private HelpOption help;

    static void main(String[] arguments) {
        System.exit(run(Shell.ofProcess(), arguments));
    }

    /// @return 0 good; 1 refused or tampered; 2 wrong usage; 3 could not be done; 4 and 5 a weak library
    static int run(Shell shell, String... arguments) {
        int status = commandLine(shell).execute(arguments);
        shell.out().flush();
        shell.err().flush();
        return status;
    }

    static CommandLine commandLine(Shell shell) {
        var line = new CommandLine(new Strongroom())
                .addSubcommand(new InitCommand(shell))
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(DemoCommand.group(shell))
                .addSubcommand(CatalogCommands.group(shell))
                .addSubcommand(ClientsCommands.group(shell))
                .addSubcommand(AdminCommands.group(shell))
                .addSubcommand(ApprovalsCommands.group(shell))
                .addSubcommand(PeopleCommands.group(shell))
                .addSubcommand(new ImportCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new VerifyCommand(shell))
                .addSubcommand(new ProofCommand(shell))
                .addSubcommand(new VerifyProofCommand(shell))
                .addSubcommand(new VerifyCertificateCommand(shell))
                .addSubcommand(KeysCommands.group(shell))
                .addSubcommand(new BackupKeyCommand(shell))
                .addSubcommand(new BackupCommand(shell))
                .addSubcommand(new RestoreCommand(shell))
                .addSubcommand(AdvisoriesCommands.group(shell))
                .addSubcommand(new BenchCommand(shell))
                .addSubcommand(new TrainCommand(shell))
                .addSubcommand(new HelpCommand());
        return line.setResourceBundle(shell.words().bundle())
                .setUsageHelpWidth(WIDTH)
                // What is printed goes through a filter that no escape sequence passes
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(shell.out())
                .setErr(shell.err())
                .setParameterExceptionHandler(new UsageErrors(shell))
                .setExecutionExceptionHandler(new Failures(shell));
    }
}
