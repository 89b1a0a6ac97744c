package dev.strongroom.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/// Explains what the launcher does for `bench`, which is a program of its own.
@Command(name = "bench")
final class BenchCommand implements Runnable {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Unmatched
    private List<String> others = List.of();

    BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw CommandFailed.prevented(shell.words().say("bench.by_launcher"));
    }
}
