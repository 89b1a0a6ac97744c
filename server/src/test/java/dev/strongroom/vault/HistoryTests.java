package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.TlogProof;
import dev.strongroom.ledger.LedgerEntryReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a record was, who made it so, and how it becomes so again.
class HistoryTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static HistoryShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        server.applyCatalog(HistoryShop.CATALOG);
        shop = new HistoryShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void list_tellsNewestFirst_whoDidWhatToWhichFields_andWhatIsKept() {
        var order = shop.order("N-A");
        HistoryShop.good(shop.patch("orders", order, 2, "\"total\": null"));
        HistoryShop.good(shop.restore("orders", order, 2, 3));
        var versions = shop.list("orders", order).json().get("versions");
        assertThat(versions.valueStream().map(one -> one.get("version").asInt()))
                .containsExactly(4, 3, 2, 1);
        assertThat(versions.valueStream().map(one -> one.get("action").asString()))
                .containsExactly("restore", "update", "update", "create");
        assertThat(versions.valueStream().map(one -> one.get("fields").toString()))
                .containsExactly(
                        "{\"total\":\"set\"}",
                        "{\"total\":\"removed\"}",
                        "{\"number\":\"set\"}",
                        "{\"items\":\"set\",\"number\":\"set\",\"placed_on\":\"set\",\"total\":\"set\"}");
        assertThat(versions.valueStream().map(one -> one.get("kept").asBoolean()))
                .containsOnly(true);
        assertThat(versions.get(0).get("restored").asInt()).isEqualTo(2);
        assertThat(versions.get(1).path("restored").isNumber()).isFalse();
        assertThat(versions.get(0).get("actor").asString()).startsWith("client-");
    }

    @Test
    void list_isALook_andItsReceiptsProveTheWrites() {
        var order = shop.order("N-A");
        var answer = shop.list("orders", order);
        assertThat(shop.newestEntry())
                .contains("\"kind\":\"look\"", "\"purpose\":\"support\"", "\"version-list\":\"shown\"");
        assertThat(answer.json().get("receipt").asString()).isNotEmpty();
        var version = answer.json().get("versions").get(0);
        var receipt = version.get("receipt").asString();
        assertThat(receipt).startsWith(version.get("index").asLong() + "-");
        RunningServer.await(
                "a checkpoint",
                () -> server.get("/v1/receipts/" + receipt, shop.key).status() == 200);
        var proof =
                TlogProof.parse(server.get("/v1/receipts/" + receipt, shop.key).text());
        assertThat(proof.verify(new LogOverHttp(server, shop.key).keys().getFirst()))
                .isTrue();
    }

    @Test
    void list_isPaged_withoutGapsOrRepetitions() {
        var order = shop.order();
        for (int i = 1; i <= 204; i++) {
            HistoryShop.good(shop.patch("orders", order, i, "\"number\": \"N-" + i + "\""));
        }
        var first = shop.list("orders", order).json();
        assertThat(first.get("versions")).hasSize(100);
        assertThat(first.get("versions").get(0).get("version").asInt()).isEqualTo(205);
        assertThat(first.get("next").asInt()).isEqualTo(106);
        var last = server.get(HistoryShop.path("orders", order) + "?before=6", shop.key, Shop.SUPPORT)
                .json();
        assertThat(last.get("versions")
                        .valueStream()
                        .map(one -> one.get("version").asInt()))
                .containsExactly(5, 4, 3, 2, 1);
        assertThat(last.get("versions").get(4).get("action").asString()).isEqualTo("create");
        assertThat(last.path("next").isNumber()).isFalse();
        var none = server.get(HistoryShop.path("orders", order) + "?before=-5", shop.key, Shop.SUPPORT)
                .json();
        assertThat(none.get("versions")).isEmpty();
        assertThat(explained())
                .contains("Index Only Scan Backward using ledger_entry_by_record")
                .doesNotContain("Seq Scan");
    }

    private static String explained() {
        server.execute("analyze ledger_entry");
        return String.join(
                "\n",
                server.bean(JdbcClient.class)
                        .sql("explain select e.idx, e.entry from (select idx from ledger_entry"
                                + " where record = decode('00112233445566778899aabbccddeeff', 'hex')"
                                + " order by idx desc offset 100 limit 100) as i"
                                + " join ledger_entry e on e.idx = i.idx order by e.idx desc")
                        .query(String.class)
                        .list());
    }

    @Test
    void anImportedRecord_beginsWithItsImport() {
        var line = Shop.customer().replace("\n", "");
        HistoryShop.good(server.send(
                "POST",
                "/v1/records/customers/import",
                shop.key,
                line,
                "Content-Type",
                "application/x-ndjson",
                "Strongroom-Import",
                "historyimport0123456789"));
        var id = Shop.searchByEmail(server, shop.key, Shop.lastEmail())
                .json()
                .get("records")
                .get(0)
                .get("id")
                .asString();
        var versions = shop.list("customers", id).json().get("versions");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).get("action").asString()).isEqualTo("create");
        assertThat(versions.get(0).get("fields").has("email")).isTrue();
    }

    @Test
    void earlierVersion_isShownLikeTheRecord_maskedAndWithAnEntryOfItsOwn() {
        var customer = shop.customer();
        HistoryShop.good(shop.patch("customers", customer, 1, "\"name\": \"李小红\", \"phone\": \"+8613911139111\""));
        var shown = shop.show("customers", customer, 1);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.json().get("version").asInt()).isEqualTo(1);
        assertThat(shown.header("ETag")).isEqualTo("\"1\"");
        assertThat(shown.header("Cache-Control")).contains("no-store");
        assertThat(shown.json().get("fields").get("name").asString()).isEqualTo("王小明");
        assertThat(shown.json().get("fields").get("phone").asString()).startsWith("138****");
        assertThat(shown.text()).doesNotContain("address\":\"北京").contains("not_covered");
        assertThat(shop.newestEntry())
                .contains("\"kind\":\"look\"", "\"name\":\"clear\"", "\"version-1\":\"earlier\"")
                .doesNotContain("王小明");
        var looks = server.get("/v1/customers/" + customer + "/looks", shop.key)
                .json()
                .get("looks");
        assertThat(looks.toString()).contains("version-1");
    }

    @Test
    void newestVersion_isTheRecordItself() {
        var order = shop.order("N-NEW");
        var shown = shop.show("orders", order, 2);
        assertThat(shown.json().get("fields").get("number").asString()).isEqualTo("N-NEW");
        assertThat(shop.newestEntry()).doesNotContain("earlier");
    }

    @Test
    void restore_writesANewVersion_changesNoOther_andIndexesItAnew() {
        var customer = shop.customer();
        var email = Shop.lastEmail();
        HistoryShop.good(shop.patch(
                "customers", customer, 1, "\"email\": \"changed." + email + "\", \"birth_date\": \"2000-01-01\""));
        var restored = shop.restore("customers", customer, 1, 2);
        assertThat(restored.status()).as(restored.text()).isEqualTo(200);
        assertThat(restored.json().get("version").asInt()).isEqualTo(3);
        assertThat(restored.header("ETag")).isEqualTo("\"3\"");
        var entry = shop.newestEntry();
        assertThat(LedgerEntryReader.read(entry.getBytes()).orElseThrow().fields())
                .containsOnly(
                        java.util.Map.entry("birth_date", "removed"),
                        java.util.Map.entry("email", "set"),
                        java.util.Map.entry("version-1", "restored"));
        assertThat(Shop.searchByEmail(server, shop.key, email).json().get("records"))
                .hasSize(1);
        assertThat(Shop.searchByEmail(server, shop.key, "changed." + email)
                        .json()
                        .get("records"))
                .isEmpty();
        assertThat(shop.show("customers", customer, 2).text()).contains("c***@example.com");
        assertThat(shop.rows(customer)).isEqualTo(2);
        assertThat(server.findings(customer)).isEmpty();
    }

    @Test
    void restore_ofEveryTypeOfAnOrder_givesTheSameValues() {
        var order = server.create(
                shop.key,
                "orders",
                "{\"customer\": \"" + shop.customer() + "\", \"fields\": {\"number\": \" N 1 \", \"items\":"
                        + " {\"b\": 1.10, \"a\": [1e2, 9007199254740993, \"\\u00e9\"]}, \"total\": \"12.50 CNY\","
                        + " \"placed_on\": \"2024-02-29\", \"shipping_address\": \"北京市\\n路1号\"}}");
        var before = everything(order);
        HistoryShop.good(shop.patch(
                "orders",
                order,
                1,
                "\"number\": \"N-2\", \"items\": {}, \"total\": null, \"placed_on\": null,"
                        + " \"shipping_address\": null"));
        HistoryShop.good(shop.restore("orders", order, 1, 2));
        assertThat(everything(order)).isEqualTo(before).hasSize(2);
    }

    private static List<String> everything(String order) {
        return java.util.stream.Stream.of("support", "fulfilment")
                .map(purpose -> server.get("/v1/records/orders/" + order, shop.key, "Strongroom-Purpose", purpose)
                        .json()
                        .get("fields")
                        .toString())
                .toList();
    }

    @Test
    void restore_underAnIdempotencyKey_happensOnce() {
        var order = shop.order("N-A", "N-B");
        var first = shop.restore("orders", order, 1, 3, "Idempotency-Key", "restore-once");
        var again = shop.restore("orders", order, 1, 3, "Idempotency-Key", "restore-once");
        assertThat(first.json().get("version").asInt()).isEqualTo(4);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(shop.rows(order)).isEqualTo(3);
    }

    @Test
    void file_isNotKept_andARestoreLeavesItAsItIs() {
        var files = new FileShop(server);
        var order = files.orderWith(FileShop.bytes(100));
        HistoryShop.good(shop.patch("orders", order, 2, "\"number\": \"N-A\""));
        HistoryShop.good(files.put(order, 3, FileShop.bytes(200)));
        for (int version = 1; version <= 3; version++) {
            var shown = shop.show("orders", order, version).json();
            assertThat(shown.get("fields").has("invoice")).isFalse();
            assertThat(shown.get("withheld").toString()).contains("{\"field\":\"invoice\",\"reason\":\"not_kept\"}");
            assertThat(dev.strongroom.core.crypto.SealedRecord.decode(kept(order, version))
                            .fields())
                    .doesNotContainKey("invoice");
        }
        HistoryShop.good(shop.restore("orders", order, 2, 4));
        assertThat(files.get(order).bytes()).isEqualTo(FileShop.bytes(200));
        assertThat(shop.fields("orders", order).get("number").asString()).isNotEqualTo("N-A");
    }

    private static byte[] kept(String id, int version) {
        return server.bean(JdbcClient.class)
                .sql("select sealed from record_version where" + Shop.row(id) + "and version = " + version)
                .query(byte[].class)
                .single();
    }

    @Test
    void aCollectionWithoutHistory_keepsNothing_andStillTellsWhoWroteWhat() {
        var payment = server.create(shop.key, "payments", Shop.payment(shop.customer()));
        HistoryShop.good(shop.patch("payments", payment, 1, "\"amount\": \"13.00 CNY\""));
        assertThat(shop.rows(payment)).isZero();
        var analyst = server.client(List.of("fraud_analyst"), List.of("fraud_check"));
        var listed = server.get(HistoryShop.path("payments", payment), analyst, "Strongroom-Purpose", "fraud_check");
        assertThat(listed.json()
                        .get("versions")
                        .valueStream()
                        .map(one -> one.get("kept").asBoolean()))
                .containsExactly(true, false);
        var shown =
                server.get(HistoryShop.path("payments", payment) + "/1", analyst, "Strongroom-Purpose", "fraud_check");
        assertThat(shown.status()).isEqualTo(410);
        assertThat(shown.code()).isEqualTo("version.not_kept");
    }
}
