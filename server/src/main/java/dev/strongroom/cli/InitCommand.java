package dev.strongroom.cli;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes the keys of a new deployment and its first administrator.
@Command(name = "init")
final class InitCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var configuration = StrongroomConfiguration.load(shell.environment());
        var folder = configuration.keys().folder();
        var random = new SecureRandom();
        KeyRing.create(folder, Passphrase.read(configuration, shell, true), random, Clock.systemUTC());
        var secret = FirstAdministrator.prepare(folder, random);
        shell.remark("init.made", folder);
        shell.remark("init.administrator");
        shell.out().println(secret);
        return ExitCodes.GOOD;
    }
}
