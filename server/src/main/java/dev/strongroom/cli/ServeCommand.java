package dev.strongroom.cli;

import dev.strongroom.StrongroomServer;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(name = "serve", resourceBundle = "messages.cli", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var environment = System.getenv();
        var configuration = StrongroomConfiguration.load(environment);
        var ring = KeyRing.open(
                configuration.keys().folder(),
                Passphrase.read(configuration, environment, false),
                new SecureRandom(),
                Clock.systemUTC());
        var context = StrongroomServer.start(configuration, ring);
        var port = context.getEnvironment().getProperty("local.server.port");
        var scheme = configuration.tls().isPresent() ? "https" : "http";
        spec.commandLine()
                .getOut()
                .println(ResourceBundle.getBundle("messages.cli")
                        .getString("serve.ready")
                        .formatted(scheme, configuration.http().address(), port));
        Thread.currentThread().join();
        return 0;
    }
}
