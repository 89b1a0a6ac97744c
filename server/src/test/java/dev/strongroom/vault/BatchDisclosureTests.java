package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchDisclosureTests {

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
    void everyId_isAnsweredInItsPlace_withAnEntryOfItsOwn() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 600; i++) {
            ids.add(server.create(key, "customers", Shop.customer()));
        }
        long before = looksWritten();
        var records = disclose(key, ids, "").json().get("records");
        assertThat(records.valueStream().map(item -> item.get("id").asString())).containsExactlyElementsOf(ids);
        assertThat(records.valueStream().map(item -> item.get("receipt").asString()))
                .doesNotHaveDuplicates();
        assertThat(looksWritten() - before).isEqualTo(600);
        var single = Shop.disclose(server, key, "customers", ids.get(7)).json();
        assertThat(records.get(7).get("fields")).isEqualTo(single.get("fields"));
        assertThat(records.get(7).get("withheld")).isEqualTo(single.get("withheld"));
    }

    @Test
    void aRepeatedId_isLookedAtOnce_andAnsweredTwice() {
        var id = server.create(key, "customers", Shop.customer());
        long before = looksWritten();
        var records = disclose(key, List.of(id, id), "").json().get("records");
        assertThat(records.get(0)).isEqualTo(records.get(1));
        assertThat(looksWritten() - before).isEqualTo(1);
    }

    @Test
    void unknownMalformedForeignAndErasedIds_areAnsweredAlike_eachWithARefusalInTheLedger() {
        var known = server.create(key, "customers", Shop.customer());
        var order = server.create(key, "orders", Shop.order(known));
        var erased = server.create(key, "customers", Shop.customer());
        server.post("/v1/customers/" + erased + "/erasures", key, "");
        long before = looksWritten();
        var records = disclose(key, List.of(known, "0000000000001", "not an id", order, erased), "")
                .json()
                .get("records");
        assertThat(records.get(0).get("id").asString()).isEqualTo(known);
        for (int i = 1; i < 5; i++) {
            assertThat(records.get(i).toString()).isEqualTo("{\"code\":\"record.not_found\"}");
        }
        assertThat(looksWritten() - before).isEqualTo(5);
    }

    @Test
    void aDamagedRecord_isRefusedAlone() {
        var intact = server.create(key, "customers", Shop.customer());
        var damaged = server.create(key, "customers", Shop.customer());
        server.execute("update record set sealed = set_byte(sealed, length(sealed) - 1, "
                + "get_byte(sealed, length(sealed) - 1) # 1) where" + Shop.row(damaged));
        var records = disclose(key, List.of(damaged, intact), "").json().get("records");
        assertThat(records.get(0).get("code").asString()).isEqualTo("record.damaged");
        assertThat(records.get(1).get("id").asString()).isEqualTo(intact);
    }

    @Test
    void whatTheCallerMayNotSee_refusesTheWholeBatch() {
        var ids = List.of(server.create(key, "customers", Shop.customer()));
        assertThat(disclose(key, ids, ", \"fields\": [\"nothing_such\"]").code())
                .isEqualTo("field.unknown");
        assertThat(server.post(path(), key, body(ids, ""), "Strongroom-Purpose", "marketing")
                        .code())
                .isEqualTo("purpose.not_allowed");
        assertThat(server.post(path(), key, body(ids, "")).code()).isEqualTo("purpose.missing");
        var stranger = server.client(List.of("log-reader"), List.of("support"));
        assertThat(disclose(stranger, ids, "").code()).isEqualTo("record.not_found");
    }

    @Test
    void malformedBatches_areRefused() {
        for (var body : List.of("{}", "{\"ids\": null}", "{\"ids\": [null]}")) {
            assertThat(server.post(path(), key, body, Shop.SUPPORT).code())
                    .as(body)
                    .isEqualTo("batch.ids_missing");
        }
        for (var body : List.of("[]", "{\"ids\": [[\"a\"]]}", "{\"ids\": \"abc\"}", "null")) {
            assertThat(server.post(path(), key, body, Shop.SUPPORT).status())
                    .as(body)
                    .isEqualTo(400);
        }
        var tooMany = new ArrayList<String>();
        for (int i = 0; i <= 1_000; i++) {
            tooMany.add("0000000000001");
        }
        assertThat(disclose(key, tooMany, "").code()).isEqualTo("batch.too_many");
        assertThat(disclose(key, List.of(), "").json().get("records").size()).isZero();
    }

    @Test
    void whenTheLedgerCannotBeWritten_nothingIsReleased() throws Exception {
        var id = server.create(key, "customers", Shop.customer());
        try (var blocking = server.transaction();
                var statement = blocking.createStatement()) {
            statement.execute("select * from ledger_head for update");
            var answer = disclose(key, List.of(id), "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).doesNotContain("王小明");
        }
    }

    private static RunningServer.Answer disclose(String caller, List<String> ids, String more) {
        return server.post(path(), caller, body(ids, more), Shop.SUPPORT);
    }

    private static String path() {
        return "/v1/records/customers/disclose";
    }

    private static String body(List<String> ids, String more) {
        return "{\"ids\": " + RunningServer.JSON.writeValueAsString(ids) + more + "}";
    }

    private static long looksWritten() {
        return server.count("select next from ledger_head");
    }
}
