package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.TlogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every call of the records API does what the description says.
class RecordsApiTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void patch_resealsOnlyWhatChanges() {
        var id = server.create(key, "customers", Shop.customer());
        var before = sealed(id);
        var path = "/v1/records/customers/" + id;
        var patched = server.patch(path, key, "{\"fields\": {\"phone\": \"+8613911139111\"}}", "If-Match", "\"1\"");
        assertThat(patched.json().get("version").asInt()).isEqualTo(2);
        var after = sealed(id);
        assertThat(StoredBytes.sealed(after, "email")).isEqualTo(StoredBytes.sealed(before, "email"));
        assertThat(StoredBytes.sealed(after, "phone")).isNotEqualTo(StoredBytes.sealed(before, "phone"));
        assertThat(Shop.disclose(server, key, "customers", id)
                        .json()
                        .get("fields")
                        .get("phone")
                        .asString())
                .isEqualTo("139****9111");
    }

    @Test
    void patchedUniqueField_isFoundByItsNewValueOnly() {
        var id = server.create(key, "customers", Shop.customer());
        var old = Shop.lastEmail();
        server.patch(
                "/v1/records/customers/" + id,
                key,
                "{\"fields\": {\"email\": \"moved@example.com\"}}",
                "If-Match",
                "\"1\"");
        assertThat(Shop.searchByEmail(server, key, old).json().get("records").size())
                .isZero();
        assertThat(Shop.searchByEmail(server, key, "MOVED@example.com")
                        .json()
                        .get("records")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void delete_removesTheRecord_andOneThatOthersHangOnOnlyAfterThem() {
        var id = server.create(key, "customers", Shop.customer());
        var order = server.create(key, "orders", Shop.order(id));
        assertThat(server.delete("/v1/records/customers/" + id, key).code()).isEqualTo("customer.has_records");
        assertThat(server.delete("/v1/records/orders/" + order, key).status()).isEqualTo(204);
        assertThat(server.delete("/v1/records/customers/" + id, key).status()).isEqualTo(204);
        assertThat(Shop.disclose(server, key, "customers", id).status()).isEqualTo(404);
    }

    @Test
    void search_pagesThroughEverythingThatMatches_once() {
        var customer = server.create(key, "customers", Shop.customer());
        for (int i = 0; i < 7; i++) {
            server.create(
                    key,
                    "orders",
                    "{\"customer\": \"" + customer
                            + "\", \"fields\": {\"number\": \"PAGED-1\", \"items\": {}, \"total\":"
                            + " \"1.00 CNY\", \"placed_on\": \"2026-01-31\"}}");
        }
        var seen = new HashSet<String>();
        var cursor = "";
        do {
            var body =
                    "{\"field\": \"number\", \"match\": \"exact\", \"value\": \"PAGED-1\", \"limit\": 3" + cursor + "}";
            var page = server.post("/v1/records/orders/search", key, body, Shop.SUPPORT)
                    .json();
            page.get("records")
                    .forEach(record ->
                            assertThat(seen.add(record.get("id").asString())).isTrue());
            cursor =
                    page.has("cursor") ? ", \"cursor\": \"" + page.get("cursor").asString() + "\"" : "";
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(7);
    }

    @Test
    void looks_tellWhoAndForWhom_alsoAfterTheCustomersKeyWasRotated() {
        var id = server.create(key, "customers", Shop.customer());
        server.get(
                "/v1/records/customers/" + id,
                key,
                "Strongroom-Purpose",
                "support",
                "Strongroom-On-Behalf-Of",
                "desk 7");
        server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "marketing");
        var rotated = server.post("/v1/customers/" + id + "/key-rotations", server.administrator(), "");
        assertThat(rotated.json().get("version").asInt()).isEqualTo(2);
        Shop.disclose(server, key, "customers", id);
        var looks = server.get("/v1/customers/" + id + "/looks", key).json().get("looks");
        assertThat(looks.size()).isEqualTo(3);
        assertThat(looks.get(0).get("onBehalfOf").asString()).isEqualTo("desk 7");
        assertThat(looks.get(1).get("decision").asString()).isEqualTo("deny purpose.not_allowed");
        assertThat(looks.get(2).get("fields").get("name").asString()).isEqualTo("clear");
        var later = server.get("/v1/customers/" + id + "/looks?from=2100-01-01T00:00:00Z", key);
        assertThat(later.json().get("looks").size()).isZero();
    }

    @Test
    void onBehalfOf_inAnyScript_isToldAsItWasGiven_alsoOfRefusalsAndLists() {
        var id = server.create(key, "customers", Shop.customer());
        var name = new String("张三".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var path = "/v1/records/customers/" + id;
        for (var request : List.of(
                "GET " + path + " HTTP/1.1\r\nStrongroom-Purpose: support",
                "GET " + path + " HTTP/1.1\r\nStrongroom-Purpose: marketing",
                "GET /v1/customers/" + id + "/records HTTP/1.1\r\nStrongroom-Purpose: support")) {
            dev.strongroom.RawHttp.exchange(
                    server,
                    request + "\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\nStrongroom-On-Behalf-Of: " + name
                            + "\r\nConnection: close\r\n\r\n");
        }
        var looks = server.get("/v1/customers/" + id + "/looks", key).json().get("looks");
        assertThat(looks).hasSize(3);
        assertThat(looks.valueStream().map(look -> look.get("onBehalfOf").asString("")))
                .containsOnly("张三");
    }

    @Test
    void records_ofACustomer_areListedAsFarAsTheyMayBeSeen() {
        var id = server.create(key, "customers", Shop.customer());
        server.create(key, "orders", Shop.order(id));
        server.create(key, "payments", Shop.payment(id));
        var listed = server.get("/v1/customers/" + id + "/records", key, Shop.SUPPORT);
        assertThat(listed.text()).contains("customers", "orders").doesNotContain("payments");
        assertThat(server.get("/v1/customers/" + id + "/records", key).code()).isEqualTo("purpose.missing");
    }

    @Test
    void receipt_becomesAProofThatVerifies_andAChangedOneIsUnknown() {
        var id = server.create(key, "customers", Shop.customer());
        var receipt = Shop.disclose(server, key, "customers", id)
                .json()
                .get("receipt")
                .asString();
        RunningServer.await(
                "a checkpoint", () -> server.get("/v1/receipts/" + receipt, key).status() == 200);
        var proof = TlogProof.parse(server.get("/v1/receipts/" + receipt, key).text());
        assertThat(proof.verify(new LogOverHttp(server, key).keys().getFirst())).isTrue();
        var other = receipt.substring(0, receipt.length() - 2) + "AA";
        assertThat(server.get("/v1/receipts/" + other, key).status()).isEqualTo(404);
    }

    @Test
    void entries_areTimedInUtc() {
        var log = new LogOverHttp(server, key);
        log.awaitAll();
        assertThat(log.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(
                                RunningServer.JSON.readTree(entry).get("time").asString())
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z"));
    }

    @Test
    void tiles_areServedWithTheirCachingRules_andEntriesToReadersOnly() {
        new LogOverHttp(server, key).awaitAll();
        var agent = server.client(List.of("support_agent"), List.of("support"));
        assertThat(server.get("/log/checkpoint", "").header("Cache-Control")).contains("no-cache");
        assertThat(server.get("/log/tile/0/000.p/1", "").header("Cache-Control"))
                .contains("immutable");
        assertThat(server.get("/log/tile/0/000.p/1", "").bytes()).hasSize(32);
        assertThat(server.get("/log/tile/entries/000.p/1", agent).status()).isEqualTo(403);
        assertThat(server.get("/log/tile/entries/000.p/1", key).status()).isEqualTo(200);
        assertThat(server.get("/log/tile/0/999", "").status()).isEqualTo(404);
    }

    @Test
    void searchAddedToAFieldWithData_isIndexedOnline_andNeverMisses(@TempDir Path other) {
        try (var shop = RunningServer.start(other)) {
            var catalog = RunningServer.sample("shop.yaml");
            var name = catalog.lines()
                    .filter(line -> line.strip().startsWith("name: {type: name"))
                    .findFirst();
            var line = name.orElseThrow();
            var without = line.replaceAll(", search: \\[[^]]*]", "");
            assertThat(without).isNotEqualTo(line);
            shop.applyCatalog(catalog.replace(line, without)
                    .replace("search: [name, email, phone, reference]", "search: [email, phone, reference]")
                    .replace(
                            "search: [name, email, phone, national_id, reference]",
                            "search: [email, phone, national_id, reference]"));
            var client = shop.shopClient();
            for (int i = 0; i < 30; i++) {
                shop.create(client, "customers", Shop.customer());
            }
            shop.applyCatalog(catalog);
            var body = "{\"field\": \"name\", \"match\": \"exact\", \"value\": \"王小明\", \"limit\": 100}";
            RunningServer.await("the index is built", () -> {
                var answer = shop.post("/v1/records/customers/search", client, body, Shop.SUPPORT);
                assertThat(answer.status()).isIn(200, 503);
                if (answer.status() == 200) {
                    assertThat(answer.json().get("records").size()).isEqualTo(30);
                }
                return answer.status() == 200;
            });
        }
    }

    private static byte[] sealed(String id) {
        return server.bean(JdbcClient.class)
                .sql("select sealed from record where" + Shop.row(id))
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}
