package dev.strongroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Speaks to a running server. The key travels in a header only, never in an argument or URL.
final class ServerClient implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DEFAULT_URL = "http://127.0.0.1:8420";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
    /// A bundle of 256 entries of 65,535 bytes each, with their lengths, and some more.
    private static final long LARGEST_ANSWER_BYTES = 17L << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final URI base;
    private final Optional<String> key;
    private final Words words;

    private ServerClient(URI base, Optional<String> key, Words words) {
        this.base = base;
        this.key = key;
        this.words = words;
    }

    /// By `STRONGROOM_URL` and `STRONGROOM_KEY`.
    static ServerClient of(Shell shell) {
        var key = shell.variable("STRONGROOM_KEY")
                .orElseThrow(() -> CommandFailed.misused(shell.words().say("client.no_key")));
        return to(shell.variable("STRONGROOM_URL").orElse(DEFAULT_URL), Optional.of(key), shell.words());
    }

    /// By `STRONGROOM_URL`, for what no key is needed. Only over TLS, or on this machine: what is answered is as good
    /// as a
    /// key.
    static ServerClient withoutKey(Shell shell) {
        var url = shell.variable("STRONGROOM_URL").orElse(DEFAULT_URL);
        var client = to(url, Optional.empty(), shell.words());
        boolean isHere = LOOPBACK.contains(client.base.getHost());
        if (!isHere && !"https".equals(client.base.getScheme())) {
            throw CommandFailed.misused(shell.words().say("client.in_clear"));
        }
        return client;
    }

    static ServerClient to(String url, Optional<String> key, Words words) {
        if (key.filter(text -> !text.matches("[!-~]{1,200}")).isPresent()) {
            throw CommandFailed.misused(words.say("client.malformed_key"));
        }
        try {
            var base = new URI(url.replaceAll("/+$", ""));
            if (base.getHost() != null
                    && base.getUserInfo() == null
                    && String.valueOf(base.getScheme()).matches("https?")) {
                return new ServerClient(base, key, words);
            }
        } catch (java.net.URISyntaxException notAnAddress) {
            throw CommandFailed.misused(words.say("client.malformed_url"));
        }
        throw CommandFailed.misused(words.say("client.malformed_url"));
    }

    /// What a server answered.
    record Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /// A missing node if the body is not JSON.
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException notJson) {
                return MissingNode.getInstance();
            }
        }

        OptionalLong retryAfterSeconds() {
            try {
                return headers.firstValueAsLong("Retry-After");
            } catch (NumberFormatException aDate) {
                return OptionalLong.empty();
            }
        }
    }

    /// What reads an answer that is too large to keep.
    interface Download {
        void read(java.net.http.HttpHeaders headers, InputStream body) throws IOException;
    }

    /// Posts nothing and hands the good answer on as it comes.
    ///
    /// @throws CommandFailed with the server's code and sentence unless the answer is good
    /// @throws IOException from the reader: the answer broke, or what is read cannot be kept
    void download(String path, Download download) throws IOException {
        var request = request(path).POST(BodyPublishers.noBody()).build();
        var response = exchange(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                var problem = body.readNBytes((int) LARGEST_ANSWER_BYTES);
                good(new Answer(response.statusCode(), response.headers(), problem));
            }
            download.read(response.headers(), body);
        }
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    Answer put(String path, Object body) {
        var json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return send("PUT", path, json, "Content-Type", "application/json");
    }

    /// @param headers name and value in turn
    Answer post(String path, Object body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), all);
    }

    Answer postYaml(String path, byte[] yaml) {
        return send("POST", path, BodyPublishers.ofByteArray(yaml), "Content-Type", "application/yaml");
    }

    /// @throws CommandFailed with the server's code and sentence unless the answer is good
    Answer good(Answer answer) {
        if (answer.isGood()) {
            return answer;
        }
        throw CommandFailed.refused(problem(answer));
    }

    /// The code and the sentence of a problem, and the names that belong to it.
    String problem(Answer answer) {
        var json = answer.json();
        var code = json.path("code").asString("");
        if (code.isEmpty()) {
            return words.say("client.no_problem", answer.status());
        }
        var text =
                new StringBuilder(code).append(": ").append(json.path("detail").asString(""));
        json.properties().stream()
                .filter(member -> !PROBLEM_MEMBERS.contains(member.getKey()))
                .forEach(member -> text.append(" (")
                        .append(member.getKey())
                        .append(": ")
                        .append(plain(member.getValue()))
                        .append(')'));
        return Printable.line(text.toString());
    }

    private static final java.util.Set<String> PROBLEM_MEMBERS =
            java.util.Set.of("type", "title", "status", "code", "detail", "errors", "instance");

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asString("") : value.toString();
    }

    /// Sends a body of any length for as long as it takes.
    ///
    /// @throws IOException when the connection breaks
    Answer postStream(String path, Supplier<InputStream> body, String... headers) throws IOException {
        var request = request(path, headers).expectContinue(true).POST(BodyPublishers.ofInputStream(body));
        return wait(() -> {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        });
    }

    /// An answer that is read while it arrives.
    record Stream(Answer answer, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /// @return with the body unread if the answer is good, and read into the answer if not
    Stream openStream(String path, Object body, String... headers) throws IOException {
        var request = request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        return wait(() -> {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            boolean isGood = response.statusCode() / 100 == 2;
            var read = isGood ? new byte[0] : response.body().readNBytes((int) LARGEST_ANSWER_BYTES);
            return new Stream(new Answer(response.statusCode(), response.headers(), read), response.body());
        });
    }

    private interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    private <T> T wait(Exchange<T> exchange) throws IOException {
        try {
            return exchange.run();
        } catch (ConnectException unreachable) {
            throw CommandFailed.prevented(words.say("client.unreachable", base));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailed.prevented(words.say("client.interrupted"));
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).header("Accept-Language", words.acceptLanguage());
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = request(path, headers).method(method, body).timeout(ANSWER_LIMIT);
        var limited = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER_BYTES);
        var response = exchange(request.build(), limited);
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException unreachable) {
            throw CommandFailed.prevented(words.say("client.unreachable", base));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailed.prevented(words.say("client.interrupted"));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
