package dev.strongroom.kill;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.FirstAdministrator;
import dev.strongroom.keys.KeysForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The server as a process of its own with its embedded database, so that it can be killed.
final class ServerProcess implements AutoCloseable {

    /// Other tests run beside it.
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /// A process that lives for seconds never earns back what the optimising compiler and a concurrent collector cost.
    static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    static final String SMALL_COLLECTOR = "-XX:+UseSerialGC";

    private final Path home;
    private final Path passphrase;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    private ServerProcess(Path folder) throws IOException {
        this.home = folder.resolve("home");
        this.passphrase = Files.writeString(folder.resolve("passphrase"), "a passphrase for killing\n");
        this.port = freePort();
        this.managementPort = freePort();
    }

    /// Whether a process may have a file system that only it sees.
    static boolean canMount() throws IOException, InterruptedException {
        var tried = new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return tried.waitFor() == 0;
    }

    /// A started server whose whole home is a file system of this size, gone with the process.
    static ServerProcess onSmallFileSystem(Path folder, int megabytes) throws IOException {
        var server = new ServerProcess(folder);
        var home = server.home;
        Files.createDirectory(home);
        var script =
                "mount -t tmpfs -o size=%dm none \"$STRONGROOM_HOME\" && \"$0\" \"$@\" init && exec \"$0\" \"$@\" serve"
                        .formatted(megabytes);
        var command = server.command();
        var all = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script));
        all.addAll(command.command());
        server.start(command.command(all), folder.resolve("server.log"));
        return server;
    }

    /// The home as the server's own process sees it.
    Path outsideView() {
        return Path.of("/proc/" + process.pid() + "/root" + home);
    }

    /// The key that a server started with [#onSmallFileSystem(Path, int)] printed.
    String firstAdministrator() throws IOException {
        return firstKey(Files.readString(home.resolveSibling("server.log")));
    }

    /// Applies the sample shop's catalog and makes a client with these roles that may serve support.
    ///
    /// @return the client's key
    String shopClient(String administrator, List<String> roles) {
        send("POST", "/v1/catalog", administrator, "application/yaml", RunningServer.sample("shop.yaml"));
        var client = Map.of("name", "shop", "roles", roles, "purposes", List.of("support"));
        return post("/v1/clients", administrator, RunningServer.JSON.writeValueAsString(client))
                .json()
                .get("secret")
                .asString();
    }

    private static String firstKey(String output) {
        return output.lines()
                .filter(line -> line.startsWith("srk_"))
                .findFirst()
                .orElseThrow();
    }

    /// Makes the keys as the command `init` does, but such that open fast.
    ///
    /// @return the first administrator's key
    static String init(ServerProcess server) throws IOException {
        var keys = server.home.resolve("keys");
        KeysForTests.create(keys, Files.readString(server.passphrase).strip().toCharArray());
        return FirstAdministrator.prepare(keys, new SecureRandom());
    }

    static ServerProcess in(Path folder) throws IOException {
        return new ServerProcess(folder);
    }

    void start() throws IOException {
        start(command("serve"), home.resolve("server.log"));
    }

    private void start(ProcessBuilder command, Path log) throws IOException {
        process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            RunningServer.await("the server answers", START_LIMIT, () -> isReady() || !process.isAlive());
        } catch (AssertionError slow) {
            throw new AssertionError(slow.getMessage() + System.lineSeparator() + endOfLogs(), slow);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The server ended at its start" + System.lineSeparator() + endOfLogs());
        }
    }

    private String endOfLogs() {
        return endOf(home.resolve("server.log")) + endOf(home.resolve("postgresql/postgresql.log"));
    }

    private static String endOf(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 40), lines.size()))
                    + System.lineSeparator();
        } catch (IOException missing) {
            return log + " cannot be read" + System.lineSeparator();
        }
    }

    /// One command of the command line in this home, to its end.
    ///
    /// @return its exit code and what it printed
    Map.Entry<Integer, String> run(String... arguments) throws IOException, InterruptedException {
        var started = command(arguments).redirectErrorStream(true).start();
        var output = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return Map.entry(started.waitFor(), output);
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                QUICK_COMPILER,
                SMALL_COLLECTOR,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.cli.Strongroom"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("STRONGROOM_HOME", home.toString());
        builder.environment().put("STRONGROOM_PASSPHRASE_FILE", passphrase.toString());
        builder.environment().put("STRONGROOM_HTTP_PORT", Integer.toString(port));
        builder.environment().put("STRONGROOM_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("STRONGROOM_LIMITS_REQUESTS_PER_SECOND", "1000000");
        return builder;
    }

    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /// An answer's status and body; status 0 when the connection broke.
    record Answer(int status, byte[] body) {
        JsonNode json() {
            return RunningServer.JSON.readTree(body);
        }

        String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    Answer send(String method, String path, String key, String type, String body) {
        return send(request(path, key)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// A request in the name of support, to be completed.
    HttpRequest.Builder request(String path, String key) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Strongroom-Purpose", "support");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    Answer send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException broken) {
            return new Answer(0, new byte[0]);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    Answer post(String path, String key, String body) {
        return send("POST", path, key, "application/json", body);
    }

    Answer get(String path, String key) {
        return send("GET", path, key, "application/json", "");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Kills PostgreSQL's postmaster; its children end by themselves.
    void killPostgres() {
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
    }

    void signalPostgres(String signal) throws IOException, InterruptedException {
        var postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        for (var handle : java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(postmaster), postmaster.descendants())
                .toList()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .start()
                    .waitFor();
        }
    }

    private long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(home.resolve("postgresql/data/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    Path home() {
        return home;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        http.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
