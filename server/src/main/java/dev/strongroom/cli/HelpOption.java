package dev.strongroom.cli;

import picocli.CommandLine.Option;

/// What every command understands.
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "option.help")
    boolean asked;
}
