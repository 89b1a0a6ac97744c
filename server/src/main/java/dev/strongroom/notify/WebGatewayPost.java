package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration.Gateway;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/// Hands text messages to a web service: `{"id", "from", "to", "text"}` by POST with a bearer token. Any answer of 2xx
/// means that it was taken, 400 and 422 that it never will be.
final class WebGatewayPost implements Post {

    private final Gateway.Web gateway;
    private final String sender;
    private final JsonMapper json;
    private final Duration patience;
    private final HttpClient http;

    /// @param patience how long the whole answer may take
    WebGatewayPost(Gateway.Web gateway, String sender, JsonMapper json, Duration patience) {
        this.gateway = gateway;
        this.sender = sender;
        this.json = json;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void send(String id, String address, MessageText.Text text) throws NotSent {
        var body = json.writeValueAsString(Map.of("id", id, "from", sender, "to", address, "text", text.body()));
        var request = HttpRequest.newBuilder(gateway.url())
                .header("Authorization", "Bearer " + SecretFile.content(gateway.tokenFile()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = status(request);
        if (status == 400 || status == 422) {
            throw new NotSent("sms.address_refused", NotSent.Then.NEVER);
        }
        if (status / 100 != 2) {
            throw new NotSent("sms.refused", NotSent.Then.LATER);
        }
    }

    /// The body of the answer counts too: its end has to come in time.
    private int status(HttpRequest request) throws NotSent {
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof ConnectException
                    ? new NotSent("sms.gateway_failed", NotSent.Then.LATER)
                    : new NotSent("sms.answer_lost", NotSent.Then.PERHAPS_ONCE);
        } catch (TimeoutException silent) {
            throw new NotSent("sms.answer_lost", NotSent.Then.PERHAPS_ONCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotSent("sms.answer_lost", NotSent.Then.PERHAPS_ONCE);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
