package dev.strongroom.cli;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Makes the keys of a new deployment and its first administrator.
@Command(name = "init", resourceBundle = "messages.cli", mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var environment = System.getenv();
        var configuration = StrongroomConfiguration.load(environment);
        var random = new SecureRandom();
        KeyRing.create(
                configuration.keys().folder(),
                Passphrase.read(configuration, environment, true),
                random,
                Clock.systemUTC());
        var secret = FirstAdministrator.prepare(configuration.keys().folder(), random);
        var words = ResourceBundle.getBundle("messages.cli");
        var out = spec.commandLine().getOut();
        out.println(words.getString("init.made").formatted(configuration.keys().folder()));
        out.println(words.getString("init.administrator"));
        out.println(secret);
        return 0;
    }
}
