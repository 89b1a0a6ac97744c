package dev.strongroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Shows what waits for a second administrator. Approving takes a person who is signed in with a passkey.
@Command(name = "approvals")
final class ApprovalsCommands {

    @Mixin
    private HelpOption help;

    private ApprovalsCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new ApprovalsCommands())
                .addSubcommand(new Listing(shell))
                .addSubcommand(new Show(shell))
                .addSubcommand(new Withdraw(shell));
    }

    private static String kind(Shell shell, JsonNode request) {
        return shell.words().say("approval.kind." + request.path("kind").asString(""));
    }

    private static String state(Shell shell, JsonNode request) {
        return shell.words().say("approval.state." + request.path("state").asString(""));
    }

    /// Lists requests, those that are open first.
    @Command(name = "list")
    static final class Listing implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        Listing(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (var server = ServerClient.of(shell)) {
                var table = new TextTable(shell.words().say("approval.columns"));
                server.good(server.get("/v1/approvals"))
                        .json()
                        .path("approvals")
                        .forEach(request -> table.row(
                                request.path("id").asString(""),
                                kind(shell, request),
                                request.path("subject").asString(""),
                                request.path("requester").asString(""),
                                state(shell, request),
                                request.path("approvedBy").size() + "/"
                                        + request.path("needed").asInt(0),
                                request.path("expiresAt").asString("")));
                table.print(shell.out());
                return ExitCodes.GOOD;
            }
        }
    }

    /// Shows exactly what was asked for.
    @Command(name = "show")
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.approval.id")
        private String id;

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                var answer = server.good(server.get("/v1/approvals/" + id)).json();
                var request = answer.path("approval");
                shell.say(
                        "approval.shown",
                        kind(shell, request),
                        request.path("subject").asString(""),
                        request.path("requester").asString(""),
                        state(shell, request));
                answer.path("content")
                        .properties()
                        .forEach(member -> shell.out()
                                .println(member(member.getKey()) + "\n"
                                        + indented(member.getValue().asString(""))));
                return ExitCodes.GOOD;
            }
        }

        private String member(String name) {
            if (name.startsWith("now-")) {
                return shell.words().say("approval.content.now", name.substring("now-".length()));
            }
            return name.startsWith("sees-")
                    ? shell.words().say("approval.content.sees", name.substring("sees-".length()))
                    : shell.words().say("approval.content." + name);
        }

        private static String indented(String text) {
            return text.isEmpty() ? "    -" : text.indent(4).stripTrailing();
        }
    }

    /// Withdraws a request of one's own.
    @Command(name = "withdraw")
    static final class Withdraw implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.approval.id")
        private String id;

        Withdraw(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                server.good(server.delete("/v1/approvals/" + id));
                shell.say("approval.withdrawn", id);
                return ExitCodes.GOOD;
            }
        }
    }
}
