package dev.strongroom.bench;

import dev.strongroom.StrongroomServer;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogApplication;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.ApiClients;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.vault.BenchSeed;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.springframework.context.ConfigurableApplicationContext;

/// A server in a folder of its own: seeded in this process, then run as a process of its own like in production.
final class ServerUnderLoad implements AutoCloseable {

    static final int PORT = 18_520;
    private static final int MANAGEMENT_PORT = 18_521;
    private static final char[] PASSPHRASE = "a passphrase for the bench".toCharArray();
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path home;
    private final Path passphraseFile;
    private final List<RecordId> ids;
    private final String key;
    private Optional<Process> process = Optional.empty();

    private ServerUnderLoad(Path home, Path passphraseFile, List<RecordId> ids, String key) {
        this.home = home;
        this.passphraseFile = passphraseFile;
        this.ids = ids;
        this.key = key;
    }

    /// @param folder empty
    static ServerUnderLoad seeded(Path folder, int customers, IntConsumer progress) throws IOException {
        return seeded(folder, customers, "/bench-catalog.yaml", progress);
    }

    /// @param catalog a resource
    static ServerUnderLoad seeded(Path folder, int customers, String catalog, IntConsumer progress) throws IOException {
        var home = Files.createDirectories(folder.resolve("home"));
        var passphraseFile = Files.writeString(folder.resolve("passphrase"), new String(PASSPHRASE));
        KeyRing.create(home.resolve("keys"), PASSPHRASE, new SecureRandom(), Clock.systemUTC());
        var administrator = administrator(FirstAdministrator.prepare(home.resolve("keys"), new SecureRandom()));
        try (var server = inProcess(home)) {
            server.getBean(CatalogApplication.class).apply(Catalog.read(resource(catalog)), administrator);
            var issued = server.getBean(ApiClients.class)
                    .create(
                            new ApiClients.Request(
                                    "bench",
                                    Set.of("agent", "exporter", "tokenizer", "administrator"),
                                    Set.of("support"),
                                    List.of(),
                                    Optional.empty()),
                            administrator);
            var ids = new BenchSeed(server).customers(customers, progress);
            return new ServerUnderLoad(home, passphraseFile, ids, issued.secret());
        }
    }

    /// @param key of a client with that role
    static Caller administrator(String key) {
        var id = key.substring(key.indexOf('_') + 1, key.lastIndexOf('_'));
        return Caller.program("client-" + id, Set.of("administrator"), Set.of());
    }

    /// The server's beans without HTTP load, for figures below the door.
    static ConfigurableApplicationContext inProcess(Path home) {
        return inProcess(environment(home), home);
    }

    /// @param settings of the server
    /// @param keysHome the home whose keys it uses
    static ConfigurableApplicationContext inProcess(Map<String, String> settings, Path keysHome) {
        return StrongroomServer.start(StrongroomConfiguration.load(settings), keys(keysHome));
    }

    static KeyRing keys(Path home) {
        return KeyRing.open(home.resolve("keys"), PASSPHRASE, new SecureRandom(), Clock.systemUTC());
    }

    static Map<String, String> environment(Path home) {
        return Map.of(
                "STRONGROOM_HOME", home.toString(),
                "STRONGROOM_HTTP_PORT", Integer.toString(PORT),
                "STRONGROOM_MANAGEMENT_PORT", Integer.toString(MANAGEMENT_PORT),
                "STRONGROOM_LIMITS_REQUESTS_PER_SECOND", "10000000",
                "STRONGROOM_BUDGETS_SEARCHES_PER_HOUR", "2000000000",
                "STRONGROOM_BUDGETS_DISCLOSURES_PER_HOUR", "2000000000",
                "STRONGROOM_BUDGETS_IMPORTS_PER_HOUR", "2000000000");
    }

    Path home() {
        return home;
    }

    List<RecordId> ids() {
        return ids;
    }

    /// Starts the process, with the options the launcher gives it, and waits for its first answer.
    ///
    /// @return the time from the start of the process to that answer
    Duration start() throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xmn96m",
                "-XX:+UseParallelGC",
                "-XX:-UseAdaptiveSizePolicy",
                "-XX:SurvivorRatio=6",
                "-Xms192m",
                "-XX:+DisableAttachMechanism",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.cli.Strongroom",
                "serve");
        command.environment().putAll(environment(home));
        command.environment().put("STRONGROOM_PASSPHRASE_FILE", passphraseFile.toString());
        command.redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile());
        long start = System.nanoTime();
        var started = command.start();
        process = Optional.of(started);
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new IOException("The server did not start; see " + home.resolve("server.log"));
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean answers() {
        try (var socket = new Socket("127.0.0.1", PORT)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(look(ids.getFirst()));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Six fields of one customer.
    byte[] look(RecordId id) {
        return look(id, "Authorization: Bearer " + key);
    }

    /// @param caller the header that says who asks
    byte[] look(RecordId id, String caller) {
        var path = "/v1/records/customers/" + id + "?fields=name,email,phone,address,birth_date,reference";
        return request("GET", path, "", caller);
    }

    byte[] search(int number) {
        return search("email", "exact", new BenchCustomer(number).email(), 1);
    }

    byte[] search(String field, String match, String term, int limit) {
        var body = """
                {"field":"%s","match":"%s","value":"%s",\
                "fields":["name","email","phone","address","birth_date","reference"],"limit":%d}""".formatted(field, match, term, limit);
        return request("POST", "/v1/records/customers/search", body);
    }

    /// A random token for one field of each of these customers.
    byte[] tokens(List<RecordId> many) {
        var body = new StringBuilder("{\"tokens\":[");
        many.forEach(id -> body.append(body.length() > 11 ? "," : "")
                .append("{\"collection\":\"customers\",\"id\":\"" + id + "\",\"field\":\"name\",\"kind\":\"random\"}"));
        return request("POST", "/v1/tokens", body.append("]}").toString());
    }

    /// Six fields of many customers.
    byte[] batch(List<RecordId> many) {
        var body = new StringBuilder("{\"ids\":[");
        many.forEach(id ->
                body.append(body.length() > 8 ? "," : "").append('"').append(id).append('"'));
        body.append("],\"fields\":[\"name\",\"email\",\"phone\",\"address\",\"birth_date\",\"reference\"]}");
        return request("POST", "/v1/records/customers/disclose", body.toString());
    }

    String key() {
        return key;
    }

    byte[] request(String method, String path, String body) {
        return request(method, path, body, "Authorization: Bearer " + key);
    }

    /// @param caller the header that says who asks
    byte[] request(String method, String path, String body, String caller) {
        return """
                %s %s HTTP/1.1\r
                Host: 127.0.0.1\r
                %s\r
                Strongroom-Purpose: support\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(method, path, caller, body.length(), body).getBytes(StandardCharsets.UTF_8);
    }

    /// Resident memory of the server's process, without its database.
    long residentMegabytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.orElseThrow().pid()), "status");
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / 1_024;
    }

    private static byte[] resource(String name) {
        try (var stream = ServerUnderLoad.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The catalog of the bench is missing");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void stop() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(30, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        process = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }
}
