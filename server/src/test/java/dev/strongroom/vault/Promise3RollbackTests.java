package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole record put back to an earlier state opens well, and is found against its newest entry in the ledger.
class Promise3RollbackTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StoredBytes stored;
    private static String key;
    private static String sound;
    private static String rolledBack;
    private static String rolledBackWithKey;
    private static String deleted;
    private static String erased;
    private static String invented;

    /// All at once, so that one round of the check is enough for every test.
    @BeforeAll
    static void putOldRowsBack() {
        server = RunningServer.startShop(home);
        stored = new StoredBytes(server);
        key = server.shopClient();
        sound = patched(customer());
        rolledBack = customer();
        rolledBackWithKey = customer();
        deleted = customer();
        erased = customer();
        invented = customer();
        server.execute("create table old_key as select * from customer_key");
        server.execute("create table old_record as select * from record");
        rollBack();
        rollBackWithKey();
        bringBackDeleted();
        bringBackErased();
        invent();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String customer() {
        return server.create(key, "customers", Shop.customer());
    }

    private static String patched(String id) {
        var answer = server.patch(
                "/v1/records/customers/" + id, key, "{\"fields\": {\"name\": \"李小红\"}}", "If-Match", "\"1\"");
        assertThat(answer.status()).isEqualTo(200);
        return id;
    }

    private static void rollBack() {
        var old = stored.read(rolledBack);
        stored.write(patched(rolledBack), old);
    }

    private static void rollBackWithKey() {
        var answer = server.post("/v1/customers/" + rolledBackWithKey + "/key-rotations", server.administrator(), "");
        assertThat(answer.status()).isEqualTo(200);
        server.execute("update customer_key k set key_version = o.key_version, wrapped = o.wrapped,"
                + " commitment = o.commitment from old_key o where k.customer_id = o.customer_id"
                + " and o.customer_id = " + Shop.number(rolledBackWithKey));
        server.execute("update record r set sealed = o.sealed from old_record o where r.customer_id = o.customer_id"
                + " and o.customer_id = " + Shop.number(rolledBackWithKey));
    }

    private static void bringBackDeleted() {
        assertThat(server.delete("/v1/records/customers/" + deleted, key).status())
                .isEqualTo(204);
        server.execute("insert into record select * from old_record where" + Shop.row(deleted));
    }

    private static void bringBackErased() {
        assertThat(server.post("/v1/customers/" + erased + "/erasures", key, "").status())
                .isEqualTo(202);
        server.execute("insert into customer_key select * from old_key where customer_id = " + Shop.number(erased));
        server.execute("insert into record select * from old_record where" + Shop.row(erased));
    }

    /// The ledger does not name it, as if it had never been written through the door.
    private static void invent() {
        var entry = "select idx from ledger_entry where convert_from(entry, 'UTF8') like '%\"kind\":\"write\"%'"
                + " order by idx offset 6 limit 1";
        assertThat(server.execute("update ledger_entry set record = null where idx = (" + entry + ")"))
                .isEqualTo(1);
    }

    private static void assertFound(String id, String code) {
        RunningServer.await(code + " about " + id, () -> server.findings(id).contains(code));
    }

    @Test
    void record_putBackToAnEarlierVersion_opensAndIsFound() {
        assertThat(Shop.disclose(server, key, "customers", rolledBack).text()).contains("王小明");
        assertFound(rolledBack, "record.rolled_back");
    }

    @Test
    void record_putBackTogetherWithItsKey_isFound() {
        assertThat(Shop.disclose(server, key, "customers", rolledBackWithKey).status())
                .isEqualTo(200);
        assertFound(rolledBackWithKey, "record.rolled_back");
    }

    @Test
    void record_putBackAfterItsDeletion_isFound() {
        assertFound(deleted, "record.rolled_back");
    }

    @Test
    void customer_putBackAfterErasure_isFound() {
        assertFound(erased, "record.rolled_back");
    }

    @Test
    void record_thatTheLedgerDoesNotKnow_isFound() {
        assertFound(invented, "record.unknown_to_ledger");
    }

    @Test
    void record_thatIsWhatTheLedgerSays_isNotReported() {
        assertFound(rolledBack, "record.rolled_back");
        assertThat(server.findings(sound)).isEmpty();
        assertThat(Shop.disclose(server, key, "customers", sound).text()).contains("李小红");
    }
}
