package dev.strongroom;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.Database;
import dev.strongroom.database.EmbeddedDatabaseForTests;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.keys.KeysForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server on a fresh database, spoken to over HTTP as any client would.
public final class RunningServer implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    private final Path home;
    private final Map<String, String> settings;
    private final String administrator;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    private RunningServer(Path home, Map<String, String> settings, String administrator) {
        this.home = home;
        this.settings = settings;
        this.administrator = administrator;
        this.context = start();
    }

    /// @param extra settings beside those of a fresh external database on free ports
    public static RunningServer start(Path home, Map<String, String> extra) {
        var settings = new HashMap<>(EmbeddedDatabaseForTests.freshSettings());
        settings.put("STRONGROOM_HOME", home.toString());
        settings.put("STRONGROOM_HTTP_PORT", "0");
        settings.put("STRONGROOM_MANAGEMENT_PORT", "0");
        settings.putAll(extra);
        var keys = home.resolve("keys");
        KeysForTests.create(keys, PASSPHRASE);
        return new RunningServer(home, settings, FirstAdministrator.prepare(keys, new SecureRandom()));
    }

    public static RunningServer start(Path home) {
        return start(home, Map.of());
    }

    /// A server with the sample shop's catalog.
    public static RunningServer startShop(Path home) {
        return startShop(home, Map.of());
    }

    /// As [#startShop(Path)], with other settings.
    public static RunningServer startShop(Path home, Map<String, String> extra) {
        var server = start(home, extra);
        server.applyCatalog(sample("shop.yaml"));
        return server;
    }

    public static String sample(String name) {
        try (var stream = RunningServer.class.getResourceAsStream("/samples/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// Another server of the same deployment: the same database and key file, a home of its own.
    public RunningServer peer(Path otherHome) {
        return peer(otherHome, Map.of());
    }

    /// As [#peer(Path)], with other settings.
    public RunningServer peer(Path otherHome, Map<String, String> changed) {
        var others = new HashMap<>(settings);
        others.putAll(changed);
        others.put("STRONGROOM_HOME", otherHome.toString());
        others.put("STRONGROOM_KEYS_FOLDER", keysFolder(settings).toString());
        return new RunningServer(otherHome, others, administrator);
    }

    /// The settings of a server of the same deployment with a fresh, empty database.
    ///
    /// @param otherHome may be the home of this one
    public Map<String, String> settingsOnFreshDatabase(Path otherHome) {
        var others = new HashMap<>(settings);
        others.putAll(EmbeddedDatabaseForTests.emptySettings());
        others.put("STRONGROOM_HOME", otherHome.toString());
        others.put("STRONGROOM_KEYS_FOLDER", keysFolder(settings).toString());
        return others;
    }

    /// A server of the same deployment with these settings.
    public RunningServer startElsewhere(Map<String, String> others) {
        return new RunningServer(Path.of(others.get("STRONGROOM_HOME")), others, administrator);
    }

    /// The keys that a server with these settings would open.
    public static KeyRing keys(Map<String, String> settings) {
        return KeyRing.open(keysFolder(settings), PASSPHRASE, new SecureRandom(), Clock.systemUTC());
    }

    private static Path keysFolder(Map<String, String> settings) {
        return Path.of(settings.getOrDefault(
                "STRONGROOM_KEYS_FOLDER",
                Path.of(settings.get("STRONGROOM_HOME")).resolve("keys").toString()));
    }

    /// One at a time: the servers of a test run share one logging system, which is set up at each start.
    private ConfigurableApplicationContext start() {
        var configuration = StrongroomConfiguration.load(settings);
        var ring = keys(settings);
        synchronized (RunningServer.class) {
            return StrongroomServer.start(configuration, ring);
        }
    }

    public void restart() {
        context.close();
        context = start();
    }

    /// The same server, started again with other settings.
    public void restart(Map<String, String> changed) {
        settings.putAll(changed);
        restart();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return uri("/").getPort();
    }

    public Path home() {
        return home;
    }

    public String administrator() {
        return administrator;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    /// An answer: status, headers, and the body as text and as JSON.
    public record Answer(int status, java.net.http.HttpHeaders headers, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(bytes);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// Pages tell it in a header.
        public String code() {
            return headers.firstValue("Strongroom-Code").orElseGet(this::codeOfProblem);
        }

        private String codeOfProblem() {
            return json().path("code").asString("");
        }
    }

    /// @param headers name and value in turn
    public Answer send(String method, String path, String key, String body, String... headers) {
        return send(method, path, key, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer send(String method, String path, String key, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        var all = Arrays.asList(headers);
        if (body.length > 0 && !all.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public Answer send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public Answer get(String path, String key, String... headers) {
        return send("GET", path, key, "", headers);
    }

    public Answer post(String path, String key, String body, String... headers) {
        return send("POST", path, key, body, headers);
    }

    public Answer patch(String path, String key, String body, String... headers) {
        return send("PATCH", path, key, body, headers);
    }

    public Answer delete(String path, String key, String... headers) {
        return send("DELETE", path, key, "", headers);
    }

    /// What the management port answers.
    public Answer management(String path) {
        return send(HttpRequest.newBuilder(managementUri(path)).build());
    }

    public Answer sendCatalog(String yaml) {
        return send("POST", "/v1/catalog", administrator, yaml, "Content-Type", "application/yaml");
    }

    public Answer applyCatalog(String yaml) {
        var answer = sendCatalog(yaml);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    /// A client with these roles and purposes.
    public String client(List<String> roles, List<String> purposes) {
        var answer = post(
                "/v1/clients",
                administrator,
                JSON.writeValueAsString(Map.of("name", "test", "roles", roles, "purposes", purposes)));
        return Optional.ofNullable(answer.json().get("secret"))
                .orElseThrow(() -> new IllegalStateException(answer.text()))
                .asString();
    }

    /// A client of the shop that may write everything, serve support and fulfilment, read the log and erase.
    public String shopClient() {
        return client(
                List.of("shop_backend", "support_agent", "log-reader", "eraser"), List.of("support", "fulfilment"));
    }

    /// @return the new record's id
    public String create(String key, String collection, String body) {
        var answer = post("/v1/records/" + collection, key, body);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer.json().get("id").asString();
    }

    /// The codes of what the server found wrong with its log.
    public List<String> tampering() {
        return get("/v1/log", administrator)
                .json()
                .get("tampering")
                .valueStream()
                .map(found ->
                        found.get("code").asString() + " " + found.get("where").asString())
                .toList();
    }

    public long logSize() {
        return get("/v1/log", administrator).json().get("size").asLong();
    }

    /// The codes of what the server found wrong with a record.
    public List<String> findings(String record) {
        return get("/v1/findings", administrator)
                .json()
                .get("findings")
                .valueStream()
                .filter(found -> found.get("record").asString().equals(record))
                .map(found -> found.get("code").asString())
                .toList();
    }

    public String readiness() {
        return management("/actuator/health/readiness").json().get("status").asString();
    }

    /// A connection in the middle of a transaction, for faults that last until it is closed.
    public Connection transaction() {
        try {
            var connection = bean(Database.class).dedicatedConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public int execute(String sql) {
        try (Connection connection = bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public long count(String sql) {
        try (Connection connection = bean(DataSource.class).getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Waits until something is so; fails after a minute.
    public static void await(String what, BooleanSupplier condition) {
        await(what, Duration.ofMinutes(1), condition);
    }

    /// As [#await(String, BooleanSupplier)], within another time.
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit.toSeconds() + " seconds: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    public void deleteHome() throws IOException {
        try (var paths = Files.walk(home)) {
            paths.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
