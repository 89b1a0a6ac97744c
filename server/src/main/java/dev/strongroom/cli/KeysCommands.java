package dev.strongroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Shows the keys of the deployment and makes new ones.
@Command(name = "keys")
final class KeysCommands {

    @Mixin
    private HelpOption help;

    private KeysCommands() {}

    static CommandLine group(Shell shell) {
        var rotate = new CommandLine(new Rotate())
                .addSubcommand("kek", new RotateKind(shell, "kek"))
                .addSubcommand("root", new RotateKind(shell, "root"))
                .addSubcommand("log", new RotateKind(shell, "log"))
                .addSubcommand("customer", new RotateCustomer(shell))
                .addSubcommand("customers", new RotateAllCustomersCommand(shell))
                .addSubcommand("index", new RotateIndexCommand(shell));
        return new CommandLine(new KeysCommands())
                .addSubcommand(new Status(shell))
                .addSubcommand(rotate);
    }

    /// Lists kinds and versions of keys, never keys.
    @Command(name = "status")
    static final class Status implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        Status(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (var server = ServerClient.of(shell)) {
                var table = new TextTable(shell.words().say("keys.columns"));
                server.good(server.get("/v1/keys"))
                        .json()
                        .path("keys")
                        .forEach(key -> table.row(
                                key.path("kind").asString(""),
                                Integer.toString(key.path("version").asInt(0)),
                                text(key, "createdAt"),
                                text(key, "replacedAt"),
                                text(key, "destroyedAt"),
                                Long.toString(key.path("customers").asLong(0))));
                table.print(shell.out());
                return ExitCodes.GOOD;
            }
        }

        private static String text(JsonNode key, String member) {
            var text = key.path(member).asString("");
            return text.isEmpty() ? "-" : text;
        }
    }

    /// Makes a new key of a kind.
    @Command(name = "rotate")
    static final class Rotate {

        @Mixin
        private HelpOption help;
    }

    /// The kinds that belong to the whole deployment.
    @Command
    static final class RotateKind implements Callable<Integer> {

        private final Shell shell;
        private final String kind;

        @Mixin
        private HelpOption help;

        RotateKind(Shell shell, String kind) {
            this.shell = shell;
            this.kind = kind;
        }

        @Override
        public Integer call() {
            try (var server = ServerClient.of(shell)) {
                var rotated = server.good(server.post("/v1/keys/rotations", Map.of("kind", kind)))
                        .json();
                shell.say("keys.rotated." + kind, rotated.path("version").asInt(0));
                return ExitCodes.GOOD;
            }
        }
    }

    /// The key of one customer, under which everything of that customer is sealed anew.
    @Command(name = "customer")
    static final class RotateCustomer implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.customer.id")
        private String id;

        RotateCustomer(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                var rotated = server.good(server.post("/v1/customers/" + id + "/key-rotations"))
                        .json();
                shell.say("keys.rotated.customer", id, rotated.path("version").asInt(0));
                return ExitCodes.GOOD;
            }
        }
    }
}
