package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What nobody may see or bring back, and what is gone when it should be.
class HistoryRefusalTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private HistoryShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void collections() {
        assertThat(server.applyCatalog(HistoryShop.CATALOG).status()).isEqualTo(200);
        shop = new HistoryShop(server);
    }

    private void assertRefused(RunningServer.Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(shop.newestEntry()).contains("\"kind\":\"refusal\"", "\"decision\":\"deny " + code + "\"");
    }

    @Test
    void withoutAPermittedPurpose_neitherListNorValuesAreShown() {
        var order = shop.order("N-A");
        var path = HistoryShop.path("orders", order);
        for (var what : List.of(path, path + "/1")) {
            assertThat(server.get(what, shop.key).code()).isEqualTo("purpose.missing");
            assertRefused(server.get(what, shop.key, "Strongroom-Purpose", "marketing"), 403, "purpose.not_allowed");
        }
        var marketer = server.client(List.of("marketer"), List.of("marketing", "support"));
        for (var what : List.of(path, path + "/1", path + "/9")) {
            assertRefused(server.get(what, marketer, Shop.SUPPORT), 404, "record.not_found");
        }
    }

    @Test
    void aFieldThatARoleMayNotSee_isNotSeenInAnEarlierVersionEither() {
        var customer = shop.customer();
        HistoryShop.good(shop.patch("customers", customer, 1, "\"address\": \"上海市\", \"name\": \"李小红\""));
        var warehouse = server.client(List.of("warehouse"), List.of("fulfilment"));
        var path = HistoryShop.path("customers", customer) + "/1";
        var shown = server.get(path, warehouse, "Strongroom-Purpose", "fulfilment");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().get("fields").propertyNames()).containsExactly("name", "phone");
        assertThat(shown.text()).doesNotContain("北京", "buyer");
        var named = server.get(path + "?fields=address", warehouse, "Strongroom-Purpose", "fulfilment");
        assertThat(named.json().get("fields").isEmpty()).isTrue();
        assertThat(named.json().get("withheld").toString()).contains("not_granted");
        assertRefused(
                server.get(path + "?fields=birth_date", warehouse, "Strongroom-Purpose", "fulfilment"),
                403,
                "purpose.does_not_cover");
        assertRefused(
                server.get(path + "?fields=fax", warehouse, "Strongroom-Purpose", "fulfilment"), 422, "field.unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3", "999999999", "99999999999", "1.0", "01", "x"})
    void aVersionThatNeverWas_isUnknown(String version) {
        var order = shop.order("N-A");
        assertRefused(shop.show("orders", order, version), 404, "version.unknown");
        assertRefused(shop.restore("orders", order, version, 2), 404, "version.unknown");
    }

    @Test
    void anotherCustomersRecord_orOneOfAnotherCollection_isNotFound() {
        var order = shop.order("N-A");
        var other = shop.customer();
        var mixed = other + order.substring(order.length() / 2);
        for (var id : List.of(mixed, other, "nobody")) {
            assertRefused(shop.show("orders", id, 1), 404, "record.not_found");
            assertRefused(shop.list("orders", id), 404, "record.not_found");
            assertRefused(shop.restore("orders", id, 1, 2), 404, "record.not_found");
        }
        assertRefused(shop.show("customers", order, 1), 404, "record.not_found");
    }

    @Test
    void restore_withoutTheRightToWrite_isRefused() {
        var order = shop.order("N-A");
        var agent = server.client(List.of("support_agent"), List.of("support"));
        var path = HistoryShop.path("orders", order) + "/1/restore";
        assertRefused(server.post(path, agent, "", "If-Match", "\"2\""), 403, "write.not_granted");
        assertThat(shop.rows(order)).isEqualTo(1);
    }

    @Test
    void restore_ofAStaleOrUnnamedVersion_isRefused() {
        var order = shop.order("N-A");
        var path = HistoryShop.path("orders", order) + "/1/restore";
        assertThat(server.post(path, shop.key, "").code()).isEqualTo("record.if_match_missing");
        assertThat(server.post(path, shop.key, "", "If-Match", "*").code()).isEqualTo("record.if_match");
        assertRefused(shop.restore("orders", order, 1, 1), 412, "record.stale");
        assertRefused(shop.restore("orders", order, 1, 3), 412, "record.stale");
        assertRefused(shop.restore("orders", order, 2, 2), 409, "version.current");
        assertThat(Shop.disclose(server, shop.key, "orders", order)
                        .json()
                        .get("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void restore_ofAUniqueValueTakenSince_isRefusedAndChangesNothing() {
        var customer = shop.customer();
        var email = Shop.lastEmail();
        HistoryShop.good(shop.patch("customers", customer, 1, "\"email\": \"left@example.com\""));
        server.create(shop.key, "customers", "{\"fields\": {\"name\": \"Other\", \"email\": \"" + email + "\"}}");
        var refused = shop.restore("customers", customer, 1, 2);
        assertRefused(refused, 409, "field.not_unique");
        assertThat(refused.json().get("field").asString()).isEqualTo("email");
        assertThat(shop.rows(customer)).isEqualTo(1);
        assertThat(Shop.searchByEmail(server, shop.key, "left@example.com")
                        .json()
                        .get("records"))
                .hasSize(1);
    }

    @Test
    void restore_ofAVersionWithoutAFieldRequiredSince_namesTheField() {
        var order = server.create(
                shop.key, "orders", "{\"customer\": \"" + shop.customer() + "\", \"fields\": {\"number\": \"N-1\"}}");
        HistoryShop.good(shop.patch("orders", order, 1, "\"total\": \"1.00 CNY\""));
        server.applyCatalog(
                HistoryShop.CATALOG.replace("total: {type: amount,", "total: {required: true, type: amount,"));
        var refused = shop.restore("orders", order, 1, 2);
        assertRefused(refused, 422, "field.required");
        assertThat(refused.json().get("field").asString()).isEqualTo("total");
        assertThat(shop.fields("orders", order).has("total")).isTrue();
    }

    @Test
    void restore_ofAValueThatIsOfNoUseAnyMore_namesTheField() {
        var order = shop.order("N-A");
        server.applyCatalog(
                HistoryShop.CATALOG.replace("number: {type: text,", "number: {pattern: 'N-[A-Z]{1,20}', type: text,"));
        var refused = shop.restore("orders", order, 1, 2);
        assertRefused(refused, 422, "value.not_in_pattern");
        assertThat(refused.json().get("field").asString()).isEqualTo("number");
    }

    @Test
    void afterThePeriod_nothingIsShownOrRestored_evenBeforeTheUpkeep_andThenItIsGone() {
        var order = shop.order("N-A", "N-B");
        server.execute("update record_version set replaced_at = replaced_at - interval '91 days' where version = 1");
        assertRefused(shop.show("orders", order, 1), 410, "version.not_kept");
        assertRefused(shop.restore("orders", order, 1, 3), 410, "version.not_kept");
        assertThat(shop.list("orders", order)
                        .json()
                        .get("versions")
                        .valueStream()
                        .map(one -> one.get("kept").asBoolean()))
                .containsExactly(true, true, false);
        server.bean(HistoryPeriods.class).removeOver();
        assertThat(server.count("select min(version) from record_version where" + Shop.row(order)))
                .isEqualTo(2);
        assertThat(shop.show("orders", order, 2).status()).isEqualTo(200);
    }

    @Test
    void aShorterPeriod_orNone_removesWhatIsOverAtOnce_andNothingMoreIsKept() {
        var order = shop.order("N-A", "N-B");
        var customer = shop.customer();
        HistoryShop.good(shop.patch("customers", customer, 1, "\"name\": \"李小红\""));
        server.execute("update record_version set replaced_at = replaced_at - interval '2 days' where version = 1");
        server.applyCatalog(HistoryShop.CATALOG.replace("P90D", "P1D"));
        assertThat(shop.rows(order)).isEqualTo(1);
        assertThat(shop.rows(customer)).isEqualTo(1);
        server.applyCatalog(HistoryShop.CATALOG.replace("    history: P90D\n", ""));
        assertRefused(shop.show("orders", order, 2), 410, "version.not_kept");
        HistoryShop.good(shop.patch("orders", order, 3, "\"number\": \"N-C\""));
        assertThat(shop.rows(order)).isZero();
        assertThat(shop.rows(customer)).isEqualTo(1);
        server.applyCatalog(HistoryShop.CATALOG);
        assertRefused(shop.show("orders", order, 2), 410, "version.not_kept");
    }

    @Test
    void deletionOfTheRecord_removesItsVersions_andErasureThoseOfTheCustomer() {
        var order = shop.order("N-A");
        var customer = order.substring(0, order.length() / 2);
        HistoryShop.good(shop.patch("customers", customer, 1, "\"name\": \"李小红\""));
        HistoryShop.good(server.delete("/v1/records/orders/" + order, shop.key));
        assertThat(shop.rows(order)).isZero();
        assertThat(shop.rows(customer)).isEqualTo(1);
        for (var gone : List.of(shop.list("orders", order), shop.show("orders", order, 1))) {
            assertRefused(gone, 404, "record.not_found");
        }
        HistoryShop.good(server.post("/v1/customers/" + customer + "/erasures", shop.key, ""));
        assertThat(shop.rows(customer)).isZero();
        assertRefused(shop.list("customers", customer), 404, "record.not_found");
    }

    @Test
    void whileTheLedgerCannotBeWritten_nothingIsShown_andNothingRestored() {
        var order = shop.order("N-A");
        server.execute("alter table ledger_head rename to ledger_head_away");
        try {
            for (var answer : List.of(
                    shop.list("orders", order), shop.show("orders", order, 1), shop.restore("orders", order, 1, 2))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.text()).doesNotContain("N-", "version");
            }
        } finally {
            server.execute("alter table ledger_head_away rename to ledger_head");
        }
        RunningServer.await(
                "the ledger is back", () -> shop.list("orders", order).status() == 200);
        assertThat(shop.list("orders", order).json().get("versions")).hasSize(2);
        assertThat(shop.rows(order)).isEqualTo(1);
    }

    @Test
    void aRefusedWrite_keepsNothing() {
        var customer = shop.customer();
        server.create(shop.key, "customers", Shop.customer());
        assertThat(shop.patch("customers", customer, 1, "\"email\": \"" + Shop.lastEmail() + "\"")
                        .code())
                .isEqualTo("field.not_unique");
        assertThat(shop.patch("customers", customer, 2, "\"name\": \"李小红\"").code())
                .isEqualTo("record.stale");
        assertThat(shop.rows(customer)).isZero();
    }
}
