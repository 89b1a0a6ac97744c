package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Values with escape sequences, as somebody may have stored them or a hostile server may answer them, are printed by
/// commands as text that does nothing.
class HostileServerTests {

    private static final String HOSTILE = "a\u001b[2J\u009b31m\u0007\r\nb\u202Ec";

    private HttpServer hostile;
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hostile.createContext("/", exchange -> {
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hostile.start();
    }

    @AfterEach
    void stop() {
        hostile.stop(0);
    }

    private Transcript run(Object body, String... arguments) {
        answer = body instanceof String text ? text : RunningServer.JSON.writeValueAsString(body);
        var url = "http://127.0.0.1:" + hostile.getAddress().getPort();
        return Transcript.of(Map.of("STRONGROOM_URL", url, "STRONGROOM_KEY", "srk_x"), arguments);
    }

    private static void assertHarmless(Transcript run) {
        assertThat(run.all())
                .contains("\uFFFD")
                .doesNotContain("\u001b", "\u009b", "\u0007", "\u202E")
                .doesNotContain("\nb");
    }

    @Test
    void table() {
        var client = Map.of("id", HOSTILE, "name", HOSTILE, "roles", List.of(HOSTILE), "purposes", List.of());
        assertHarmless(run(Map.of("clients", List.of(client)), "clients", "list"));
    }

    @Test
    void problem() {
        status = 400;
        var problem = Map.of("code", HOSTILE, "detail", HOSTILE, "member", HOSTILE, "list", List.of(HOSTILE));
        var run = run(problem, "clients", "list");
        assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertHarmless(run);
    }

    @Test
    void catalog() {
        var run = run("x: a\u001b[2J\u009b31m\u0007\u202E\n", "catalog", "show");
        assertHarmless(run);
        assertThat(run.out()).endsWith("\n");
    }

    @Test
    void secret() {
        var run = run(
                Map.of("id", HOSTILE, "secret", "srk\u001b[2J\u009b\u0007"),
                "clients",
                "create",
                "--name",
                "x",
                "--role",
                "y",
                "--purpose",
                "z");
        assertHarmless(run);
    }

    @Test
    void argument() {
        assertHarmless(run("", "clients\u001b[2J\u009b\u0007"));
    }
}
