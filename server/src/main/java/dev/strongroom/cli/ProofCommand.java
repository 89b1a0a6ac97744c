package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Turns a receipt into a proof that needs no server any more.
@Command(name = "proof")
final class ProofCommand implements Callable<Integer> {

    private static final int ACCEPTED = 202;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final long LONGEST_PAUSE_SECONDS = 10;

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--receipt", required = true, paramLabel = "R", descriptionKey = "option.receipt")
    private String receipt;

    @Option(names = "--to", required = true, paramLabel = "FILE", descriptionKey = "option.to")
    private Path file;

    ProofCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Ids.require(receipt, shell.words());
        try (var server = ServerClient.of(shell)) {
            PrivateFiles.write(file, server.good(covered(server)).text());
        }
        shell.say("proof.written", file);
        return ExitCodes.GOOD;
    }

    /// Waits for the checkpoint that covers the receipt.
    private ServerClient.Answer covered(ServerClient server) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        var answer = server.get("/v1/receipts/" + receipt);
        while (answer.status() == ACCEPTED) {
            if (System.nanoTime() > deadline) {
                throw CommandFailed.prevented(shell.words().say("proof.not_yet"));
            }
            Thread.sleep(
                    Duration.ofSeconds(Math.clamp(answer.retryAfterSeconds().orElse(1), 1, LONGEST_PAUSE_SECONDS)));
            answer = server.get("/v1/receipts/" + receipt);
        }
        return answer;
    }
}
