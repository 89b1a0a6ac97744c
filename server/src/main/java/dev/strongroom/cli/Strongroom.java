package dev.strongroom.cli;

import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: `strongroom COMMAND`.
@Command(
        name = "strongroom",
        resourceBundle = "messages.cli",
        subcommands = {InitCommand.class, ServeCommand.class, CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true)
public final class Strongroom {

    static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// @return 0 good; 1 refused or tampered; 2 wrong usage; 3 could not be done
    static int run(String... arguments) {
        return new CommandLine(new Strongroom())
                .setResourceBundle(ResourceBundle.getBundle("messages.cli", Locale.getDefault()))
                .setExecutionExceptionHandler(new Failures())
                .execute(arguments);
    }
}
