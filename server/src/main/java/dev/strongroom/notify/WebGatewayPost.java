package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration.Gateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Hands text messages to a web service: `{"id", "from", "to", "text"}` by POST with a bearer token. Any answer of 2xx
/// means that it was taken, 400 and 422 that it never will be.
final class WebGatewayPost implements Post {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Gateway.Web gateway;
    private final String sender;
    private final JsonMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(SILENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebGatewayPost(Gateway.Web gateway, String sender, JsonMapper json) {
        this.gateway = gateway;
        this.sender = sender;
        this.json = json;
    }

    @Override
    public void send(String id, String address, MessageText.Text text) throws NotSent {
        var body = json.writeValueAsString(Map.of("id", id, "from", sender, "to", address, "text", text.body()));
        var request = HttpRequest.newBuilder(gateway.url())
                .timeout(SILENCE)
                .header("Authorization", "Bearer " + SecretFile.content(gateway.tokenFile()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = status(request);
        if (status / 100 != 2) {
            boolean isFinal = status == 400 || status == 422;
            throw new NotSent(isFinal ? "sms.address_refused" : "sms.refused", isFinal);
        }
    }

    private int status(HttpRequest request) throws NotSent {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new NotSent("sms.gateway_failed", false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotSent("sms.gateway_failed", false);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
