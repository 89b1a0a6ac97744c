package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.strongroom.RunningServer;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Text messages handed to a web service.
class WebGatewayTests {

    private static final MessageText.Text TEXT = new MessageText.Text("", "验证码 \"123456\"");

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private HttpServer gateway;
    private WebGatewayPost post;
    private Path token;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
        token = Files.writeString(folder.resolve("token"), "gateway-token\n");
        var url = URI.create("http://localhost:" + gateway.getAddress().getPort() + "/send");
        post = new WebGatewayPost(new Gateway.Web(url, token), "Shop", RunningServer.JSON, Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        post.close();
        gateway.stop(0);
    }

    private void send() throws NotSent {
        post.send("message-1", "+8613800138000", TEXT);
    }

    @Test
    void textThatWouldEndAString_isPartOfIt() throws NotSent {
        var hostile = "x\", \"to\": \"+8613900139000\r\n\\ \u0000\u001b[2J </script>";
        post.send("message-1", "+8613800138000", new MessageText.Text("", hostile));
        var body = RunningServer.JSON.readTree(
                received.getFirst().substring(received.getFirst().indexOf('{')));
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "from", "to", "text");
        assertThat(body.get("to").asString()).isEqualTo("+8613800138000");
        assertThat(body.get("text").asString()).isEqualTo(hostile);
    }

    @Test
    void message_isOneJsonObject_withTheTokenBesideIt() throws NotSent {
        send();
        assertThat(received).hasSize(1);
        assertThat(received.getFirst()).startsWith("Bearer gateway-token {");
        var body = RunningServer.JSON.readTree(
                received.getFirst().substring(received.getFirst().indexOf('{')));
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "from", "to", "text");
        assertThat(body.get("to").asString()).isEqualTo("+8613800138000");
        assertThat(body.get("text").asString()).isEqualTo("验证码 \"123456\"");
    }

    @ParameterizedTest
    @CsvSource({"400, NEVER", "422, NEVER", "401, LATER", "429, LATER", "500, LATER", "302, LATER"})
    void refusal_isFinal_onlyIfTheGatewayWillNeverTakeIt(int answered, NotSent.Then then) {
        status = answered;
        assertThatThrownBy(this::send)
                .asInstanceOf(InstanceOfAssertFactories.type(NotSent.class))
                .satisfies(failure -> assertThat(failure.then()).isEqualTo(then))
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("138"));
        assertThat(received).hasSize(1);
    }

    @Test
    void gatewayThatIsAway_isNoEnd() {
        gateway.stop(0);
        assertThatThrownBy(this::send)
                .asInstanceOf(InstanceOfAssertFactories.type(NotSent.class))
                .satisfies(failure -> assertThat(failure.then()).isEqualTo(NotSent.Then.LATER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nhalf"})
    void gatewayThatFallsSilent_isGivenUp_andMayHaveTakenTheMessage(String begun) throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://localhost:" + silent.getLocalPort());
            var impatient =
                    new WebGatewayPost(new Gateway.Web(url, token), "Shop", RunningServer.JSON, Duration.ofMillis(300));
            var taken = Thread.startVirtualThread(() -> answer(silent, begun));
            assertThatThrownBy(() -> impatient.send("message-1", "+8613800138000", TEXT))
                    .asInstanceOf(InstanceOfAssertFactories.type(NotSent.class))
                    .satisfies(failure -> assertThat(failure.then()).isEqualTo(NotSent.Then.PERHAPS_ONCE));
            impatient.close();
            taken.interrupt();
        }
    }

    private static void answer(ServerSocket silent, String begun) {
        try (var socket = silent.accept()) {
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.sleep(Duration.ofMinutes(1));
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
