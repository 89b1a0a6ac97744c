package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.promise.Promise;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A changed, moved or mixed ciphertext never opens, and is reported.
@Promise(3)
class Promise3ChangedCiphertextTests {

    @TempDir
    static Path home;

    @TempDir
    static Path otherHome;

    private static RunningServer server;
    private static StoredBytes stored;
    private static String key;
    private static String untouched;

    /// What was done, to the path of the record it was done to.
    private static final Map<String, String> DAMAGED = new TreeMap<>();

    @BeforeAll
    static void damageOneRecordInEachWay() {
        server = RunningServer.startShop(home);
        stored = new StoredBytes(server);
        key = server.shopClient();
        untouched = customer();
        moveBetweenFields();
        moveBetweenRecords();
        moveBetweenCustomers();
        moveBetweenCollections();
        moveBetweenKeys();
        moveBetweenDeployments();
        mixVersions();
        changeVersions();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String customer() {
        return server.create(key, "customers", Shop.customer());
    }

    private static String order(String customer) {
        return server.create(key, "orders", Shop.order(customer));
    }

    private static void damaged(String how, String collection, String id) {
        DAMAGED.put(how, collection + "/" + id);
    }

    private static void moveBetweenFields() {
        var id = customer();
        var record = stored.read(id);
        stored.write(id, StoredBytes.withField(record, "email", StoredBytes.sealed(record, "phone")));
        damaged("another field", "customers", id);
    }

    private static void moveBetweenRecords() {
        var customer = customer();
        var id = order(customer);
        stored.write(id, stored.read(order(customer)));
        damaged("another record of the customer", "orders", id);
    }

    private static void moveBetweenCustomers() {
        var id = customer();
        stored.write(id, stored.read(customer()));
        damaged("another customer", "customers", id);
    }

    private static void moveBetweenCollections() {
        var id = order(customer());
        server.execute("update record set collection = 'customers' where" + Shop.row(id));
        damaged("another collection", "customers", id);
    }

    private static void moveBetweenKeys() {
        var id = customer();
        var other = customer();
        server.execute("update customer_key k set wrapped = o.wrapped, commitment = o.commitment from customer_key o"
                + " where k.customer_id = " + Shop.number(id) + " and o.customer_id = " + Shop.number(other));
        damaged("another customer's key", "customers", id);
    }

    private static void moveBetweenDeployments() {
        var id = customer();
        try (var other = RunningServer.startShop(otherHome)) {
            var otherId = other.create(other.shopClient(), "customers", Shop.customer());
            stored.write(id, new StoredBytes(other).read(otherId));
        }
        damaged("another deployment", "customers", id);
    }

    private static void mixVersions() {
        var id = customer();
        var first = stored.read(id);
        patchName(id);
        stored.write(id, StoredBytes.withField(stored.read(id), "name", StoredBytes.sealed(first, "name")));
        damaged("two versions mixed", "customers", id);
    }

    private static void changeVersions() {
        var id = customer();
        var first = stored.read(id);
        patchName(id);
        first[4] = 2;
        stored.write(id, first);
        damaged("an old version under the new number", "customers", id);
    }

    private static void patchName(String id) {
        var answer = server.patch(
                "/v1/records/customers/" + id, key, "{\"fields\": {\"name\": \"李小红\"}}", "If-Match", "\"1\"");
        assertThat(answer.status()).isEqualTo(200);
    }

    static Stream<String> ways() {
        return Stream.of(
                "another field",
                "another record of the customer",
                "another customer",
                "another collection",
                "another customer's key",
                "another deployment",
                "two versions mixed",
                "an old version under the new number");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void disclose_ofACiphertextFromElsewhere_isRefusedAsDamaged(String how) {
        var answer = server.get("/v1/records/" + DAMAGED.get(how), key, Shop.SUPPORT);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("record.damaged");
        assertThat(answer.text()).doesNotContain("王小明", "李小红", "fields", "@example.com");
        assertThat(Shop.disclose(server, key, "customers", untouched).status()).isEqualTo(200);
    }

    @Test
    void damage_ofEveryKind_isReported() {
        assertThat(DAMAGED.keySet()).containsExactlyInAnyOrderElementsOf(ways().toList());
        for (var path : DAMAGED.values()) {
            var id = path.substring(path.indexOf('/') + 1);
            RunningServer.await(
                    "a finding about " + path, () -> server.findings(id).contains("record.damaged"));
        }
        assertThat(server.findings(untouched)).isEmpty();
    }

    @Test
    void disclose_afterOneBitOfTheRecordChanged_neverShowsData() {
        var id = customer();
        var whole = stored.read(id);
        for (int i = 0; i < whole.length; i += 1 + i / 40) {
            stored.write(id, StoredBytes.flipped(whole, i));
            var answer = Shop.disclose(server, key, "customers", id);
            assertThat(answer.status()).as("byte " + i).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("王小明", "fields");
        }
        stored.write(id, whole);
        assertThat(Shop.disclose(server, key, "customers", id).status()).isEqualTo(200);
    }

    @Test
    void disclose_afterTheRecordWasCutShortOrLengthened_isRefusedAsDamaged() {
        var id = customer();
        var whole = stored.read(id);
        for (int length : new int[] {0, 1, 5, 7, whole.length - 1, whole.length + 1}) {
            stored.write(id, java.util.Arrays.copyOf(whole, length));
            assertThat(Shop.disclose(server, key, "customers", id).code())
                    .as("length " + length)
                    .isEqualTo("record.damaged");
        }
    }

    @Test
    void search_thatMeetsADamagedRecord_leavesItOutAndFindsTheOthers() {
        var damaged = server.create(key, "orders", sameNumber(customer()));
        var sound = server.create(key, "orders", sameNumber(customer()));
        stored.write(damaged, StoredBytes.flipped(stored.read(damaged), 40));
        var answer = server.post("/v1/records/orders/search", key, """
                {"field": "number", "match": "exact", "value": "SAME-1"}""", Shop.SUPPORT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains(sound).doesNotContain(damaged);
    }

    private static String sameNumber(String customer) {
        return Shop.order(customer).replaceFirst("N-[0-9]+", "SAME-1");
    }

    @Test
    void patch_ofADamagedRecord_isRefusedAndChangesNothing() {
        var id = customer();
        var changed = StoredBytes.flipped(stored.read(id), 50);
        stored.write(id, changed);
        var answer = server.patch(
                "/v1/records/customers/" + id, key, "{\"fields\": {\"name\": \"李小红\"}}", "If-Match", "\"1\"");
        assertThat(answer.code()).isEqualTo("record.damaged");
        assertThat(stored.read(id)).isEqualTo(changed);
    }

    @Test
    void detail_swappedBetweenTwoLooks_isNotShownUnderTheWrongLook() {
        var id = customer();
        for (var whom : new String[] {"agent one", "agent two"}) {
            server.get(
                    "/v1/records/customers/" + id,
                    key,
                    "Strongroom-Purpose",
                    "support",
                    "Strongroom-On-Behalf-Of",
                    whom);
        }
        assertThat(looks(id)).contains("agent one", "agent two");
        server.execute("update ledger_detail d set sealed = o.sealed from ledger_detail o where d.idx <> o.idx"
                + " and d.idx >= (select max(idx) - 1 from ledger_detail)"
                + " and o.idx >= (select max(idx) - 1 from ledger_detail)");
        assertThat(looks(id)).doesNotContain("agent one", "agent two");
    }

    private static String looks(String id) {
        return server.get("/v1/customers/" + id + "/looks", key).text();
    }
}
