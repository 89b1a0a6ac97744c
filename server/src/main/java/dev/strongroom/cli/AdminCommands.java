package dev.strongroom.cli;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.NewAdministrator;
import dev.strongroom.identity.RootProof;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes administrators, for whoever has the key file and its passphrase.
@Command(name = "admin")
final class AdminCommands {

    @Mixin
    private HelpOption help;

    private AdminCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new AdminCommands())
                .addSubcommand(new Invite(shell))
                .addSubcommand(new Recover(shell));
    }

    /// Invites the first administrator. Refused once there is one.
    @Command(name = "invite")
    static final class Invite extends Asking {
        Invite(Shell shell) {
            super(shell, false);
        }
    }

    /// Invites one more administrator when those there are cannot help. Everybody is told.
    @Command(name = "recover")
    static final class Recover extends Asking {
        Recover(Shell shell) {
            super(shell, true);
        }
    }

    /// Asks the server, with a proof that the key file was opened here.
    abstract static class Asking implements Callable<Integer> {

        private final Shell shell;
        private final boolean recovery;

        @Mixin
        private HelpOption help;

        @Option(names = "--name", required = true, paramLabel = "N", descriptionKey = "option.person.name")
        private String name;

        @Option(names = "--sign-in-name", required = true, paramLabel = "S", descriptionKey = "option.person.sign_in")
        private String signInName;

        @Option(names = "--language", paramLabel = "L", descriptionKey = "option.person.language")
        private Optional<String> language = Optional.empty();

        Asking(Shell shell, boolean recovery) {
            this.shell = shell;
            this.recovery = recovery;
        }

        @Override
        public Integer call() {
            var asked = new NewAdministrator(
                    recovery, name, signInName, language.orElse(shell.words().areChinese() ? "zh-CN" : "en"));
            var proof = proof(asked);
            try (var server = ServerClient.withoutKey(shell)) {
                var body = Map.of(
                        "proof", proof,
                        "recovery", recovery,
                        "name", name,
                        "signInName", signInName,
                        "language", asked.language());
                var invited =
                        server.good(server.post("/v1/administrators", body)).json();
                shell.remark(
                        "person.invited",
                        invited.path("id").asString(""),
                        invited.path("expiresAt").asString(""));
                shell.out().println(invited.path("token").asString(""));
                return ExitCodes.GOOD;
            }
        }

        private String proof(NewAdministrator asked) {
            var configuration = StrongroomConfiguration.load(shell.environment());
            var passphrase = Passphrase.read(configuration, shell, false);
            var ring = KeyRing.open(configuration.keys().folder(), passphrase, new SecureRandom(), Clock.systemUTC());
            return new RootProof(ring, Clock.systemUTC()).of(asked);
        }
    }
}
