package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.Finding;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.promise.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A changed, removed or reordered entry is named by the server itself, which then signs nothing, and by anyone who
/// holds an older checkpoint.
@Promise(4)
@Order(1)
class Promise4TamperedLogTests {

    private static final List<String> TABLES =
            List.of("ledger_head", "ledger_entry", "ledger_detail", "ledger_tile", "ledger_checkpoint");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static LogOverHttp log;
    private static Checkpoint earlier;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        log = new LogOverHttp(server, server.client(List.of("log-reader"), List.of()));
        entries(300);
        earlier = log.awaitAll();
        entries(20);
        log.awaitAll();
        TABLES.forEach(table -> server.execute("create table whole_" + table + " as select * from " + table));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIsIntact() {
        RunningServer.await("an intact log", () -> server.tampering().isEmpty());
    }

    /// Puts everything back, entries that came meanwhile aside.
    @AfterEach
    void putBack() {
        for (var table : TABLES) {
            server.execute("delete from " + table);
            server.execute("insert into " + table + " select * from whole_" + table);
        }
    }

    private static void entries(int count) {
        for (int i = 0; i < count; i++) {
            server.bean(Ledger.class)
                    .append(Draft.of(LedgerEntry.of(
                            java.time.Instant.parse("2026-01-31T10:00:00Z"), EntryKind.LOOK, "client-" + i, "-")));
        }
    }

    private static void assertNamedAndUnsigned(String named) {
        RunningServer.await(named, () -> server.tampering().contains(named));
        long size = server.logSize();
        assertThat(server.readiness()).isNotEqualTo("UP");
        server.get("/v1/records/customers/0000000000001", server.administrator(), "Strongroom-Purpose", "support");
        assertThat(server.logSize()).isEqualTo(size);
    }

    private static void assertFoundByAnyone(Predicate<Finding> finding) {
        var report = log.verify(log.keys().getFirst(), Optional.of(earlier));
        assertThat(report.findings()).as("findings of a stranger").anyMatch(finding);
    }

    @Test
    void log_thatNobodyTouched_isIntactAndGrows() {
        var report = log.verify(log.keys().getFirst(), Optional.of(earlier));
        assertThat(report.isIntact()).isTrue();
        assertThat(report.entriesChecked()).isGreaterThan(320);
        assertThat(server.readiness()).isEqualTo("UP");
    }

    @Test
    void entry_edited_isNamed() {
        server.execute("update ledger_entry set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'client-7',"
                + " 'client-Z'), 'UTF8') where convert_from(entry, 'UTF8') like '%client-7\"%'");
        long index = server.count(
                "select e.idx from ledger_entry e join whole_ledger_entry w using (idx)" + " where e.entry <> w.entry");
        assertNamedAndUnsigned("entry_changed " + index);
        assertFoundByAnyone(finding -> finding.equals(new Finding.EntryChanged(index)));
    }

    @Test
    void entry_editedInOneByteAnywhere_isNamed() {
        for (long index : new long[] {0, 255, 256, 300}) {
            server.execute("update ledger_entry set entry = set_byte(entry, 30, 255 - get_byte(entry, 30)) where idx = "
                    + index);
        }
        for (long index : new long[] {0, 255, 256, 300}) {
            assertNamedAndUnsigned("entry_changed " + index);
        }
    }

    @Test
    void entry_deleted_isNamed() {
        server.execute("delete from ledger_entry where idx = 100");
        assertNamedAndUnsigned("entry_missing 100");
        var report = log.verify(log.keys().getFirst(), Optional.of(earlier));
        assertThat(report.isIntact()).isFalse();
    }

    @Test
    void entry_deletedAndTheRestMovedUp_isNamed() {
        server.execute("delete from ledger_entry where idx = 100");
        server.execute("update ledger_entry set idx = -idx where idx > 100");
        server.execute("update ledger_entry set idx = -idx - 1 where idx < 0");
        RunningServer.await("a finding", () -> !server.tampering().isEmpty());
        assertFoundByAnyone(
                finding -> finding instanceof Finding.EntryMoved || finding instanceof Finding.EntryMissing);
    }

