package dev.strongroom.cli;

import dev.strongroom.StrongroomServer;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/// A server of the demonstration with its keys, its catalog and its client, made where they are missing.
final class DemoServer implements AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final List<String> ROLES = List.of("shop_backend", "support_agent", "log-reader", "eraser");
    private static final List<String> LOADER_ROLES = List.of("shop_backend", "support_agent", "exporter", "tokenizer");
    private static final List<String> PURPOSES = List.of("fulfilment", "support");

    private final ConfigurableApplicationContext context;
    private final Words words;

    private DemoServer(ConfigurableApplicationContext context, Words words) {
        this.context = context;
        this.words = words;
    }

    static DemoServer start(DemoHome home, Shell shell) throws IOException {
        if (home.isFresh()) {
            initialise(home);
        }
        refuseOther(home, shell.words());
        var ring = KeyRing.open(
                home.keys(),
                Passphrase.content(home.passphrase(), shell.words()),
                new SecureRandom(),
                Clock.systemUTC());
        var configuration = StrongroomConfiguration.load(home.settings(shell.environment()));
        return new DemoServer(StrongroomServer.start(configuration, ring), shell.words());
    }

    private static void initialise(DemoHome home) throws IOException {
        var random = new SecureRandom();
        PrivateFiles.createFolder(home.folder());
        var passphrase = new byte[20];
        random.nextBytes(passphrase);
        PrivateFiles.write(home.passphrase(), HexFormat.of().formatHex(passphrase));
        KeyRing.create(home.keys(), HexFormat.of().formatHex(passphrase).toCharArray(), random, Clock.systemUTC());
        PrivateFiles.write(home.administratorKey(), FirstAdministrator.prepare(home.keys(), random));
    }

    private static void refuseOther(DemoHome home, Words words) {
        if (!home.isDemo()) {
            throw CommandFailed.refused(words.say("demo.other_home", home.folder()));
        }
        if (!Files.exists(home.administratorKey())) {
            throw CommandFailed.refused(words.say("demo.incomplete", home.folder()));
        }
    }

    /// The address of the pages. Passkeys are made for this name, and for no address in numbers.
    String page() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    List<DemoPeople.Ready> people(DemoHome home) throws IOException {
        try (var administrator =
                client(Files.readString(home.administratorKey()).strip())) {
            return new DemoPeople(administrator, page(), words).ready();
        }
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    ServerClient client(String key) {
        return ServerClient.to(url(), Optional.of(key), words);
    }

    /// @return the key of the client, the same at every start
    String prepare(DemoHome home) throws IOException {
        try (var administrator =
                client(Files.readString(home.administratorKey()).strip())) {
            if (administrator.get("/v1/catalog").status() == NOT_FOUND) {
                administrator.good(administrator.postYaml("/v1/catalog", sample(words)));
            }
            issue(administrator, "demo", ROLES, home.clientKey(), home.headers());
            issue(administrator, "loader", LOADER_ROLES, home.loaderKey(), home.loaderHeaders());
        }
        return Files.readString(home.clientKey()).strip();
    }

    private void issue(ServerClient administrator, String name, List<String> roles, Path file, Path headers)
            throws IOException {
        if (!Files.exists(file)) {
            var body = Map.of("name", name, "roles", roles, "purposes", PURPOSES);
            var issued = administrator.good(administrator.post("/v1/clients", body));
            PrivateFiles.write(file, issued.json().path("secret").asString(""));
        }
        var key = Files.readString(file).strip();
        PrivateFiles.write(
                headers, "Authorization: Bearer %s\nAccept-Language: %s\n".formatted(key, words.acceptLanguage()));
    }

    static byte[] sample(Words words) throws IOException {
        var name = words.areChinese() ? "/samples/shop.zh.yaml" : "/samples/shop.yaml";
        try (InputStream stream = Objects.requireNonNull(DemoServer.class.getResourceAsStream(name))) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
