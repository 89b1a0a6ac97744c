package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.VerifierKey;
import dev.strongroom.database.EmptyDatabase;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a backup brings back, and what it must not bring back.
@Order(1)
class RestoreTests {

    private static final List<String> UNCHANGED = List.of(
            "account",
            "account_key",
            "api_client",
            "authenticator_app",
            "blind_index",
            "search_index",
            "unique_index",
            "gram_index",
            "catalog_applied",
            "customer_key",
            "deployment",
            "record",
            "record_version",
            "recovery_code");

    @TempDir
    Path folder;

    private ShopWithBackups shop;

    @BeforeEach
    void start() throws IOException {
        shop = new ShopWithBackups(folder);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private static String content(RunningServer server, String table) {
        return "%s %d %d"
                .formatted(
                        table,
                        server.count("select count(*) from " + table),
                        server.count("select coalesce(sum(hashtext(t::text)::bigint), 0) from " + table + " t"));
    }

    private static long schema(RunningServer server) {
        return server.count("""
                select sum(hashtext(d)::bigint) from (
                    select c.relname || k.conname || pg_get_constraintdef(k.oid) as d
                    from pg_constraint k join pg_class c on c.oid = k.conrelid
                    where k.connamespace = 'public'::regnamespace
                    union all
                    select indexdef from pg_indexes where schemaname = 'public') all_definitions
                """);
    }

    @Test
    void restore_bringsBackEveryRowAndEveryDefinition() throws IOException {
        var customer = shop.customer();
        shop.customer();
        StaffMember.signedIn(shop.server, "kept", List.of("support_agent"), List.of("support"));
        var backup = shop.backup();
        var settings = shop.freshDatabase();
        assertThat(shop.restore(backup, settings).rows()).isPositive();
        try (var restored = shop.server.startElsewhere(settings)) {
            for (var table : UNCHANGED) {
                assertThat(content(restored, table)).isEqualTo(content(shop.server, table));
            }
            assertThat(schema(restored)).isEqualTo(schema(shop.server));
            var look = restored.get("/v1/records/customers/" + customer, shop.key, ShopWithBackups.SUPPORT);
            assertThat(look.json().get("fields").get("email").toString()).contains("example.com");
        }
    }

    @Test
    void people_signInAfterARestore_alsoWhenOnlyTheirKeysNeedAnOldKey() throws Exception {
        var member = StaffMember.signedIn(shop.server, "old key", List.of("support_agent"), List.of("support"));
        Path backup;
        try (var held = shop.server.transaction();
                var statement = held.createStatement()) {
            statement.execute("select 1 from account_key for update");
            shop.server.post("/v1/keys/rotations", shop.server.administrator(), "{\"kind\": \"kek\"}");
            backup = shop.backup();
            assertThat(shop.server.count("select count(*) from backup where 1 = any (kek_versions)"))
                    .isEqualTo(1);
            held.rollback();
        }
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            var there = member.at(restored);
            there.signIn();
            assertThat(there.get("/v1/me").status()).isEqualTo(200);
        }
    }

    @Test
    void earlierVersions_areRestoredToo_andTheListGoesOn() throws IOException {
        var order = shop.server.create(
                shop.key, "orders", "{\"customer\": \"" + shop.customer() + "\", \"fields\": {\"number\": \"N-OLD\"}}");
        var path = "/v1/records/orders/" + order;
        shop.server.patch(path, shop.key, "{\"fields\": {\"number\": \"N-NEW\"}}", "If-Match", "\"1\"");
        var settings = shop.freshDatabase();
        shop.restore(shop.backup(), settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(content(restored, "record_version"))
                    .isEqualTo(content(shop.server, "record_version"))
                    .startsWith("record_version 1 ");
            assertThat(restored.get(path + "/versions/1", shop.key, ShopWithBackups.SUPPORT)
                            .text())
                    .contains("N-OLD");
            restored.post(path + "/versions/1/restore", shop.key, "", "If-Match", "\"2\"");
            var versions = restored.get(path + "/versions", shop.key, ShopWithBackups.SUPPORT);
            assertThat(versions.json().get("versions")).hasSize(3);
        }
    }

