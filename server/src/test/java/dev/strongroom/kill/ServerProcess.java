package dev.strongroom.kill;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The server as a process of its own with its embedded database, so that it can be killed.
final class ServerProcess implements AutoCloseable {

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

    /// @return the first administrator's key
    static String init(ServerProcess server) throws IOException, InterruptedException {
        var init = server.command("init").redirectErrorStream(true).start();
        var output = new String(init.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (init.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output.lines()
                .filter(line -> line.startsWith("srk_"))
                .findFirst()
                .orElseThrow();
    }

    static ServerProcess in(Path folder) throws IOException {
        return new ServerProcess(folder);
    }

    void start() throws IOException {
        process = command("serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
        try {
            RunningServer.await("the server answers", () -> isReady() || !process.isAlive());
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

    private ProcessBuilder command(String name) {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.cli.Strongroom",
                name);
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
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Strongroom-Purpose", "support")
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
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
