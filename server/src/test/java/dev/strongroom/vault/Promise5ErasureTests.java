package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.promise.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tries to find something of an erased customer: in any table, in a copy made before, or half-way through.
@Promise(5)
class Promise5ErasureTests {

    private static final List<String> TABLES = List.of(
            "record",
            "record_version",
            "record_file",
            "file_upload",
            "unique_index",
            "blind_index",
            "gram_index",
            "token",
            "customer_key",
            "customer_relation",
            "access_period",
            "idempotency");

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
    void erase_removesTheRowsOfEveryTable() {
        var answer = server.post("/v1/records/customers", key, Shop.customer(), "Idempotency-Key", "once");
        var id = answer.json().get("id").asString();
        var order = server.create(key, "orders", Shop.order(id));
        new FileShop(server).put(order, 1, FileShop.bytes(70_000));
        HistoryShop.good(new HistoryShop(server).patch("orders", order, 2, "\"number\": \"N-CHANGED\""));
        server.execute("insert into file_upload (file, customer_id, record_id) values (1, %1$d, %1$d)"
                .formatted(Shop.number(id)));
        server.execute("insert into customer_relation (customer_id, scope, holder) values (%d, 'own', 'staff-1')"
                .formatted(Shop.number(id)));
        server.execute("insert into access_period (id, account, purpose, kind, ticket, began_at, ends_at, customer_id)"
                + " values ('access-1', 'staff-1', 'support', 'approved', 'T-1', now(), now() + interval '1 hour', %d)"
                        .formatted(Shop.number(id)));
        var shop = new TokenShop(server);
        var token = shop.token(TokenShop.wish(id, "name", "random"));
        server.get(
                "/v1/records/customers/" + id,
                key,
                "Strongroom-Purpose",
                "support",
                "Strongroom-On-Behalf-Of",
                "desk 7");
        TABLES.forEach(table -> assertThat(rows(table, id)).as(table).isPositive());
        assertThat(server.count("select count(*) from ledger_detail")).isPositive();

        assertThat(erase(id).status()).isEqualTo(202);

        TABLES.forEach(table -> assertThat(rows(table, id)).as(table).isZero());
        assertThat(server.count("select count(*) from ledger_detail")).isZero();
        assertThat(Shop.disclose(server, key, "customers", id).status()).isEqualTo(404);
        assertThat(server.get("/v1/customers/" + id + "/looks", key).status()).isEqualTo(404);
        assertThat(TokenShop.code(shop.open(token))).isEqualTo("token.unknown");
        assertThat(erase(id).status()).isEqualTo(404);
    }

    @Test
    void everyTableWithACustomer_isErasedOrSaysWhyNot() {
        var tables = server.bean(JdbcClient.class)
                .sql("select table_name from information_schema.columns where column_name = 'customer_id'")
                .query(String.class)
                .list();
        var erased = new ArrayList<>(TABLES);
        erased.add("erasure");
        // See CustomerErasureTests
        erased.addAll(List.of("account", "customer_invitation"));
        assertThat(tables).containsExactlyInAnyOrderElementsOf(erased);
    }

    @Test
    void preview_changesNothing() {
        var id = server.create(key, "customers", Shop.customer());
        var preview = server.post("/v1/customers/" + id + "/erasures?preview=true", key, "");
        assertThat(preview.json().get("records").get("customers").asInt()).isEqualTo(1);
        assertThat(Shop.disclose(server, key, "customers", id).status()).isEqualTo(200);
    }

