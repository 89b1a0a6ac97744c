package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.SignedNote;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log goes on under a new key, however fast keys follow each other, and whoever holds the previous one can verify.
class LogKeyRotationTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static LogOverHttp log;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        log = new LogOverHttp(server, server.client(List.of("log-reader"), List.of()));
        log.awaitAll();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void rotate() {
        var answer = server.post("/v1/keys/rotations", server.administrator(), "{\"kind\": \"log\"}");
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void rotate_once_isSignedByTheNewAndThePreviousKey() {
        var previous = log.keys().getFirst();
        var previousCosigner = log.cosignerKeys().getFirst();
        var earlier = log.head();
        rotate();
        log.awaitAll();
        assertThat(log.keys()).hasSize(2).contains(previous);
        assertThat(log.cosignerKeys()).hasSize(2).contains(previousCosigner);
        for (var key : log.keys()) {
            assertThat(log.verify(key, Optional.of(earlier)).isIntact()).isTrue();
            for (var cosigner : log.cosignerKeys()) {
                assertThat(log.verify(key, cosigner).isIntact()).isTrue();
            }
        }
    }

    @Test
    void rotate_manyTimesAtOnce_keepsSigningAndFindsNothingWrong() {
        var earlier = log.head();
        for (int i = 0; i < 5; i++) {
            rotate();
        }
        log.awaitAll();
        assertThat(log.verify(log.keys().getFirst(), Optional.of(earlier)).isIntact())
                .isTrue();
        assertThat(server.tampering()).isEmpty();
    }

    @Test
    void selfCheck_betweenARotationAndTheNextCheckpoint_findsNothingWrong() throws Exception {
        log.awaitAll();
        try (var paused = server.transaction()) {
            paused.createStatement().execute("select * from ledger_checkpoint for update");
            rotate();
            var state = server.bean(LogState.class);
            new SelfCheck(
                            server.bean(DatabaseTiles.class),
                            server.bean(LogSigner.class),
                            server.bean(CheckpointCopies.class),
                            state)
                    .pass(() -> false);
            assertThat(state.tampering()).isEmpty();
        }
        log.awaitAll();
    }

    @Test
    void restart_afterRotations_goesOnFromTheLastCheckpoint() {
        var earlier = log.awaitAll();
        rotate();
        rotate();
        server.restart();
        log.awaitAll();
        RunningServer.await("readiness", () -> server.readiness().equals("UP"));
        assertThat(log.verify(log.keys().getFirst(), Optional.of(earlier)).isIntact())
                .isTrue();
        var note = SignedNote.parse(log.checkpoint().orElseThrow());
        assertThat(note.signatures()).hasSize(4);
        assertThat(log.cosignerKeys()).hasSize(2).allMatch(note::cosignedBy);
    }
}
