package dev.strongroom.pages;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keycloak as it is published, unpacked by the profile of the build, on a port of this machine: one realm, one client,
/// one user.
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "strongroom";
    static final String USER = "colleague";
    static final String PASSWORD = "nine quiet harbours";

    private static final Path UNPACKED = Path.of("target/keycloak");
    private static final Duration TO_START = Duration.ofMinutes(4);

    private final Process process;
    private final String issuer;
    private final String clientSecret;

    private Keycloak(Process process, String issuer, String clientSecret) {
        this.process = process;
        this.issuer = issuer;
        this.clientSecret = clientSecret;
    }

    /// @param server that its browsers come from and go back to
    static Keycloak start(int port, String server) throws IOException {
        var folder = folder();
        var secret = UUID.randomUUID().toString();
        var realm = RunningServer.JSON.writeValueAsString(realm(server, secret));
        Files.createDirectories(folder.resolve("data/import"));
        Files.writeString(folder.resolve("data/import/strongroom-realm.json"), realm);
        var command = new ProcessBuilder(
                folder.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.redirectErrorStream(true)
                .redirectOutput(Path.of("target/keycloak.log").toFile());
        var keycloak = new Keycloak(command.start(), "http://127.0.0.1:" + port + "/realms/strongroom", secret);
        keycloak.awaitStart();
        return keycloak;
    }

    private static Path folder() throws IOException {
        try (var folders = Files.list(UNPACKED)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
        }
    }

    private static Map<String, Object> realm(String server, String secret) {
        var client = Map.of(
                "clientId",
                CLIENT,
                "enabled",
                true,
                "protocol",
                "openid-connect",
                "publicClient",
                false,
                "secret",
                secret,
                "standardFlowEnabled",
                true,
                "directAccessGrantsEnabled",
                false,
                "redirectUris",
                List.of(server + "/sign-in/company"),
                "attributes",
                Map.of("pkce.code.challenge.method", "S256"));
        var user = Map.of(
                "username",
                USER,
                "enabled",
                true,
                "email",
                USER + "@example.com",
                "emailVerified",
                true,
                "firstName",
                "First",
                "lastName",
                "Last",
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
        return Map.of(
                "realm",
                "strongroom",
                "enabled",
                true,
                "sslRequired",
                "none",
                "clients",
                List.of(client),
                "users",
                List.of(user));
    }

    private void awaitStart() {
        var described = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            RunningServer.await("Keycloak has started", TO_START, () -> process.isAlive() && answers(http, described));
        } catch (AssertionError late) {
            close();
            throw late;
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    String issuer() {
        return issuer;
    }

    String clientSecret() {
        return clientSecret;
    }

    /// The script and what it has begun, each by its own number.
    @Override
    public void close() {
        var begun = process.descendants().toList();
        process.destroy();
        begun.forEach(ProcessHandle::destroy);
        RunningServer.await(
                "Keycloak has ended", () -> !process.isAlive() && begun.stream().noneMatch(ProcessHandle::isAlive));
    }
}