    @Test
    void erase_ofACustomerWithAYoungPayment_isRefusedAndNamesTheCollection() {
        var id = server.create(key, "customers", Shop.customer());
        server.create(key, "payments", Shop.payment(id));
        var refused = erase(id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("erasure.retention_duty");
        assertThat(refused.json().get("collections").toString()).isEqualTo("[\"payments\"]");
        assertThat(rows("record", id)).isEqualTo(2);
    }

    @Test
    void delete_ofARecordThatTheLawRequires_isRefusedUntilItsDutyIsOver() {
        var id = server.create(key, "customers", Shop.customer());
        var payment = server.create(key, "payments", Shop.payment(id));
        var refused = server.delete("/v1/records/payments/" + payment, key);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("erasure.retention_duty");
        assertThat(refused.json().get("collections").toString()).isEqualTo("[\"payments\"]");
        assertThat(rows("record", id)).isEqualTo(2);

        server.execute(
                "update record set created_at = created_at - interval '10 years 1 day' where" + Shop.row(payment));
        assertThat(server.delete("/v1/records/payments/" + payment, key).status())
                .isEqualTo(204);
        assertThat(erase(id).status()).isEqualTo(202);
    }

    @Test
    void certificate_datesTheSecondFactOnlyOnceTheKeyIsDestroyed_andThenOlderCopiesDoNotOpen() {
        var id = server.create(key, "customers", Shop.customer());
        var copy = wrapped(id);
        var keys = server.bean(CustomerKeys.class);
        assertThat(keys.open(Shop.number(id), copy)).isNotNull();
        var erasure = erase(id).json().get("erasure").asString();

        var first = certificate(erasure);
        assertThat(first.json().get("olderCopiesUnreadableSince").isNull()).isTrue();
        assertThat(first.json().get("certificate").asString())
                .contains("older-copies readable-until-keys-destroyed")
                .doesNotContain("unreadable-since");

        server.post("/v1/keys/rotations", server.administrator(), "{\"kind\": \"kek\"}");
        RunningServer.await(
                "the older key is destroyed", () -> certificate(erasure).text().contains("unreadable-since"));

        assertThatThrownBy(() -> keys.open(Shop.number(id), copy)).isNotInstanceOf(NullPointerException.class);
        assertNoKeyOpens(id, copy);
        var note =
                SignedNote.parse(certificate(erasure).json().get("certificate").asString());
        assertThat(note.verifiedBy(new LogOverHttp(server, key).keys().getFirst()))
                .isTrue();
    }

    @Test
    void erase_besideWritesAndLooks_neverLeavesAPart() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            var id = server.create(key, "customers", Shop.customer());
            var running = new AtomicBoolean(true);
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var writer = Thread.ofVirtual().start(() -> {
                while (running.get()) {
                    statuses.add(server.post("/v1/records/orders", key, Shop.order(id))
                            .status());
                }
            });
            var reader = Thread.ofVirtual().start(() -> {
                while (running.get()) {
                    statuses.add(Shop.disclose(server, key, "customers", id).status());
                }
            });
            RunningServer.await("writes are under way", () -> statuses.contains(201));
            assertThat(erase(id).status()).isEqualTo(202);
            running.set(false);
            writer.join();
            reader.join();
            assertThat(statuses).isSubsetOf(200, 201, 404, 422);
            TABLES.forEach(table -> assertThat(rows(table, id)).as(table).isZero());
        }
    }

    @Test
    void erase_withoutItsOwnRole_isForbidden() {
        var id = server.create(key, "customers", Shop.customer());
        var agent = server.client(List.of("support_agent", "shop_backend"), List.of("support"));
        assertThat(server.post("/v1/customers/" + id + "/erasures", agent, "").status())
                .isEqualTo(403);
        assertThat(rows("record", id)).isEqualTo(1);
    }

    private static void assertNoKeyOpens(String id, CustomerKey.Wrapped copy) {
        int newest = server.bean(CustomerKeys.class).newestKeyEncryptionKeyVersion();
        assertThat(server.bean(KeyEncryptionKeys.class).allDestroyedUpTo(copy.keyEncryptionKeyVersion()))
                .isPresent();
        for (int version = copy.keyEncryptionKeyVersion() + 1; version <= newest; version++) {
            var pretended = new CustomerKey.Wrapped(version, copy.keyVersion(), copy.wrapped(), copy.commitment());
            assertThatThrownBy(() -> server.bean(CustomerKeys.class).open(Shop.number(id), pretended))
                    .isInstanceOf(DoesNotOpen.class);
        }
    }

    private static CustomerKey.Wrapped wrapped(String id) {
        return server.bean(JdbcClient.class)
                .sql("select kek_version, key_version, wrapped, commitment from customer_key where customer_id = ?")
                .param(Shop.number(id))
                .query((row, number) ->
                        new CustomerKey.Wrapped(row.getInt(1), row.getInt(2), row.getBytes(3), row.getBytes(4)))
                .single();
    }

    private static RunningServer.Answer erase(String id) {
        return server.post("/v1/customers/" + id + "/erasures", key, "");
    }

    private static RunningServer.Answer certificate(String erasure) {
        return server.get("/v1/erasures/" + erasure, key);
    }

    private static long rows(String table, String id) {
        return server.count("select count(*) from " + table + " where customer_id = " + Shop.number(id));
    }
}
