package dev.strongroom.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Explains the whole command line, or one command.
@Command(name = "help", helpCommand = true)
final class HelpCommand implements CommandLine.IHelpCommandInitializable2, Runnable {

    @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "argument.help.command")
    private List<String> path = List.of();

    private CommandLine root = new CommandLine(this);
    private java.io.PrintWriter out = new java.io.PrintWriter(java.io.Writer.nullWriter());

    @Override
    public void init(
            CommandLine command,
            CommandLine.Help.ColorScheme colours,
            java.io.PrintWriter outWriter,
            java.io.PrintWriter errWriter) {
        this.root = command.getParent();
        this.out = outWriter;
    }

    @Override
    public void run() {
        var explained = root;
        for (var name : path) {
            var next = explained.getSubcommands().get(name);
            if (next == null) {
                throw new CommandLine.ParameterException(explained, "unknown command");
            }
            explained = next;
        }
        explained.usage(out);
    }
}
