package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody with access to the database changes, moves and exchanges earlier versions.
class HistoryTamperingTests {

    private static final String FLIP = "sealed = set_byte(sealed, %1$s, get_byte(sealed, %1$s) # 1)";

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

    private static void assertDamaged(String id, int version) {
        int newest = Shop.disclose(server, shop.key, "orders", id)
                .json()
                .get("version")
                .asInt();
        var shown = shop.show("orders", id, version);
        assertThat(shown.status()).isEqualTo(500);
        assertThat(shown.code()).isEqualTo("record.damaged");
        assertThat(shop.newestEntry()).contains("deny record.damaged");
        assertThat(shop.restore("orders", id, version, newest).code()).isEqualTo("record.damaged");
        assertThat(Shop.disclose(server, shop.key, "orders", id)
                        .json()
                        .get("version")
                        .asInt())
                .isEqualTo(newest);
    }

    private static void change(String id, String change, String condition) {
        assertThat(server.execute("update record_version set " + change + " where" + Shop.row(id) + condition))
                .isEqualTo(1);
    }

    @Test
    void aChangedByte_isFound() {
        for (var position : new String[] {"0", "4", "30", "length(sealed) / 2", "length(sealed) - 1"}) {
            var order = shop.order("N-A");
            change(order, FLIP.formatted(position), "");
            assertDamaged(order, 1);
        }
    }

    @Test
    void aVersionThatDoesNotOpen_isAFindingBeforeAnybodyAsks_andAnIntactOneIsNot() {
        var order = shop.order("N-A");
        var intact = shop.order("N-A");
        change(order, FLIP.formatted("40"), "");
        RunningServer.await("it is found", () -> server.findings(order).contains("version.damaged"));
        assertThat(server.findings(intact)).isEmpty();
        server.execute("delete from record_version where" + Shop.row(order));
        RunningServer.await(
                "nothing is left of it", () -> server.findings(order).isEmpty());
    }

    @Test
    void aVersionUnderAnotherNumber_isFound() {
        var order = shop.order("N-A", "N-B", "N-C");
        change(order, "version = 9", "and version = 1");
        change(order, "version = 1", "and version = 2");
        assertDamaged(order, 1);
    }

    @Test
    void twoVersionsExchanged_areFound() {
        var order = shop.order("N-A", "N-B");
        assertThat(server.execute("update record_version v set sealed = o.sealed from record_version o where"
                        + " v.customer_id = o.customer_id and v.record_id = o.record_id and v.version <> o.version"
                        + " and v.customer_id = "
                        + RecordId.parse(order).orElseThrow().customer()))
                .isEqualTo(2);
        assertDamaged(order, 1);
        assertDamaged(order, 2);
    }

    @Test
    void aVersionOfAnotherRecordOfTheCustomer_isFound() {
        var order = shop.order("N-A");
        var customer = order.substring(0, order.length() / 2);
        var other = server.create(shop.key, "orders", Shop.order(customer));
        HistoryShop.good(shop.patch("orders", other, 1, "\"number\": \"N-B\""));
        change(other, "version = 7", "");
        change(order, "record_id = " + RecordId.parse(other).orElseThrow().record(), "");
        assertDamaged(other, 1);
    }

    @Test
    void aVersionOfAnotherCustomer_isFound() {
        var order = shop.order("N-A");
        var other = shop.order("N-A");
        server.execute("update record_version v set sealed = o.sealed from record_version o where v.customer_id = "
                + RecordId.parse(order).orElseThrow().customer() + " and o.customer_id = "
                + RecordId.parse(other).orElseThrow().customer());
        assertDamaged(order, 1);
    }

    @Test
    void theRecordItself_inThePlaceOfAnEarlierVersion_isFound() {
        var order = shop.order("N-A");
        server.execute("update record_version v set sealed = r.sealed from record r where v.customer_id ="
                + " r.customer_id and v.record_id = r.record_id and r.record_id = "
                + RecordId.parse(order).orElseThrow().record());
        assertDamaged(order, 1);
    }

    @Test
    void aVersionMovedToAnotherCollection_isNotKept() {
        var order = shop.order("N-A");
        change(order, "collection = 'customers'", "");
        assertThat(shop.show("orders", order, 1).code()).isEqualTo("version.not_kept");
        assertThat(shop.restore("orders", order, 1, 2).code()).isEqualTo("version.not_kept");
    }

    @Test
    void aCatalogThatNeverWas_showsNoField() {
        var order = shop.order("N-A");
        change(order, "catalog = 0", "");
        var shown = shop.show("orders", order, 1);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().get("fields").isEmpty()).isTrue();
    }

    @Test
    void aRecordPutBackToAnEarlierVersion_tellsNoHistory_andIsNotWrittenOverIt() {
        var order = shop.order("N-A", "N-B");
        server.execute("update record r set sealed = v.sealed from record_version v where v.customer_id ="
                + " r.customer_id and v.record_id = r.record_id and v.version = 1 and r.record_id = "
                + RecordId.parse(order).orElseThrow().record());
        assertThat(shop.list("orders", order).code()).isEqualTo("record.damaged");
        assertThat(shop.patch("orders", order, 1, "\"number\": \"N-C\"").code()).isEqualTo("record.damaged");
        RunningServer.await(
                "the record check finds it", () -> server.findings(order).contains("record.rolled_back"));
    }
}
