package dev.strongroom.cli;

import dev.strongroom.StrongroomServer;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the server until it is told to stop.
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        var configuration = StrongroomConfiguration.load(shell.environment());
        var ring = KeyRing.open(
                configuration.keys().folder(),
                Passphrase.read(configuration, shell, false),
                new SecureRandom(),
                Clock.systemUTC());
        var context = StrongroomServer.start(configuration, ring);
        var port = context.getEnvironment().getProperty("local.server.port");
        var scheme = configuration.tls().isPresent() ? "https" : "http";
        shell.say("serve.ready", scheme, configuration.http().address(), String.valueOf(port));
        Thread.currentThread().join();
        return ExitCodes.GOOD;
    }
}
