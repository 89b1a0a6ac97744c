package dev.strongroom.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/// Makes, lists, revokes and rotates the programs that may call the API.
@Command(name = "clients")
final class ClientsCommands {

    @Mixin
    private HelpOption help;

    private ClientsCommands() {}

    static CommandLine group(Shell shell) {
        return new CommandLine(new ClientsCommands())
                .addSubcommand(new Create(shell))
                .addSubcommand(new Listing(shell))
                .addSubcommand(new Revoke(shell))
                .addSubcommand(new Rotate(shell));
    }

    /// The secret alone is the result, so that it can go straight into a file.
    private static void print(Shell shell, String sentence, JsonNode issued) {
        shell.remark(sentence, issued.path("id").asString(""));
        shell.out().println(issued.path("secret").asString(""));
    }

    /// Makes a client.
    @Command(name = "create")
    static final class Create implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Option(names = "--name", required = true, paramLabel = "N", descriptionKey = "option.client.name")
        private String name;

        @Option(
                names = "--role",
                required = true,
                arity = "1..*",
                paramLabel = "R",
                descriptionKey = "option.client.role")
        private List<String> roles;

        @Option(names = "--purpose", arity = "1..*", paramLabel = "P", descriptionKey = "option.client.purpose")
        private List<String> purposes = List.of();

        @Option(names = "--from", arity = "1..*", paramLabel = "CIDR", descriptionKey = "option.client.from")
        private List<String> ranges = List.of();

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                converter = Expiry.class,
                descriptionKey = "option.client.expires")
        private Optional<Instant> expires = Optional.empty();

        Create(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var body = new LinkedHashMap<String, Object>();
            body.put("name", name);
            body.put("roles", roles);
            body.put("purposes", purposes);
            body.put("addressRanges", ranges);
            expires.ifPresent(end -> body.put("expiresAt", end.toString()));
            try (var server = ServerClient.of(shell)) {
                print(
                        shell,
                        "client.created",
                        server.good(server.post("/v1/clients", body)).json());
                return ExitCodes.GOOD;
            }
        }
    }

    /// A moment, or a time from now such as P90D, P1Y or PT8H.
    static final class Expiry implements CommandLine.ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            var now = Clock.systemUTC().instant();
            return Stream.<java.util.function.Function<String, Instant>>of(
                            Instant::parse,
                            given -> now.plus(Duration.parse(given)),
                            given -> now.atOffset(ZoneOffset.UTC)
                                    .plus(Period.parse(given))
                                    .toInstant())
                    .flatMap(reading -> read(reading, text).stream())
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("neither a moment nor a duration"));
        }

        private static Optional<Instant> read(java.util.function.Function<String, Instant> reading, String text) {
            try {
                return Optional.of(reading.apply(text));
            } catch (DateTimeException | ArithmeticException otherForm) {
                return Optional.empty();
            }
        }
    }

    /// Lists every client there ever was.
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
                var table = new TextTable(shell.words().say("client.columns"));
                server.good(server.get("/v1/clients"))
                        .json()
                        .path("clients")
                        .forEach(client -> table.row(
                                client.path("id").asString(""),
                                client.path("name").asString(""),
                                TextTable.names(client.path("roles")),
                                TextTable.names(client.path("purposes")),
                                TextTable.names(client.path("addressRanges")),
                                end(client)));
                table.print(shell.out());
                return ExitCodes.GOOD;
            }
        }

        private String end(JsonNode client) {
            var revoked = client.path("revokedAt").asString("");
            var expires = client.path("expiresAt").asString("");
            if (!revoked.isEmpty()) {
                return shell.words().say("client.revoked_at", revoked);
            }
            return expires.isEmpty() ? "-" : shell.words().say("client.expires_at", expires);
        }
    }

    /// Ends a client for good.
    @Command(name = "revoke")
    static final class Revoke implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.client.id")
        private String id;

        Revoke(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                server.good(server.delete("/v1/clients/" + id));
                shell.say("client.revoked", id);
                return ExitCodes.GOOD;
            }
        }
    }

    /// Gives a client a new secret.
    @Command(name = "rotate")
    static final class Rotate implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private HelpOption help;

        @Parameters(paramLabel = "ID", descriptionKey = "argument.client.id")
        private String id;

        Rotate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Ids.require(id, shell.words());
            try (var server = ServerClient.of(shell)) {
                print(
                        shell,
                        "client.rotated",
                        server.good(server.post("/v1/clients/" + id + "/rotations"))
                                .json());
                return ExitCodes.GOOD;
            }
        }
    }
}