    @Test
    void entries_reordered_areNamed() {
        server.execute("update ledger_entry set idx = -1 where idx = 40");
        server.execute("update ledger_entry set idx = 40 where idx = 50");
        server.execute("update ledger_entry set idx = 50 where idx = -1");
        assertNamedAndUnsigned("entry_moved 40 to 50");
        assertFoundByAnyone(finding -> finding.equals(new Finding.EntryMoved(40, 50)));
    }

    @Test
    void entry_deletedBeforeItWasSigned_isNamed() {
        server.execute("update ledger_head set next = next + 1");
        assertNamedAndUnsigned("entry_missing " + server.logSize());
    }

    @Test
    void entry_addedBehindTheHead_isNamedOrNeverSigned() {
        long size = server.logSize();
        server.execute("insert into ledger_entry (idx, entry) values (" + (size + 5) + ", 'x')");
        assertNamedAndUnsigned("entry_missing " + size);
    }

    @Test
    void head_movedBack_isNamed() {
        server.execute("update ledger_head set next = 100");
        assertNamedAndUnsigned("head_moved_back 100");
    }

    @Test
    void log_cutBackToAnEarlierCheckpoint_isNamed() {
        server.execute("delete from ledger_entry where idx >= 200");
        server.execute("update ledger_head set next = 200");
        server.execute("update ledger_checkpoint set size = 0, note = ''");
        server.execute("delete from ledger_tile");
        assertNamedAndUnsigned("head_moved_back 0");
    }

    @Test
    void checkpoint_replaced_isNamed() {
        server.execute("update ledger_checkpoint set note = replace(note, E'\\n" + server.logSize() + "\\n', E'\\n"
                + (server.logSize() - 1) + "\\n')");
        assertNamedAndUnsigned("checkpoint_changed " + server.logSize());
    }

    @Test
    void tile_edited_isNamed() {
        server.execute("update ledger_tile set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5))"
                + " where level = 0 and tile = 0");
        assertNamedAndUnsigned("tile_changed tile/0/000");
        assertFoundByAnyone(finding -> finding instanceof Finding.TileChanged);
    }

    @Test
    void tile_deleted_isNamed() {
        server.execute("delete from ledger_tile where level = 0 and tile = 0");
        RunningServer.await(
                "a missing tile",
                () -> server.tampering().stream().anyMatch(found -> found.startsWith("tile_missing")));
        assertFoundByAnyone(finding -> finding instanceof Finding.TileMissing);
    }

    @Test
    void indexColumns_changed_areNamed() {
        server.execute("update ledger_entry set customer = decode('00112233445566778899aabbccddeeff', 'hex')"
                + " where idx = 77");
        assertNamedAndUnsigned("index_columns_changed 77");
    }

    @Test
    void entryAndTiles_rewrittenTogether_areFoundByAnOlderCheckpoint() {
        server.execute("update ledger_entry set entry = 'rewritten' where idx = 3");
        var hash = java.util.HexFormat.of()
                .formatHex(dev.strongroom.core.tlog.TreeHash.leaf(
                        "rewritten".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        server.execute("update ledger_tile set hashes = overlay(hashes placing decode('" + hash
                + "', 'hex') from 97 for 32) where level = 0 and tile = 0");
        RunningServer.await("a finding", () -> !server.tampering().isEmpty());
        assertFoundByAnyone(
                finding -> finding instanceof Finding.HistoryRewritten || finding instanceof Finding.TileChanged);
    }

    @Test
    void checkpoint_ofAnotherKey_isNoSignatureOfThisLog() {
        var stranger = dev.strongroom.core.tlog.NoteSigner.fromSeed(
                log.head().origin(),
                dev.strongroom.core.crypto.SecretBytes.random(32, new java.security.SecureRandom()));
        var report = LogVerifier.verify(log, stranger.verifierKey(), Optional.empty(), false, progress -> {});
        assertThat(report.findings()).anyMatch(finding -> finding instanceof Finding.BadSignature);
    }
}
