package dev.strongroom.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts a server with invented customers, and prints a walk through what it does.
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    private static final int FEWEST = 20;

    private final Shell shell;
    private volatile boolean stopping;

    @Mixin
    private HelpOption help;

    @Option(names = "--customers", hidden = true, defaultValue = "10000", descriptionKey = "option.customers")
    private int customers;

    private DemoCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine group(Shell shell) {
        return new CommandLine(new DemoCommand(shell)).addSubcommand(new DemoTamperCommand(shell));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = DemoHome.of(shell);
        for (var words : List.of(Words.english(), Words.chinese())) {
            shell.err().println(words.say("demo.unsafe", home.folder()));
        }
        PrivateFiles.createFolder(home.parent());
        try (var lock = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            refuseIfRunning(lock, home);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping = true));
            run(home);
        }
        return ExitCodes.GOOD;
    }

    /// A second server on the same data would stop the database of the first.
    private void refuseIfRunning(FileChannel lock, DemoHome home) throws IOException {
        try {
            if (lock.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw CommandFailed.refused(shell.words().say("demo.running", home.folder()));
        }
        throw CommandFailed.refused(shell.words().say("demo.running", home.folder()));
    }

    private void run(DemoHome home) throws IOException, InterruptedException {
        shell.remark("demo.starting");
        try (var server = DemoServer.start(home, shell)) {
            present(server, home);
            Thread.currentThread().join();
        } catch (CommandFailed failed) {
            if (stopping) {
                return;
            }
            throw failed;
        }
    }

    private void present(DemoServer server, DemoHome home) throws IOException, InterruptedException {
        var key = server.prepare(home);
        try (var client = server.client(key)) {
            var loaded = new DemoLoad(client, home, shell).load(Math.max(FEWEST, customers));
            var status = client.good(client.get("/v1/log")).json();
            var verifierKey = status.path("verifierKeys").path(0).asString("");
            PrivateFiles.write(home.verifierKey(), verifierKey);
            var cast = DemoCast.choose(loaded, client, shell.words());
            var walk = new DemoWalk(server.url(), home, cast, shell);
            PrivateFiles.write(home.walk(), walk.script());
            var loader = Files.readString(home.loaderKey()).strip();
            shell.say("demo.ready", loaded.size(), server.url(), key, loader, verifierKey, server.url() + "/messages");
            presentPeople(server, home);
            shell.out().println(walk.text());
            shell.say("demo.end", home.walk());
        }
    }

    private void presentPeople(DemoServer server, DemoHome home) throws IOException {
        shell.say("demo.people", server.page());
        for (var person : server.people(home)) {
            var link = person.link().orElse(shell.words().say("demo.signed_up", server.page()));
            shell.say("demo.person", person.title(), person.signInName(), link);
        }
    }
}
