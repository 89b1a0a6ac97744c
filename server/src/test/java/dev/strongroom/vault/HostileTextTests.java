package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Text that would mean something to an interpreter means nothing here: as a value it is kept, found and given back as
/// it is; where names belong it is refused; and nothing else happens.
class HostileTextTests {

    private static final String CUSTOMERS = "/v1/records/customers";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        server.create(key, "customers", Shop.customer());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "a'; drop table record; --",
                "a' or '1'='1",
                "a\\'; select pg_sleep(9); --",
                "%' or sealed is not null --",
                "a$(touch canary)`touch canary`; touch canary | id &",
                "a %s %n %x {0} {1}",
                "a ${7*7} #{7*7} {{7*7}}",
                "${jndi:ldap://127.0.0.1:1/a}",
                "T(java.lang.Runtime).getRuntime().exec('id')",
                "<script>alert(1)</script>",
                "a\"}], \"injected\": [{\"b\": \"",
                "a%41%2e%2e%2f&amp;\\u0041&#65;+",
                ".*+?^[a](b){2}|\\",
                "=cmd|' /c calc'!a0",
                "../../../etc/passwd");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void asAValue_itIsKeptFoundAndGivenBackAsItIs(String text) {
        var fields = Map.of("name", text, "email", "hostile." + Math.abs(text.hashCode()) + "@example.com");
        var id = server.create(key, "customers", json(Map.of("fields", fields, "reference", text)));
        var shown = Shop.disclose(server, key, "customers", id).json().get("fields");
        assertThat(shown.get("name").asString()).isEqualTo(text);
        assertThat(shown.get("reference").asString()).isEqualTo(text);
        for (var field : List.of("name", "reference")) {
            var found = search(Map.of("field", field, "match", "exact", "value", text));
            assertThat(found.json().get("records").size()).as(found.text()).isEqualTo(1);
            assertThat(found.json().get("records").get(0).get("id").asString()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void whereNamesBelong_itIsRefused_andNothingHappens(String text) {
        long before = server.count("select count(*) from record");
        var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        var person = Map.of("name", text, "password", text);
        assertThat(Stream.of(
                                server.get("/v1/records/" + encoded + "/" + encoded, key, Shop.SUPPORT),
                                server.get(CUSTOMERS + "/0123456789abc?fields=" + encoded, key, Shop.SUPPORT),
                                server.get(CUSTOMERS + "/0123456789abc", key, "Strongroom-Purpose", text),
                                server.post(CUSTOMERS, key, json(Map.of("fields", Map.of(text, text)))),
                                server.post("/v1/sign-in/password", "", json(person)),
                                server.post("/v1/clients", server.administrator(), client(text)),
                                search(Map.of("field", text, "match", text, "value", text)),
                                search(Map.of("field", "email", "match", "exact", "value", "a@b.cc", "cursor", text)))
                        .map(RunningServer.Answer::status))
                .allMatch(status -> status >= 400 && status < 500);
        assertThat(server.count("select count(*) from record")).isEqualTo(before);
        assertThat(server.tampering()).isEmpty();
        assertThat(Path.of("canary")).doesNotExist();
    }

    private static RunningServer.Answer search(Map<String, Object> body) {
        return server.post(CUSTOMERS + "/search", key, json(body), Shop.SUPPORT);
    }

    private static String client(String text) {
        return json(Map.of("name", text, "roles", List.of(text), "purposes", List.of(text)));
    }

    private static String json(Object body) {
        return RunningServer.JSON.writeValueAsString(body);
    }
}
