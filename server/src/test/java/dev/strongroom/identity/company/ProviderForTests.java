package dev.strongroom.identity.company;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A provider of sign-ins on this machine, written from the specifications alone: it asks for everything that they ask
/// for, signs by real keys, and answers wrongly in any way it is told to.
public final class ProviderForTests implements AutoCloseable {

    public static final String CLIENT = "strongroom";
    private static final String SECRET = "a secret: of the client & nobody's";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private final AtomicInteger tokensAsked = new AtomicInteger();

    private volatile String subject = "subject-1";
    private volatile List<TokenSigner> published;
    private volatile TokenSigner signer = TokenSigner.rsa("first");
    private volatile Consumer<Map<String, Object>> claims = unchanged -> {};
    private volatile Consumer<Map<String, Object>> description = unchanged -> {};
    private volatile UnaryOperator<String> token = UnaryOperator.identity();
    private volatile Fault fault = Fault.NONE;
    private volatile String faulty = "/token";

    /// What goes wrong at the address that is faulty.
    public enum Fault {
        NONE,
        FAILS,
        REDIRECTS,
        SLOW,
        DRIPS,
        HUGE,
        NO_JSON
    }

    private record Grant(String redirect, String nonce, String challenge) {}

    public ProviderForTests() {
        this(0);
    }

