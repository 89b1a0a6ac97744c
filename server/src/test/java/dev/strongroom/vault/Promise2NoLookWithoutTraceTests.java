package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.TreeHash;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.promise.Promise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// No look without a durable trace: where the ledger cannot be written, nothing is disclosed.
@Promise(2)
class Promise2NoLookWithoutTraceTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private static String id;
    private static String email;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        id = server.create(key, "customers", Shop.customer());
        email = Shop.lastEmail();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void disclose_whileTheHeadIsLocked_answers503WithoutDataAndRecovers() throws Exception {
        try (var fault = server.transaction()) {
            fault.createStatement().execute("select * from ledger_head for update");
            assertNothingLeavesTheVault();
        }
        awaitRecovery();
    }

    @Test
    void disclose_whileTheEntriesCannotBeWritten_answers503WithoutDataAndRecovers() throws Exception {
        server.execute("alter table ledger_entry rename to ledger_entry_away");
        try {
            assertNothingLeavesTheVault();
        } finally {
            server.execute("alter table ledger_entry_away rename to ledger_entry");
        }
        awaitRecovery();
    }

    @Test
    void disclose_whileTheHeadIsMovedBack_answers503WithoutDataAndRecovers() throws Exception {
        RunningServer.await("a checkpoint", () -> server.logSize() == server.count("select next from ledger_head"));
        server.execute("update ledger_head set next = next - 1");
        try {
            assertNothingLeavesTheVault();
        } finally {
            server.execute("update ledger_head set next = next + 1");
        }
        awaitRecovery();
    }

    @Test
    void write_whileTheHeadIsLocked_answers503WithinTheLimitAndLeavesNothing() throws SQLException {
        long records = server.count("select count(*) from record");
        try (var fault = server.transaction()) {
            fault.createStatement().execute("select * from ledger_head for update");
            long started = System.nanoTime();
            var answer = server.post("/v1/records/customers", key, Shop.customer());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(System.nanoTime() - started).isLessThan(15_000_000_000L);
        }
        awaitRecovery();
        assertThat(server.count("select count(*) from record")).isEqualTo(records);
    }

    @Test
    void write_whileTheEntriesCannotBeWritten_leavesNothing() {
        long records = server.count("select count(*) from record");
        server.execute("alter table ledger_entry rename to ledger_entry_away");
        try {
            assertThat(server.post("/v1/records/customers", key, Shop.customer())
                            .status())
                    .isEqualTo(503);
        } finally {
            server.execute("alter table ledger_entry_away rename to ledger_entry");
        }
        awaitRecovery();
        assertThat(server.count("select count(*) from record")).isEqualTo(records);
    }

    @Test
    void disclose_manyAtOnce_leavesOneEntryOfItsOwnForEach() throws Exception {
        var receipts = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var looks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 40; i++) {
                looks.add(() -> Shop.disclose(server, key, "customers", id)
                        .json()
                        .get("receipt")
                        .asString());
            }
            for (var look : threads.invokeAll(looks)) {
                receipts.add(look.get());
            }
        }
        assertThat(receipts).hasSize(40).allSatisfy(Promise2NoLookWithoutTraceTests::assertIsInTheLedger);
    }

    @Test
    void search_thatFindsSomeone_leavesALookBesideTheSearch() {
        var found = Shop.searchByEmail(server, key, email).json().get("records").get(0);
        var receipt = found.get("receipt").asString();
        assertIsInTheLedger(receipt);
        long index = Receipt.parse(receipt).orElseThrow().index();
        assertThat(entry(index)).contains("\"kind\":\"look\"");
        assertThat(entry(index - 1)).contains("\"kind\":\"search\"");
    }

    @Test
    void search_thatFindsNobody_leavesAnEntryToo() {
        long before = count("search");
        assertThat(Shop.searchByEmail(server, key, "nobody@example.com").status())
                .isEqualTo(200);
        assertThat(count("search")).isEqualTo(before + 1);
    }

    @Test
    void write_thatTellsAValueIsTaken_leavesAnEntry() {
        server.create(key, "customers", Shop.customer());
        var taken = "{\"fields\": {\"name\": \"Other\", \"email\": \"" + Shop.lastEmail() + "\"}}";
        long before = server.count("select next from ledger_head");
        assertThat(server.post("/v1/records/customers", key, taken).code()).isEqualTo("field.not_unique");
        assertThat(server.count("select count(*) from ledger_entry where idx >= " + before
                        + " and convert_from(entry, 'UTF8') like '%field.not_unique%'"))
                .isEqualTo(1);
    }

    @Test
    void refusal_leavesAnEntryBeforeItIsAnswered() {
        long before = count("refusal");
        assertThat(server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "marketing")
                        .status())
                .isEqualTo(403);
        assertThat(count("refusal")).isEqualTo(before + 1);
    }

    private static long count(String kind) {
        return server.count("select count(*) from ledger_entry where convert_from(entry, 'UTF8') like '%\"kind\":\""
                + kind + "\"%'");
    }

    private static void assertIsInTheLedger(String text) {
        var receipt = Receipt.parse(text).orElseThrow();
        var hash = TreeHash.leaf(entryBytes(receipt.index()));
        assertThat(hash).isEqualTo(receipt.leaf().bytes());
    }

    private static String entry(long index) {
        return new String(entryBytes(index), StandardCharsets.UTF_8);
    }

    private static byte[] entryBytes(long index) {
        return server.bean(JdbcClient.class)
                .sql("select entry from ledger_entry where idx = ?")
                .param(index)
                .query(byte[].class)
                .single();
    }

    private static void assertNothingLeavesTheVault() {
        for (var answer : List.of(
                Shop.disclose(server, key, "customers", id),
                Shop.searchByEmail(server, key, email),
                server.get("/v1/customers/" + id + "/records", key, Shop.SUPPORT),
                server.get("/v1/customers/" + id + "/looks", key))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("ledger.unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain("王小明", "buyer.", "fields");
        }
    }

    private static void awaitRecovery() {
        RunningServer.await(
                "a disclosure",
                () -> Shop.disclose(server, key, "customers", id).status() == 200);
        RunningServer.await("readiness", () -> server.readiness().equals("UP"));
        assertThat(server.tampering()).isEmpty();
    }
}
