package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person who takes up an invitation with a password and an app, and is signed in then.
final class BenchPerson {

    static final String PASSWORD = "nine quiet harbours";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerUnderLoad server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String name;
    private final List<String> roles;

    BenchPerson(ServerUnderLoad server, String name) {
        this(server, name, List.of("agent"));
    }

    BenchPerson(ServerUnderLoad server, String name, List<String> roles) {
        this.server = server;
        this.name = name;
        this.roles = List.copyOf(roles);
    }

    /// @return the cookies of a session that has just proven both factors
    String signIn() throws IOException, InterruptedException {
        var invited = post("/v1/accounts", """
                {"name":"Bench","signInName":"%s@example.com","roles":["%s"],"purposes":["support"]}""".formatted(name, String.join("\",\"", roles)), true);
        post("/v1/sign-in/invitation", """
                {"token":"%s","password":"%s"}""".formatted(invited.get("token").asString(), PASSWORD), false);
        var app = post("/v1/me/apps", "{\"label\":\"bench\"}", false);
        post(
                "/v1/me/apps/confirmations",
                "{\"code\":\"%s\"}".formatted(code(app.get("secret").asString())),
                false);
        return cookies();
    }

    /// Once more, in the same session.
    void provePassword() throws IOException, InterruptedException {
        post("/v1/sign-in/password", """
                {"name":"%s@example.com","password":"%s"}""".formatted(name, PASSWORD), false);
    }

    private String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private JsonNode post(String path, String body, boolean byKey) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ServerUnderLoad.PORT + path))
                .header("Content-Type", "application/json")
                .header(byKey ? "Authorization" : "Cookie", byKey ? "Bearer " + server.key() : cookies())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        answer.headers().allValues("Set-Cookie").forEach(set -> {
            var cookie = set.substring(0, set.indexOf(';')).split("=", 2);
            cookies.put(cookie[0], cookie[1]);
        });
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /// RFC 6238 with six digits and half minutes.
    private static String code(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"));
            var tag = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(System.currentTimeMillis() / 30_000)
                    .array());
            int number = ByteBuffer.wrap(tag).getInt(tag[tag.length - 1] & 15) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
