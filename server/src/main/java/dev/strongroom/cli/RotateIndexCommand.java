package dev.strongroom.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Makes search indexes anew under a new root, and shows how far that is. It goes on if nobody looks.
@Command(name = "index")
final class RotateIndexCommand implements Callable<Integer> {

    private static final long POLL_MILLISECONDS = 300;

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "FIELD", descriptionKey = "argument.index.field")
    private Optional<String> field = Optional.empty();

    @Option(names = "--dry-run", descriptionKey = "option.plan")
    private boolean dryRun;

    RotateIndexCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var server = ServerClient.of(shell)) {
            var wish = field.<Map<String, Object>>map(name -> Map.of("field", name))
                    .orElse(Map.of());
            var chosen = server.good(server.post("/v1/search-indexes/rotations?dryRun=" + dryRun, wish))
                    .json()
                    .path("indexes");
            chosen.forEach(name -> shell.out().println(name.asString("")));
            if (dryRun) {
                shell.remark("rotate.index.would", chosen.size());
                return ExitCodes.GOOD;
            }
            await(server);
            shell.say("rotate.index.done", chosen.size());
            return ExitCodes.GOOD;
        }
    }

    private void await(ServerClient server) throws InterruptedException {
        var bar = new ProgressBar(shell, shell.words().say("rotate.index.title"));
        while (true) {
            long done = 0;
            long all = 0;
            for (var index :
                    server.good(server.get("/v1/search-indexes")).json().path("indexes")) {
                if (isBuilding(index)) {
                    done += index.path("records").asLong(0);
                    all += Math.max(1, index.path("all").asLong(0));
                }
            }
            if (all == 0) {
                bar.finish(1, 1);
                return;
            }
            bar.show(done, all);
            Thread.sleep(POLL_MILLISECONDS);
        }
    }

    private static boolean isBuilding(JsonNode index) {
        return index.path("state").asString("").equals("building");
    }
}
