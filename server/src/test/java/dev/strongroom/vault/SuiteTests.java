package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.SealedRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A deployment that seals with SM4-GCM, from its first day or from one on, and back.
class SuiteTests {

    private static final int AES = 1;
    private static final int SM4 = 2;

    @TempDir
    Path home;

    private RunningServer server;
    private FileShop files;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
        files = new FileShop(server);
    }

    private static Map<String, String> suite(String name) {
        return Map.of("STRONGROOM_VAULT_SUITE", name);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// The suite of each sealed value, and last that of the manifest.
    private List<Integer> suites(String id) {
        var encoded = new StoredBytes(server).read(id);
        var fields = SealedRecord.decode(encoded).fields().values().stream().map(field -> (int) field.sealed()[1]);
        return java.util.stream.Stream.concat(fields, java.util.stream.Stream.of((int) encoded[encoded.length - 33]))
                .toList();
    }

    private void patch(String customer, int version) {
        var patched = server.patch(
                "/v1/records/customers/" + customer,
                files.key,
                "{\"fields\": {\"name\": \"李小红\"}}",
                "If-Match",
                "\"" + version + "\"");
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    }

    private String name(String customer) {
        var disclosed = Shop.disclose(server, files.key, "customers", customer);
        assertThat(disclosed.status()).as(disclosed.text()).isEqualTo(200);
        return disclosed.text();
    }

    private long named(String column, String table, int suite) {
        return server.count("select count(*) from %s where get_byte(%s, 1) = %d".formatted(table, column, suite));
    }

    @Test
    void aDeploymentOfSuite2_writesReadsSearchesAndKeepsFiles() {
        server.restart(suite("sm4-gcm"));
        var customer = files.customer();
        var email = Shop.lastEmail();
        assertThat(new TreeSet<>(suites(customer))).containsExactly(SM4);
        assertThat(name(customer)).contains("王小明");
        assertThat(Shop.searchByEmail(server, files.key, email)
                        .json()
                        .get("records")
                        .size())
                .isEqualTo(1);
        var invoice = FileShop.bytes(150_000);
        var order = files.orderWith(invoice);
        assertThat(files.get(order).bytes()).isEqualTo(invoice);
        assertThat(new TreeSet<>(suites(order))).containsExactly(SM4);
        assertThat(server.count("select count(*) from record_file where piece = 0 and get_byte(sealed, 1) = 2"))
                .isEqualTo(1);
        var tokens = new TokenShop(server);
        var token = tokens.token(TokenShop.wish(customer, "email", "random"));
        assertThat(tokens.open(token).toString()).contains("b***@example.com");
        assertThat(named("sealed", "token", SM4)).isEqualTo(1);
        assertThat(server.get("/v1/customers/" + customer + "/looks", server.administrator())
                        .status())
                .isNotEqualTo(500);
        assertThat(server.findings(customer)).isEmpty();
    }

    @Test
    void aDeploymentSwitchedOver_readsBoth_andAPatchMixesThemInOneRecord() {
        var older = files.customer();
        var invoice = FileShop.bytes(70_000);
        var order = files.orderWith(invoice);
        assertThat(new TreeSet<>(suites(older))).containsExactly(AES);
        server.restart(suite("sm4-gcm"));
        assertThat(name(older)).contains("王小明");
        assertThat(files.get(order).bytes()).isEqualTo(invoice);
        patch(older, 1);
        assertThat(new TreeSet<>(suites(older))).containsExactly(AES, SM4);
        assertThat(suites(older).getLast()).isEqualTo(SM4);
        assertThat(name(older)).contains("李小红");
        var newer = files.customer();
        assertThat(new TreeSet<>(suites(newer))).containsExactly(SM4);
        server.restart(suite("aes-256-gcm"));
        assertThat(name(older)).contains("李小红");
        assertThat(name(newer)).contains("王小明");
        patch(newer, 1);
        assertThat(suites(newer)).contains(SM4).last().isEqualTo(AES);
        assertThat(name(newer)).contains("李小红");
    }

    @Test
    void twoServersOfOneDeployment_withDifferentSuites_readEachOther(@TempDir Path otherHome) {
        server.restart(suite("sm4-gcm"));
        var customer = files.customer();
        try (var peer = server.peer(otherHome, suite("aes-256-gcm"))) {
            assertThat(Shop.disclose(peer, files.key, "customers", customer).text())
                    .contains("王小明");
            var theirs = peer.create(files.key, "customers", Shop.customer());
            assertThat(new TreeSet<>(suites(theirs))).containsExactly(AES);
            assertThat(name(theirs)).contains("王小明");
        }
    }

    @Test
    void keysRotatedAfterASwitch_leaveNoValueOfTheOldSuite() {
        var customer = files.customer();
        var order = files.orderWith(FileShop.bytes(10));
        var token = new TokenShop(server).token(TokenShop.wish(customer, "email", "random"));
        server.restart(suite("sm4-gcm"));
        assertThat(named("sealed", "token", AES)).isEqualTo(1);
        assertThat(server.post("/v1/customer-keys/rotations", server.administrator(), "")
                        .status())
                .isEqualTo(202);
        RunningServer.await(
                "all keys are replaced",
                () -> server.get("/v1/customer-keys/rotations", server.administrator())
                        .json()
                        .path("complete")
                        .asBoolean(false));
        assertThat(new TreeSet<>(suites(customer))).containsExactly(SM4);
        assertThat(new TreeSet<>(suites(order))).containsExactly(SM4);
        assertThat(named("sealed", "token", AES)).isZero();
        assertThat(new TokenShop(server).open(token).has("error")).isFalse();
        assertThat(name(customer)).contains("王小明");
        assertThat(files.get(order).bytes()).isEqualTo(FileShop.bytes(10));
        assertThat(server.findings(customer)).isEmpty();
    }

    @Test
    void indexesOfBothSuites_findTheSame_andARotationLeavesTheNewOne() {
        var before = files.customer();
        var email = Shop.lastEmail();
        server.restart(suite("sm4-gcm"));
        assertThat(indexes("sm4-gcm")).isZero();
        assertThat(found(email)).containsExactly(before);
        var after = files.customer();
        assertThat(found(Shop.lastEmail())).containsExactly(after);
        assertThat(server.post("/v1/search-indexes/rotations", server.administrator(), "{}")
                        .status())
                .isEqualTo(202);
        assertThat(found(email)).containsExactly(before);
        RunningServer.await("old indexes are gone", () -> indexes("aes-256-gcm") == 0);
        assertThat(indexes("sm4-gcm")).isPositive();
        assertThat(found(email)).containsExactly(before);
        var twice = server.post(
                "/v1/records/customers",
                files.key,
                "{\"fields\": {\"name\": \"王小明\", \"email\": \"%s\"}}".formatted(email));
        assertThat(twice.code()).isEqualTo("field.not_unique");
    }

    private long indexes(String suite) {
        return server.count("select count(*) from search_index where suite = '" + suite + "'");
    }

    private List<String> found(String email) {
        return Shop.searchByEmail(server, files.key, email)
                .json()
                .get("records")
                .valueStream()
                .map(record -> record.get("id").asString())
                .toList();
    }

    @Test
    void aStoredValueNamedTheOtherSuite_isDamagedAndNotDisclosed() {
        server.restart(suite("sm4-gcm"));
        var customer = files.customer();
        var stored = new StoredBytes(server);
        var record = stored.read(customer);
        for (int suite : new int[] {0, AES, 3}) {
            var sealed = StoredBytes.sealed(record, "email");
            sealed[1] = (byte) suite;
            stored.write(customer, StoredBytes.withField(record, "email", sealed));
            assertThat(Shop.disclose(server, files.key, "customers", customer).text())
                    .doesNotContain("王小明", Shop.lastEmail());
            var manifest = record.clone();
            manifest[manifest.length - 33] = (byte) suite;
            stored.write(customer, manifest);
            assertThat(Shop.disclose(server, files.key, "customers", customer).text())
                    .doesNotContain("王小明", Shop.lastEmail());
        }
        stored.write(customer, record);
        assertThat(name(customer)).contains("王小明");
    }

    @Test
    void anErasedCustomerOfBothSuites_isGone() {
        var customer = files.customer();
        server.restart(suite("sm4-gcm"));
        patch(customer, 1);
        var erased = server.post("/v1/customers/" + customer + "/erasures", files.key, "");
        assertThat(erased.status()).as(erased.text()).isEqualTo(202);
        assertThat(Shop.disclose(server, files.key, "customers", customer).status())
                .isEqualTo(404);
        for (var table : List.of("customer_key", "record", "unique_index", "blind_index", "gram_index")) {
            assertThat(server.count("select count(*) from " + table + " where customer_id = " + Shop.number(customer)))
                    .as(table)
                    .isZero();
        }
    }
}
