package dev.strongroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives every customer a fresh key, and shows how far that is. It goes on if nobody looks.
@Command(name = "customers")
final class RotateAllCustomersCommand implements Callable<Integer> {

    private static final long POLL_MILLISECONDS = 300;

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--dry-run", descriptionKey = "option.plan")
    private boolean dryRun;

    RotateAllCustomersCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var server = ServerClient.of(shell)) {
            var started = server.good(server.post("/v1/customer-keys/rotations?dryRun=" + dryRun, Map.of()))
                    .json();
            if (dryRun) {
                shell.say("rotate.customers.would", started.path("customers").asLong(0));
                return ExitCodes.GOOD;
            }
            return await(server);
        }
    }

    private int await(ServerClient server) throws InterruptedException {
        var bar = new ProgressBar(shell, shell.words().say("rotate.customers.title"));
        while (true) {
            var progress =
                    server.good(server.get("/v1/customer-keys/rotations")).json();
            long done = progress.path("customers").asLong(0);
            long all = progress.path("all").asLong(0);
            if (progress.path("complete").asBoolean(false)) {
                bar.finish(done, Math.max(1, all));
                long skipped = progress.path("skipped").asLong(0);
                shell.say("rotate.customers.done", done, skipped);
                return skipped == 0 ? ExitCodes.GOOD : ExitCodes.REFUSED;
            }
            bar.show(done, all);
            Thread.sleep(POLL_MILLISECONDS);
        }
    }
}
