package dev.strongroom.identity.company;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Speaks to the provider: briefly, with few requests at once, never anywhere else than asked, and never reading more
/// than such an answer can need. Whatever goes wrong is an [IOException] that holds nothing of what was said.
final class ProviderConnection implements ResourceRetriever, AutoCloseable {

    static final int LONGEST_ANSWER = 256 * 1024;
    private static final int AT_ONCE = 8;
    private static final int OK = 200;

    private final Duration patience;
    private final HttpClient http;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// @param patience how long the whole answer may take
    ProviderConnection(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// What fetches keys from there by this connection.
    JWKSourceBuilder<SecurityContext> keys(URI address) {
        try {
            return JWKSourceBuilder.create(address.toURL(), this);
        } catch (MalformedURLException noAddress) {
            throw new IllegalArgumentException("The address of the keys is none");
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(uri(url)), "application/json");
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException noAddress) {
            throw new IOException("The provider gave an address that is none");
        }
    }

    /// @return the body of an answer that is 200
    String get(URI address) throws IOException {
        var answer = answer(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET()
                .build());
        if (answer.statusCode() != OK) {
            throw new IOException("The provider answered with another status than 200");
        }
        return answer.body();
    }

    /// A form with who sends it.
    HTTPResponse post(HTTPRequest form) throws IOException, ParseException {
        var request = HttpRequest.newBuilder(form.getURI())
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.getBody()));
        if (form.getAuthorization() != null) {
            request.header("Authorization", form.getAuthorization());
        }
        var answer = answer(request.build());
        var read = new HTTPResponse(answer.statusCode());
        read.setContentType(answer.headers().firstValue("Content-Type").orElse("text/plain"));
        read.setBody(answer.body());
        return read;
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("Too many requests to the provider wait for an answer");
        }
        try {
            return await(request);
        } finally {
            places.release();
        }
    }

    /// The body of the answer counts too: its end has to come in time.
    private HttpResponse<String> await(HttpRequest request) throws IOException {
        var answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("The provider did not answer as it should");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("The provider was not waited for");
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
