package dev.strongroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Does in a folder of its own what commands usually do, so that the JVM can note which classes they need. The
/// launcher makes its cache for fast starts from that.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int CUSTOMERS = 40;

    private final Shell shell;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var environment = new HashMap<>(shell.environment());
        environment.put("STRONGROOM_HTTP_PORT", "0");
        environment.put("STRONGROOM_MANAGEMENT_PORT", "0");
        var nothing = new PrintWriter(Writer.nullWriter());
        var silent = new Shell(environment, nothing, nothing, shell.words());
        var home = DemoHome.of(silent);
        if (!home.isFresh()) {
            throw CommandFailed.refused(shell.words().say("demo.other_home", home.folder()));
        }
        try (var server = DemoServer.start(home, silent)) {
            use(server, home, silent);
        }
        return ExitCodes.GOOD;
    }

    private static void use(DemoServer server, DemoHome home, Shell silent) throws IOException, InterruptedException {
        var key = server.prepare(home);
        try (var client = server.client(key)) {
            new DemoLoad(client, home, silent).load(CUSTOMERS);
            var verifierKey = client.good(client.get("/v1/log"))
                    .json()
                    .path("verifierKeys")
                    .path(0)
                    .asString("");
            var catalog = Files.write(home.folder().resolve("shop.yaml"), DemoServer.sample(silent.words()));
            var state = new HashMap<>(silent.environment());
            state.put("XDG_STATE_HOME", home.folder().toString());
            state.put("STRONGROOM_URL", server.url());
            state.put("STRONGROOM_KEY", key);
            var local = new Shell(state, silent.out(), silent.err(), silent.words());
            Strongroom.run(local, "help");
            Strongroom.run(local, "catalog", "validate", catalog.toString());
            Strongroom.run(local, "catalog", "show");
            Optional.of(verifierKey)
                    .filter(known -> !known.isEmpty())
                    .ifPresent(known -> Strongroom.run(
                            local,
                            "verify",
                            "--url",
                            server.url(),
                            "--token-file",
                            home.clientKey().toString(),
                            "--key",
                            known));
        }
    }
}
