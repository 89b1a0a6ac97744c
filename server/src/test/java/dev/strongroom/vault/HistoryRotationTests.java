package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Earlier versions go with the customer's key: resealed before the old one is gone, or the key stays.
class HistoryRotationTests {

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

    private static RunningServer.Answer rotate(String customer) {
        return server.post("/v1/customers/" + customer + "/key-rotations", server.administrator(), "");
    }

    private static long keyVersion(String customer) {
        return server.count("select key_version from customer_key where customer_id = " + Shop.number(customer));
    }

    @Test
    void versionsOfSeveralCollections_openUnderTheNewKey_andKeepTheirNumbers() {
        var order = shop.order("N-A", "N-B", "N-C");
        var customer = order.substring(0, order.length() / 2);
        HistoryShop.good(shop.patch("customers", customer, 1, "\"name\": \"李小红\""));
        HistoryShop.good(shop.patch("customers", customer, 2, "\"name\": \"赵小兰\""));
        HistoryShop.good(rotate(customer));
        HistoryShop.good(rotate(customer));
        assertThat(shop.show("customers", customer, 1).text()).contains("王小明");
        assertThat(shop.show("customers", customer, 2).text()).contains("李小红");
        assertThat(shop.show("orders", order, 2).text()).contains("N-A");
        assertThat(shop.show("orders", order, 3).text()).contains("N-B");
        var listed = shop.list("orders", order).json().get("versions");
        assertThat(listed.valueStream().map(one -> one.get("action").asString()))
                .containsExactly("reseal", "reseal", "update", "update", "update", "create");
        assertThat(listed.valueStream().map(one -> one.get("kept").asBoolean()))
                .containsExactly(true, false, false, true, true, true);
        HistoryShop.good(shop.restore("customers", customer, 1, 5));
        assertThat(shop.fields("customers", customer).get("name").asString()).isEqualTo("王小明");
        assertThat(server.findings(customer)).isEmpty();
    }

    @Test
    void aThousandVersions_areResealedInOneRotation() {
        var order = shop.order("N-A");
        var customer = order.substring(0, order.length() / 2);
        for (int version = 2; version <= 1_000; version++) {
            HistoryShop.good(shop.patch("orders", order, version, "\"number\": \"N-" + version + "\""));
        }
        assertThat(shop.rows(order)).isEqualTo(1_000);
        HistoryShop.good(rotate(customer));
        for (int version : new int[] {1, 100, 101, 500, 1_000}) {
            assertThat(shop.show("orders", order, version).status()).isEqualTo(200);
        }
        assertThat(shop.show("orders", order, 1_000).text()).contains("N-999");
    }

    @Test
    void aDamagedVersion_keepsTheCustomersKey_andNothingIsLost() {
        var order = shop.order("N-A", "N-B");
        var customer = order.substring(0, order.length() / 2);
        server.execute("update record_version set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where"
                + Shop.row(order) + "and version = 1");
        assertThat(rotate(customer).code()).isEqualTo("record.damaged");
        assertThat(keyVersion(customer)).isEqualTo(1);
        assertThat(shop.show("orders", order, 2).status()).isEqualTo(200);
        assertThat(Shop.disclose(server, shop.key, "orders", order).status()).isEqualTo(200);
    }

    @Test
    void versionsExchanged_areNotResealedAsIfTheyWereInPlace() {
        var order = shop.order("N-A", "N-B");
        var customer = order.substring(0, order.length() / 2);
        server.execute("update record_version v set sealed = o.sealed from record_version o where"
                + " v.record_id = o.record_id and v.version <> o.version and v.customer_id = "
                + Shop.number(customer));
        assertThat(rotate(customer).code()).isEqualTo("record.damaged");
        assertThat(keyVersion(customer)).isEqualTo(1);
    }

    @Test
    void rotationOfAllKeys_takesVersionsAlong() {
        var order = shop.order("N-A", "N-B");
        var customer = order.substring(0, order.length() / 2);
        HistoryShop.good(server.post("/v1/customer-keys/rotations", server.administrator(), ""));
        RunningServer.await(
                "all keys are replaced",
                () -> server.get("/v1/customer-keys/rotations", server.administrator())
                        .json()
                        .path("complete")
                        .asBoolean(false));
        assertThat(keyVersion(customer)).isEqualTo(2);
        assertThat(shop.show("orders", order, 2).text()).contains("N-A");
    }

    @Test
    void aStep_takesCustomersUpToItsShareOfVersions_andAlwaysOne() {
        var customers = List.of(1L, 2L, 3L);
        assertThat(AllKeysRotation.within(Map.of(), customers)).isEqualTo(customers);
        assertThat(AllKeysRotation.within(Map.of(1L, 2_000L), customers)).isEqualTo(customers);
        assertThat(AllKeysRotation.within(Map.of(1L, 2_000L, 3L, 1L), customers))
                .containsExactly(1L, 2L);
        assertThat(AllKeysRotation.within(Map.of(1L, 9_000L), customers)).containsExactly(1L);
        assertThat(AllKeysRotation.within(Map.of(2L, 9_000L), customers)).containsExactly(1L);
    }

    @Test
    void aNewKeyEncryptionKey_leavesVersionsReadable() {
        var order = shop.order("N-A");
        var customer = order.substring(0, order.length() / 2);
        HistoryShop.good(server.post("/v1/keys/rotations", server.administrator(), "{\"kind\": \"kek\"}"));
        RunningServer.await(
                "the customer's key is wrapped anew",
                () -> server.count("select kek_version from customer_key where customer_id = " + Shop.number(customer))
                        > 1);
        assertThat(shop.show("orders", order, 1).status()).isEqualTo(200);
    }
}