    public ProviderForTests(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        published = List.of(signer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration", guarded(exchange -> json(exchange, 200, described())));
        server.createContext("/keys", guarded(this::keys));
        server.createContext("/token", guarded(this::token));
        server.createContext("/authorize", guarded(this::authorize));
        server.createContext("/elsewhere", exchange -> json(exchange, 200, described()));
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The settings of a server that people sign in to by this provider.
    public Map<String, String> settings(Path folder) {
        try {
            return Map.of(
                    "STRONGROOM_COMPANY_ISSUER",
                    issuer(),
                    "STRONGROOM_COMPANY_CLIENT_ID",
                    CLIENT,
                    "STRONGROOM_COMPANY_CLIENT_SECRET_FILE",
                    Files.writeString(folder.resolve("client-secret"), SECRET + "\n")
                            .toString(),
                    "STRONGROOM_COMPANY_NAME",
                    "Example Works");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Who signs in from now on.
    public void signsIn(String nextSubject) {
        subject = nextSubject;
    }

    public void signsWith(TokenSigner other) {
        signer = other;
    }

    public void publishes(TokenSigner... keys) {
        published = List.of(keys);
    }

    public void claims(Consumer<Map<String, Object>> change) {
        claims = change;
    }

    public void describes(Consumer<Map<String, Object>> change) {
        description = change;
    }

    /// What becomes of a token after it was signed.
    public void token(UnaryOperator<String> change) {
        token = change;
    }

    public void fails(String path, Fault how) {
        faulty = path;
        fault = how;
    }

    /// Everything is as it should be again.
    public void recovers() {
        claims = unchanged -> {};
        description = unchanged -> {};
        token = UnaryOperator.identity();
        fault = Fault.NONE;
        signer = published.getFirst();
    }

    public TokenSigner signer() {
        return signer;
    }

    public int keysAsked() {
        return keysAsked.get();
    }

    public int tokensAsked() {
        return tokensAsked.get();
    }

    /// Somebody signs in here, whom a browser was led to this address for.
    ///
    /// @return what the browser goes back with
    public Map<String, String> signIn(String address) {
        var asked = parameters(URI.create(address).getRawQuery());
        requireRight(asked);
        var code = UUID.randomUUID().toString();
        grants.put(
                code, new Grant(value(asked, "redirect_uri"), value(asked, "nonce"), value(asked, "code_challenge")));
        return Map.of("state", value(asked, "state"), "code", code, "iss", issuer());
    }

    private static String value(Map<String, String> asked, String name) {
        return Objects.requireNonNull(asked.get(name), name);
    }

    private static void requireRight(Map<String, String> asked) {
        boolean isRight = "code".equals(asked.get("response_type"))
                && CLIENT.equals(asked.get("client_id"))
                && "openid".equals(asked.get("scope"))
                && "S256".equals(asked.get("code_challenge_method"))
                && value(asked, "code_challenge").length() == 43
                && value(asked, "state").length() >= 22
                && value(asked, "nonce").length() >= 22
                && value(asked, "redirect_uri").endsWith("/sign-in/company");
        if (!isRight) {
            throw new IllegalArgumentException("Not as OpenID Connect has it: " + asked.keySet());
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var back = new HashMap<>(signIn(exchange.getRequestURI().toString()));
        var query = back.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElseThrow();
        var asked = parameters(exchange.getRequestURI().getRawQuery());
        exchange.getResponseHeaders().set("Location", value(asked, "redirect_uri") + "?" + query);
        send(exchange, 302, "text/plain", "");
    }

    private void keys(HttpExchange exchange) throws IOException {
        keysAsked.incrementAndGet();
        json(
                exchange,
                200,
                Map.of("keys", published.stream().map(TokenSigner::published).toList()));
    }

    private void token(HttpExchange exchange) throws IOException {
        tokensAsked.incrementAndGet();
        var form = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var grant = Optional.ofNullable(grants.remove(form.getOrDefault("code", "")));
        if (!isTheClient(exchange)) {
            json(exchange, 401, Map.of("error", "invalid_client"));
        } else if (grant.filter(given -> isRight(given, form)).isEmpty()) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            json(exchange, 200, tokens(grant.get().nonce()));
        }
    }

    private static boolean isTheClient(HttpExchange exchange) {
        var both = URLEncoder.encode(CLIENT, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        var expected = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static boolean isRight(Grant grant, Map<String, String> form) {
        return "authorization_code".equals(form.get("grant_type"))
                && grant.redirect().equals(form.get("redirect_uri"))
                && grant.challenge().equals(hash(form.getOrDefault("code_verifier", ""), 32));
    }

    private Map<String, Object> tokens(String nonce) {
        var access = UUID.randomUUID().toString();
        var now = Instant.now().getEpochSecond();
        var said = new LinkedHashMap<String, Object>(Map.of(
                "iss",
                issuer(),
                "sub",
                subject,
                "aud",
                CLIENT,
                "exp",
                now + 60,
                "iat",
                now,
                "nonce",
                nonce,
                "at_hash",
                hash(access, 16),
                "email",
                "somebody@example.com"));
        claims.accept(said);
        return Map.of(
                "access_token",
                access,
                "token_type",
                "Bearer",
                "id_token",
                token.apply(signer.sign(RunningServer.JSON.writeValueAsString(said))));
    }

    /// The left part of a hash, as `at_hash` has it; the whole of it is a code challenge.
    private static String hash(String text, int bytes) {
        try {
            var whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return ENCODER.encodeToString(Arrays.copyOf(whole, bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, Object> described() {
        var all = new LinkedHashMap<String, Object>(Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256", "ES256"),
                "authorization_response_iss_parameter_supported",
                true));
        description.accept(all);
        return all;
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private com.sun.net.httpserver.HttpHandler guarded(Answering answering) {
        return exchange -> {
            var failing = exchange.getHttpContext().getPath().equals(faulty) ? fault : Fault.NONE;
            switch (failing) {
                case NONE -> answering.answer(exchange);
                case FAILS -> send(exchange, 500, "text/plain", "no");
                case REDIRECTS -> {
                    exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
                    send(exchange, 307, "text/plain", "");
                }
                case SLOW -> LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
                case DRIPS -> drip(exchange);
                case HUGE -> send(exchange, 200, "application/json", "{\"x\":\"" + "x".repeat(2_000_000) + "\"}");
                case NO_JSON -> send(exchange, 200, "application/json", "<html>");
            }
            exchange.close();
        };
    }

    /// The head at once, and then a byte now and then.
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 80; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        send(exchange, status, "application/json", RunningServer.JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static Map<String, String> parameters(String query) {
        var found = new LinkedHashMap<String, String>();
        for (var pair : query.split("&")) {
            var both = pair.split("=", 2);
            found.put(both[0], both.length == 2 ? URLDecoder.decode(both[1], StandardCharsets.UTF_8) : "");
        }
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
