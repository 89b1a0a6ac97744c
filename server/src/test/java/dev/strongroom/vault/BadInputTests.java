package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong is refused with a code and the field's name, never with the value, and leaves nothing behind.
class BadInputTests {

    private static final String CREATE = "/v1/records/customers";
    private static final String SECRET = "Xochipilli";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home, Map.of("STRONGROOM_LIMITS_BODY_DEADLINE", "PT2S"));
        server.applyCatalog(RunningServer.sample("shop.yaml"));
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Bad(String name, byte[] body, int status, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> badBodies() {
        var deep = "{\"fields\": {\"name\": " + "[".repeat(40) + "]".repeat(40) + "}}";
        return List.of(
                bad("empty", "", 400, "request.malformed_json"),
                bad("an array", "[]", 400, "request.malformed_json"),
                bad("null", "null", 400, "request.malformed"),
                bad("cut short", "{\"fields\": {\"name\": \"" + SECRET, 400, "request.malformed_json"),
                bad("trailing tokens", "{\"fields\": {}} {}", 400, "request.malformed_json"),
                bad(
                        "duplicate members",
                        "{\"fields\": {\"name\": \"a\", \"name\": \"b\"}}",
                        400,
                        "request.malformed_json"),
                bad("an unknown member", "{\"felds\": {}}", 400, "request.unknown_member"),
                bad("too deep", deep, 400, "request.malformed_json"),
                bad(
                        "a huge number",
                        "{\"fields\": {\"name\": " + "9".repeat(2_000) + "}}",
                        400,
                        "request.malformed_json"),
                new Bad(
                        "malformed UTF-8",
                        "{\"fields\": {\"name\": \"\u00ff\u00fe\"}}".getBytes(StandardCharsets.ISO_8859_1),
                        400,
                        "request.malformed_json"),
                bad("an unknown field", fields("\"shoe_size\": \"42\""), 422, "field.unknown"),
                bad("a value as field name", "{\"fields\": {\"" + SECRET + "\": 1}}", 422, "field.unknown"),
                bad("a wrong type", fields("\"phone\": 13800138000"), 422, "value.wrong_type"),
                bad("a missing field", "{\"fields\": {\"name\": \"" + SECRET + "\"}}", 422, "field.required"),
                bad("a null on a required field", "{\"fields\": {\"name\": null}}", 422, "field.required"),
                bad(
                        "a customer for a customer",
                        "{\"customer\": \"0123456789abc\", " + rest(),
                        422,
                        "customer.not_expected"));
    }

    private static Bad bad(String name, String body, int status, String code) {
        return new Bad(name, body.getBytes(StandardCharsets.UTF_8), status, code);
    }

    private static String fields(String extra) {
        return "{\"fields\": {\"name\": \"" + SECRET + "\", \"email\": \"x." + System.nanoTime() + "@example.com\", "
                + extra + "}}";
    }

    private static String rest() {
        return "\"fields\": {\"name\": \"" + SECRET + "\", \"email\": \"y@example.com\"}}";
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void create_fromABadBody_isRefusedByCode(Bad bad) {
        long before = server.count("select count(*) from record");
        var answer = server.send("POST", CREATE, key, bad.body(), "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(bad.status());
        assertThat(answer.code()).isEqualTo(bad.code());
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text()).doesNotContain(SECRET, "\tat ", "Exception");
        assertThat(server.count("select count(*) from record")).isEqualTo(before);
    }

    @Test
    void create_withABodyOverTheLimit_isRefused_countedOrNot() {
        var large = ("{\"fields\": {\"name\": \"" + "x".repeat(270_000) + "\"}}").getBytes(StandardCharsets.UTF_8);
        assertThat(server.send("POST", CREATE, key, large, "Content-Type", "application/json")
                        .status())
                .isEqualTo(413);
        var chunked = HttpRequest.newBuilder(server.uri(CREATE))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .build();
        assertThat(server.send(chunked).status()).isEqualTo(413);
    }

    @Test
    void queryOrTime_thatIsMalformed_isRefused() {
        for (var path : List.of(
                CREATE + "/0123456789abc?fields=%25zz".replace("%25", "%"),
                CREATE + "/0123456789abc?x=%ff%fe",
                "/v1/customers/0123456789abc/looks?from=yesterday")) {
            var raw = dev.strongroom.RawHttp.exchange(
                    server,
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                            + "\r\nStrongroom-Purpose: support\r\nConnection: close\r\n\r\n");
            assertThat(dev.strongroom.RawHttp.status(raw)).as(path).isEqualTo(400);
        }
        var id = server.create(key, "customers", Shop.customer());
        for (var range : List.of("from=%2B1000000000-12-31T23:59:59Z", "to=-1000000000-01-01T00:00:00Z")) {
            var looks = server.get("/v1/customers/" + id + "/looks?" + range, key);
            assertThat(looks.status()).as(range).isEqualTo(200);
            assertThat(looks.json().get("looks")).isEmpty();
        }
    }

    @Test
    void numbers_inJson_keepEveryDigit() {
        var id = server.create(key, "customers", Shop.customer());
        var order = Shop.order(id)
                .replace(
                        "{\"sku\": [1, 2]}",
                        "{\"long\": 0.12345678901234567890123456789, \"large\": 1e400, \"price\": 12.50}");
        var created = server.create(key, "orders", order);
        var items = Shop.disclose(server, key, "orders", created).text();
        assertThat(items).contains("0.12345678901234567890123456789", "1E+400", "12.50");
    }

    @Test
    void create_asAnotherMediaType_isRefused() {
        assertThat(server.post(CREATE, key, "name=x", "Content-Type", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void patch_needsTheVersionItIsMeantFor() {
        var id = server.create(key, "customers", Shop.customer());
        var path = CREATE + "/" + id;
        var body = "{\"fields\": {\"phone\": \"+8613900139000\"}}";
        assertThat(server.patch(path, key, body).status()).isEqualTo(428);
        for (var malformed : List.of("1", "W/\"1\"", "*", "\"x\"", "\"0\"")) {
            assertThat(server.patch(path, key, body, "If-Match", malformed).status())
                    .as(malformed)
                    .isEqualTo(400);
        }
        assertThat(server.patch(path, key, body, "If-Match", "\"7\"").code()).isEqualTo("record.stale");
        assertThat(server.patch(path, key, body, "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(server.patch(path, key, body, "If-Match", "\"1\"").status()).isEqualTo(412);
        var removed = server.patch(path, key, "{\"fields\": {\"name\": null}}", "If-Match", "\"2\"");
        assertThat(removed.code()).isEqualTo("field.required");
    }

    @Test
    void repeatedRequest_isAnsweredOnce_andAnotherBodyIsRefused() {
        var body = Shop.customer();
        var first = server.post(CREATE, key, body, "Idempotency-Key", "repeat");
        var second = server.post(CREATE, key, body, "Idempotency-Key", "repeat");
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(server.post(CREATE, key, Shop.customer(), "Idempotency-Key", "repeat")
                        .code())
                .isEqualTo("idempotency.other_body");
        var other = server.shopClient();
        assertThat(server.post(CREATE, other, Shop.customer(), "Idempotency-Key", "repeat")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void concurrentRepetitions_makeOneRecord() throws InterruptedException {
        var body = Shop.customer();
        var answers = new ConcurrentLinkedQueue<RunningServer.Answer>();
        var callers = new java.util.ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            callers.add(Thread.ofVirtual()
                    .start(() -> answers.add(server.post(CREATE, key, body, "Idempotency-Key", "together"))));
        }
        for (var caller : callers) {
            caller.join();
        }
        var ids = new HashSet<String>();
        answers.stream()
                .filter(answer -> answer.status() == 201)
                .forEach(answer -> ids.add(answer.json().get("id").asString()));
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(ids).hasSize(1);
    }

    @Test
    void uniqueValue_ofAnotherRecord_isRefusedByName() {
        server.create(key, "customers", Shop.customer());
        var again = server.post(
                CREATE, key, "{\"fields\": {\"name\": \"Other\", \"email\": \"" + Shop.lastEmail() + "\"}}");
        assertThat(again.code()).isEqualTo("field.not_unique");
        assertThat(again.json().get("field").asString()).isEqualTo("email");
        assertThat(again.text()).doesNotContain("example.com");
    }

    @Test
    void search_thatIsMalformed_isRefusedByMember() {
        for (var body : List.of(
                "{\"match\": \"exact\", \"value\": \"a\"}",
                "{\"field\": \"email\", \"match\": \"fuzzy\", \"value\": \"a\"}",
                "{\"field\": \"email\", \"match\": \"exact\"}",
                "{\"field\": \"email\", \"match\": \"exact\", \"value\": \"a@example.com\", \"limit\": 101}",
                "{\"field\": \"email\", \"match\": \"exact\", \"value\": \"a@example.com\", \"cursor\": \"zzz\"}")) {
            var answer = server.post(CREATE + "/search", key, body, Shop.SUPPORT);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("search.invalid");
        }
        var aValueAsField = "{\"field\": \"" + SECRET + "@example.com\", \"match\": \"exact\", \"value\": \"a\"}";
        assertThat(server.post(CREATE + "/search", key, aValueAsField, Shop.SUPPORT)
                        .text())
                .doesNotContain(SECRET);
        var notAnAddress = "{\"field\": \"email\", \"match\": \"exact\", \"value\": \"" + SECRET + "\"}";
        var refused = server.post(CREATE + "/search", key, notAnAddress, Shop.SUPPORT);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain(SECRET);
    }

    @Test
    void head_isRefused_andLeavesNoLook() {
        var id = server.create(key, "customers", Shop.customer());
        long before = server.count("select next from ledger_head");
        assertThat(server.send("HEAD", CREATE + "/" + id, key, "", Shop.SUPPORT).status())
                .isEqualTo(405);
        assertThat(server.count("select next from ledger_head")).isEqualTo(before);
    }

    @Test
    void problem_isToldInChinese_whereThatIsPreferred() {
        var answer = server.get(CREATE + "/0123456789abc", key, "Accept-Language", "zh-CN");
        assertThat(answer.code()).isEqualTo("purpose.missing");
        assertThat(answer.json().get("detail").asString()).containsPattern("\\p{IsHan}");
    }
}
