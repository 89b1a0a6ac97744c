package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checkpoint is on disk beside the database before the database commits it, so a crash between the two must
/// neither stop the log for ever nor let a different history through.
class CrashBetweenCopyAndCommitTests {

    @TempDir
    Path home;

    private RunningServer server;
    private LogOverHttp log;
    private Checkpoint earlier;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
        log = new LogOverHttp(server, server.client(List.of("log-reader"), List.of()));
        earlier = log.awaitAll();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void entries(int count) {
        for (int i = 0; i < count; i++) {
            server.bean(Ledger.class)
                    .append(Draft.of(
                            LedgerEntry.of(Instant.parse("2026-01-31T10:00:00Z"), EntryKind.LOOK, "client-" + i, "-")));
        }
    }

    /// From here on every commit of a checkpoint fails, after its copy was written.
    private void failCommits() {
        server.execute("create or replace function fail_commit() returns trigger language plpgsql as"
                + " 'begin raise exception ''crash''; end'");
        server.execute("create constraint trigger crash after update on ledger_checkpoint"
                + " deferrable initially deferred for each row execute function fail_commit()");
    }

    private void commitsSucceedAgain() {
        server.execute("drop trigger crash on ledger_checkpoint");
    }

    private long copied() {
        return reopened()
                .newest()
                .map(dev.strongroom.core.tlog.SignedNote::parse)
                .map(note -> Checkpoint.parse(note.text()).size())
                .orElse(0L);
    }

    private CheckpointCopies reopened() {
        return new CheckpointCopies(Objects.requireNonNull(copies().getParent()));
    }

    private Path copies() {
        try (var files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("checkpoints"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private long copyGetsAhead() {
        failCommits();
        entries(30);
        RunningServer.await("a copy ahead of the database", () -> copied() > earlier.size());
        assertThat(log.head().size()).isEqualTo(earlier.size());
        return copied();
    }

    private void assertGoesOn() {
        entries(5);
        assertThat(log.awaitAll().size()).isGreaterThanOrEqualTo(earlier.size() + 35);
        assertThat(log.verify(log.keys().getFirst(), Optional.of(earlier)).isIntact())
                .isTrue();
        RunningServer.await("readiness", () -> server.readiness().equals("UP"));
        assertThat(server.tampering()).isEmpty();
    }

    @Test
    void commit_thatFailedAfterTheCopy_isDoneAgain() {
        copyGetsAhead();
        commitsSucceedAgain();
        assertGoesOn();
    }

    @Test
    void commit_thatFailedAfterTheCopy_isDoneAgainAfterARestart() {
        copyGetsAhead();
        commitsSucceedAgain();
        server.restart();
        assertGoesOn();
    }

    @Test
    void copies_ofACheckpointNeverCommitted_areNotRepeatedWithoutEnd() throws Exception {
        copyGetsAhead();
        Thread.sleep(1_500);
        assertThat(Files.readAllLines(copies())).doesNotHaveDuplicates();
    }

    @Test
    void entry_changedBeforeTheCommitIsDoneAgain_isNamedAndNothingIsSigned() {
        long copied = copyGetsAhead();
        server.execute("update ledger_entry set entry = 'rewritten' where idx = " + (copied - 1));
        commitsSucceedAgain();
        RunningServer.await("the root that differs", () -> server.tampering().contains("root_differs " + copied));
        assertThat(log.head().size()).isEqualTo(earlier.size());
        assertThat(server.readiness()).isNotEqualTo("UP");
    }

    @Test
    void entries_removedBeforeTheCommitIsDoneAgain_areNamedAndNothingIsSigned() {
        copyGetsAhead();
        server.execute("delete from ledger_entry where idx >= " + earlier.size());
        server.execute("update ledger_head set next = " + earlier.size());
        commitsSucceedAgain();
        RunningServer.await(
                "the head moved back", () -> server.tampering().contains("head_moved_back " + earlier.size()));
        assertThat(log.head().size()).isEqualTo(earlier.size());
    }

    @Test
    void oneEntry_removedBeforeTheCommitIsDoneAgain_isNamedByItsIndex() {
        // The copy may hold the first of the new entries alone
        long last = copyGetsAhead() - 1;
        server.execute("delete from ledger_entry where idx = " + last);
        commitsSucceedAgain();
        var named = "entry_missing " + last;
        RunningServer.await(named, () -> server.tampering().contains(named));
        assertThat(log.head().size()).isEqualTo(earlier.size());
    }

    @Test
    void copy_cutShortAnywhere_isPassedOverAndTheNextStandsOnItsOwn() throws Exception {
        var folder = Files.createDirectory(home.resolve("cut-short"));
        var file = folder.resolve("checkpoints");
        var whole = Files.readAllLines(copies());
        var newest = reopened().newest().orElseThrow();
        var next = newest + "\u2014 another c29tZXRoaW5n\n";
        for (int length = 0; length < whole.getLast().length(); length++) {
            Files.write(file, whole);
            Files.writeString(file, whole.getLast().substring(0, length), StandardOpenOption.APPEND);
            var reopened = new CheckpointCopies(folder);
            assertThat(reopened.newest()).contains(newest);
            reopened.append(next);
            assertThat(new CheckpointCopies(folder).newest())
                    .as("cut after %d characters", length)
                    .contains(next);
        }
    }

    @Test
    void copies_justMovedAsideForANewFile_areStillTheNewest() throws Exception {
        var folder = Files.createDirectory(home.resolve("moved"));
        Files.copy(copies(), folder.resolve("checkpoints.previous"));
        assertThat(new CheckpointCopies(folder).newest()).isEqualTo(reopened().newest());
        assertThat(new CheckpointCopies(folder).oldest()).isPresent();
    }
}
