package dev.strongroom.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Invites people, and says who may sign in with which rights.
@Command(name = "people")
final class PeopleCommands {

    @Mixin
    private HelpOption help;

    private PeopleCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new PeopleCommands())
                .addSubcommand(new Invite(shell))
                .addSubcommand(new Listing(shell))
                .addSubcommand(new Grant(shell))
                .addSubcommand(new Disable(shell))
                .addSubcommand(new Enable(shell))
                .addSubcommand(new Recover(shell));
    }

    /// The token alone is the result, if there is one.
    private static void tell(Shell shell, JsonNode invited) {
        var token = invited.path("token").asString("");
        shell.remark(
                token.isEmpty() ? "person.invited_by_mail" : "person.invited",
                invited.path("id").asString(""),
                invited.path("expiresAt").asString(""));
        if (!token.isEmpty()) {
            shell.out().println(token);
        }
    }

    /// Invites somebody. Without a mail address the token alone is the result, so that it can go straight into a
    /// message.
    @Command(name = "invite")
    static final class Invite implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Option(names = "--name", required = true, paramLabel = "N", descriptionKey = "option.person.name")
        private String name;

        @Option(names = "--sign-in-name", required = true, paramLabel = "S", descriptionKey = "option.person.sign_in")
        private String signInName;

        @Option(names = "--mail", paramLabel = "M", descriptionKey = "option.person.mail")
        private Optional<String> mail = Optional.empty();

        @Option(names = "--language", paramLabel = "L", descriptionKey = "option.person.language")
        private Optional<String> language = Optional.empty();

        @Option(names = "--role", arity = "1..*", paramLabel = "R", descriptionKey = "option.person.role")
        private List<String> roles = List.of();

        @Option(names = "--purpose", arity = "1..*", paramLabel = "P", descriptionKey = "option.person.purpose")
        private List<String> purposes = List.of();

        Invite(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (var server = ServerClient.of(shell)) {
                var invited = server.good(server.post("/v1/accounts", body())).json();
                tellOfApproval(invited);
                tell(shell, invited);
                return ExitCodes.GOOD;
            }
        }

        private void tellOfApproval(JsonNode invited) {
            var approval = invited.path("approval").asString("");
            if (!approval.isEmpty()) {
                shell.remark("person.waits", approval, invited.path("id").asString(""));
            }
        }

        private Map<String, Object> body() {
            var body = new HashMap<String, Object>(
                    Map.of("name", name, "signInName", signInName, "roles", roles, "purposes", purposes));
            mail.ifPresent(address -> body.put("mail", address));
            body.put("language", language.orElse(shell.words().areChinese() ? "zh-CN" : "en"));
            return body;
        }
    }

    /// Lists every account.
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
                var table = new TextTable(shell.words().say("person.columns"));
                server.good(server.get("/v1/accounts"))
                        .json()
                        .path("accounts")
                        .forEach(account -> table.row(
                                account.path("id").asString(""),
                                account.path("name").asString(""),
                                TextTable.names(account.path("roles")),
                                TextTable.names(account.path("purposes")),
                                shell.words()
                                        .say("person.status."
                                                + account.path("status").asString(""))));
                table.print(shell.out());
                return ExitCodes.GOOD;
            }
        }
    }

    /// Replaces what somebody may do.
    @Command(name = "grant")
    static final class Grant implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.person.id")
        private String id;

        @Option(names = "--role", arity = "0..*", paramLabel = "R", descriptionKey = "option.person.role")
        private List<String> roles = List.of();

        @Option(names = "--purpose", arity = "0..*", paramLabel = "P", descriptionKey = "option.person.purpose")
        private List<String> purposes = List.of();

        Grant(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                server.good(server.put("/v1/accounts/" + id + "/grants", Map.of("roles", roles, "purposes", purposes)));
                shell.say("person.granted", id);
                return ExitCodes.GOOD;
            }
        }
    }

    /// Ends somebody's sessions and lets them sign in no more.
    @Command(name = "disable")
    static final class Disable extends Change {
        Disable(Shell shell) {
            super(shell, "disable", "person.disabled");
        }
    }

    /// Lets somebody sign in again.
    @Command(name = "enable")
    static final class Enable extends Change {
        Enable(Shell shell) {
            super(shell, "enable", "person.enabled");
        }
    }

    /// Lets somebody who has lost every factor begin anew.
    @Command(name = "recover")
    static final class Recover implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.person.id")
        private String id;

        Recover(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                tell(
                        shell,
                        server.good(server.post("/v1/accounts/" + id + "/recovery"))
                                .json());
                return ExitCodes.GOOD;
            }
        }
    }

    /// A change of one account that needs nothing but its id.
    abstract static class Change implements Callable<Integer> {

        private final Shell shell;
        private final String change;
        private final String done;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.person.id")
        private String id;

        /// @param change last part of the path
        /// @param done key of the sentence
        Change(Shell shell, String change, String done) {
            this.shell = shell;
            this.change = change;
            this.done = done;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                server.good(server.post("/v1/accounts/" + id + "/" + change));
                shell.say(done, id);
                return ExitCodes.GOOD;
            }
        }
    }
}