    @Test
    void restoredServer_looksSearchesWritesAndAppliesCatalogsAsBefore() throws IOException {
        var customer = shop.customer();
        var backup = shop.backup();
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            var found = restored.post(
                    "/v1/records/customers/search",
                    shop.key,
                    "{\"field\": \"email\", \"match\": \"exact\", \"value\": \"" + shop.email(1) + "\"}",
                    ShopWithBackups.SUPPORT);
            assertThat(found.text()).contains(customer);
            var looks = restored.get("/v1/customers/" + customer + "/looks", shop.key);
            assertThat(looks.json().get("looks").size()).isPositive();
            restored.create(shop.key, "customers", "{\"fields\": {\"name\": \"New\", \"email\": \"new@example.com\"}}");
            var catalog = RunningServer.sample("shop.yaml").replace("Order fulfilment", "Fulfilment of orders");
            assertThat(restored.sendCatalog(catalog + "\n").status()).isEqualTo(200);
            RunningServer.await("readiness", () -> restored.readiness().equals("UP"));
            assertThat(restored.tampering()).isEmpty();
            assertThat(restored.findings(customer)).isEmpty();
        }
    }

    @Test
    void digitsDrawnAfterTheBackup_areNotDrawnAgain() throws IOException {
        var customer = shop.customer();
        var tokenizer = shop.server.client(List.of("tokenizer", "support_agent"), List.of("support", "fulfilment"));
        var wish = """
                {"tokens": [{"collection": "customers", "id": "%s", "field": "email", "kind": "digits", "length": 12}]}
                """.formatted(customer);
        var drawn = new HashSet<String>();
        drawn.add(token(shop.server, tokenizer, wish, "support"));
        var backup = shop.backup();
        for (int i = 0; i < 20; i++) {
            drawn.add(token(shop.server, tokenizer, wish, "support"));
            drawn.add(token(shop.server, tokenizer, wish, "fulfilment"));
        }
        assertThat(drawn).hasSize(41);
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            for (int i = 0; i < 20; i++) {
                assertThat(drawn.add(token(restored, tokenizer, wish, "support")))
                        .isTrue();
                assertThat(drawn.add(token(restored, tokenizer, wish, "fulfilment")))
                        .isTrue();
            }
        }
    }

    private static String token(RunningServer server, String key, String wish, String purpose) {
        var answer = server.post("/v1/tokens", key, wish, "Strongroom-Purpose", purpose);
        return answer.json().get("tokens").get(0).get("token").asString();
    }

    @Test
    void tableAddedByHand_isInTheBackup() throws IOException {
        shop.server.execute("create table added (a int, twice int generated always as (a * 2) stored)");
        shop.server.execute("insert into added (a) values (1), (2)");
        var backup = shop.backup();
        assertThat(backup).isDirectoryContaining("glob:**/*-added.copy.age");
        // Its migration is not in the program, which therefore must not restore it
        var settings = shop.freshDatabase();
        assertRefused(backup, BackupRefused.Reason.OTHER_VERSION, settings);
        try (var untouched = shop.server.startElsewhere(settings)) {
            assertThat(untouched.count("select count(*) from customer_key")).isZero();
        }
    }

    @Test
    void customerErasedAfterTheBackup_staysErased() throws IOException {
        var erased = shop.customer();
        var kept = shop.customer();
        var look = shop.server.get(
                "/v1/records/customers/" + erased,
                shop.key,
                "Strongroom-Purpose",
                "support",
                "Strongroom-On-Behalf-Of",
                "somebody");
        assertThat(look.status()).isEqualTo(200);
        long details = shop.server.count("select count(*) from ledger_detail");
        var backup = shop.backup();
        var erasure = shop.erase(erased);
        var settings = shop.freshDatabase();
        assertThat(shop.restore(backup, settings).erasedAgain()).isOne();
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(restored.get("/v1/records/customers/" + erased, shop.key, ShopWithBackups.SUPPORT)
                            .status())
                    .isEqualTo(404);
            assertThat(restored.get("/v1/records/customers/" + kept, shop.key, ShopWithBackups.SUPPORT)
                            .status())
                    .isEqualTo(200);
            assertThat(restored.count("select count(*) from customer_key")).isOne();
            assertThat(restored.count("select count(*) from blind_index b"
                            + " where not exists (select 1 from customer_key k where k.customer_id = b.customer_id)"))
                    .isZero();
            assertThat(restored.count("select count(*) from ledger_detail")).isLessThan(details);
            var certificate = restored.get("/v1/erasures/" + erasure, shop.key);
            assertThat(certificate.json().get("removedLiveAt"))
                    .isEqualTo(shop.server
                            .get("/v1/erasures/" + erasure, shop.key)
                            .json()
                            .get("removedLiveAt"));
            long index = certificate.json().get("logIndex").asLong();
            assertThat(restored.count("select count(*) from ledger_entry where idx = " + index
                            + " and convert_from(entry, 'UTF8') like '%erasure-" + erasure + "%'"))
                    .isOne();
        }
    }

    @Test
    void customerErasedBeforeTheBackup_isNotErasedTwice() throws IOException {
        var erased = shop.customer();
        shop.erase(erased);
        var settings = shop.freshDatabase();
        assertThat(shop.restore(shop.backup(), settings).erasedAgain()).isZero();
    }

    @Test
    void customerMadeAndErasedAfterTheBackup_keepsItsCertificate() throws IOException {
        var backup = shop.backup();
        var erasure = shop.erase(shop.customer());
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(restored.get("/v1/erasures/" + erasure, shop.key).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void log_goesOnUnderAnotherNameThatTheOldKeyVouchesFor() throws IOException {
        shop.customer();
        var log = new LogOverHttp(shop.server, shop.key);
        log.awaitAll();
        var oldKey = log.keys().getFirst();
        var oldCosigner = log.cosignerKeys().getFirst();
        var backup = shop.backup();
        shop.customer();
        var published = log.awaitAll();
        var settings = shop.freshDatabase();
        var restored = shop.restore(backup, settings);
        assertThat(restored.log().entriesLost())
                .isEqualTo(published.size() - restored.log().entriesKept());
        var statement = SignedNote.parse(restored.log().statement());
        assertThat(statement.verifiedBy(oldKey)).isTrue();
        assertThat(statement.text()).contains("continues-as " + restored.log().origin());
        try (var server = shop.server.startElsewhere(settings)) {
            var continued = new LogOverHttp(server, shop.key);
            server.create(shop.key, "customers", "{\"fields\": {\"name\": \"New\", \"email\": \"new@example.com\"}}");
            continued.awaitAll();
            var newKey = VerifierKey.parse(server.get("/v1/log", shop.key)
                    .json()
                    .get("verifierKeys")
                    .get(0)
                    .asString());
            assertThat(newKey.name()).isEqualTo(restored.log().origin()).isNotEqualTo(oldKey.name());
            assertThat(continued.verify(newKey, Optional.empty()).isIntact()).isTrue();
            assertThat(continued.cosignerKeys()).singleElement().satisfies(key -> {
                assertThat(key.name()).isEqualTo(newKey.name());
                assertThat(key.publicKey()).isEqualTo(oldCosigner.publicKey());
                assertThat(continued.verify(newKey, key).isIntact()).isTrue();
                assertThat(continued.verify(newKey, oldCosigner).isIntact()).isFalse();
            });
            assertThat(continued.verify(oldKey, Optional.of(published)).isIntact())
                    .isFalse();
            assertThat(server.get("/v1/log", shop.key)
                            .json()
                            .get("continuations")
                            .get(0)
                            .asString())
                    .isEqualTo(restored.log().statement());
        }
    }

    @Test
    void sameBackupRestoredTwice_givesTwoLogs() throws IOException {
        var backup = shop.backup();
        var first = shop.restore(backup, shop.freshDatabase()).log().origin();
        assertThat(shop.restore(backup, shop.freshDatabase()).log().origin()).isNotEqualTo(first);
    }

    @Test
    void continuationWrittenIntoTheDatabaseByAStranger_countsForNothing() throws IOException {
        shop.customer();
        new LogOverHttp(shop.server, shop.key).awaitAll();
        shop.server.execute("insert into log_continuation values ('x', 'strongroom.dev/log-continuation/v1')");
        var origin = shop.server.get("/v1/log", shop.key).json().get("origin").asString();
        shop.server.restart();
        assertThat(shop.server.get("/v1/log", shop.key).json().get("origin").asString())
                .isEqualTo(origin);
        assertThat(shop.server.tampering()).isEmpty();
    }

    @Test
    void backup_withAnotherHistoryThanTheCopiesOfCheckpoints_isRefused() throws IOException {
        shop.customer();
        var log = new LogOverHttp(shop.server, shop.key);
        var earlier = log.awaitAll();
        var ring = RunningServer.keys(shop.freshDatabase());
        var forged = new Checkpoint(earlier.origin(), earlier.size(), new byte[32]);
        var note = SignedNote.sign(
                        forged.text(),
                        ring.logSeeds().stream()
                                .map(seed -> dev.strongroom.core.tlog.NoteSigner.fromSeed(earlier.origin(), seed))
                                .toList())
                .encoded();
        var backup = shop.backup();
        var settings =
                shop.server.settingsOnFreshDatabase(java.nio.file.Files.createDirectory(folder.resolve("other")));
        var copies =
                java.nio.file.Files.createDirectory(folder.resolve("other/log")).resolve("checkpoints");
        java.nio.file.Files.writeString(
                copies,
                java.util.Base64.getUrlEncoder().encodeToString(note.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "\n");
        assertThatThrownBy(() -> shop.restore(backup, settings))
                .isInstanceOfSatisfying(
                        BackupRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(BackupRefused.Reason.OTHER_LOG));
        java.nio.file.Files.delete(copies);
        assertThat(shop.restore(backup, settings).rows()).isPositive();
    }

    @Test
    void database_withTables_isNotRestoredOver() throws IOException {
        var customer = shop.customer();
        var backup = shop.backup();
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        assertThatThrownBy(() -> shop.restore(backup, settings)).isInstanceOf(EmptyDatabase.NotEmpty.class);
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(restored.get("/v1/records/customers/" + customer, shop.key, ShopWithBackups.SUPPORT)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void backup_whileWritesRun_isOfOneMoment() throws Exception {
        shop.customer();
        var running = new AtomicBoolean(true);
        var made = new ArrayList<String>();
        var writer = Thread.ofVirtual().start(() -> {
            while (running.get()) {
                made.add(shop.customer());
            }
        });
        RunningServer.await("writes are under way", () -> made.size() > 5);
        var backup = shop.backup();
        running.set(false);
        writer.join();
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(restored.count("select count(*) from ledger_entry"
                            + " where convert_from(entry, 'UTF8') like '%\"kind\":\"write\"%'"))
                    .isEqualTo(restored.count("select count(*) from record"));
            assertThat(restored.count("select next from ledger_head"))
                    .isEqualTo(restored.count("select count(*) from ledger_entry"))
                    .isEqualTo(restored.count("select max(idx) + 1 from ledger_entry"));
            assertThat(restored.count("select count(*) from record where not exists"
                            + " (select 1 from blind_index b where b.record_id = record.record_id)"
                            + " and collection = 'customers'"))
                    .isZero();
            RunningServer.await("readiness", () -> restored.readiness().equals("UP"));
            assertThat(restored.tampering()).isEmpty();
        }
    }

    @Test
    void backup_isAnEntryOfTheLog() throws IOException {
        shop.backup();
        assertThat(shop.server.count("select count(*) from ledger_entry"
                        + " where convert_from(entry, 'UTF8') like '%\"kind\":\"backup\"%\"made\"%'"))
                .isOne();
    }

    @Test
    void backup_withoutItsRole_isForbidden() {
        assertThat(shop.server.post("/v1/backups", shop.key, "").status()).isEqualTo(403);
        assertThat(shop.server
                        .post("/v1/backups", shop.server.administrator(), "")
                        .status())
                .isEqualTo(403);
        assertThat(shop.server.count("select count(*) from backup")).isZero();
    }

    @Test
    void backup_withoutRecoveryKey_isRefused() throws IOException {
        var home = java.nio.file.Files.createDirectory(folder.resolve("keyless"));
        try (var server = RunningServer.start(home, Map.of())) {
            var answer = server.post("/v1/backups", server.client(List.of("backup-operator"), List.of()), "");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("backup.no_recipient");
        }
    }

    private void assertRefused(Path backup, BackupRefused.Reason reason, Map<String, String> settings) {
        assertThatThrownBy(() -> shop.restore(backup, settings))
                .isInstanceOfSatisfying(
                        BackupRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
