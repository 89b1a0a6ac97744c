package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.SecretBytes;
import dev.strongroom.core.tlog.Cosigner;
import dev.strongroom.core.tlog.Finding;
import dev.strongroom.core.tlog.SignedNote;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Checkpoints are signed with Ed25519 and cosigned with ML-DSA-44.
class CosignedCheckpointTests {

    @TempDir
    Path home;

    private RunningServer server;
    private LogOverHttp log;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
        log = new LogOverHttp(server, server.client(List.of("log-reader"), List.of()));
        log.awaitAll();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SignedNote note() {
        return SignedNote.parse(log.checkpoint().orElseThrow());
    }

    private void store(SignedNote note) {
        server.bean(JdbcClient.class)
                .sql("update ledger_checkpoint set note = ?")
                .param(note.encoded())
                .update();
    }

    @Test
    void checkpoint_hasALineOfEachKind_andTheKeysAreNamed() {
        var note = note();
        assertThat(note.signatures()).hasSize(2);
        assertThat(log.cosignerKeys()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo(log.head().origin());
            assertThat(note.cosignedBy(key)).isTrue();
            assertThat(log.verify(log.keys().getFirst(), key).isIntact()).isTrue();
        });
    }

    @Test
    void verify_withTheKeyOfAnotherCosigner_findsABadSignature() {
        var stranger = Cosigner.fromSeed(
                        log.head().origin(), SecretBytes.random(32, new SecureRandom()), new SecureRandom())
                .key();
        assertThat(log.verify(log.keys().getFirst(), stranger).findings())
                .containsExactly(new Finding.BadSignature(stranger.name()));
    }

    @Test
    void restart_keepsTheKeys() {
        var before = log.cosignerKeys();
        server.restart();
        assertThat(log.cosignerKeys()).isEqualTo(before);
    }

    @Test
    void aFalseCosignatureInTheDatabase_isTampering_andNothingIsSignedOverIt() {
        var note = note();
        var signatures = new ArrayList<>(note.signatures());
        var line = signatures.removeLast();
        var changed = line.signature();
        changed[changed.length - 1] ^= 1;
        signatures.add(new SignedNote.Signature(line.name(), line.keyId(), changed));
        store(new SignedNote(note.text(), signatures));
        RunningServer.await(
                "the change is found",
                () -> server.tampering().stream().anyMatch(found -> found.startsWith("checkpoint_changed")));
        store(note);
        RunningServer.await("the change is undone", () -> server.tampering().isEmpty());
    }

    @Test
    void aCheckpointOfBeforeThereWereSuchKeys_isAccepted_andTheNextOneIsCosigned() {
        var note = note();
        store(new SignedNote(note.text(), List.of(note.signatures().getFirst())));
        server.restart();
        RunningServer.await("it is served as it is", () -> log.cosignerKeys().isEmpty());
        server.create(server.shopClient(), "customers", """
                {"fields": {"name": "王小明", "email": "x@example.com", "phone": "+8613800000000",
                 "address": "北京市", "card": "4242424242424242"}, "reference": "R-1"}""");
        log.awaitAll();
        assertThat(server.tampering()).isEmpty();
        assertThat(log.cosignerKeys()).hasSize(1).allMatch(note()::cosignedBy);
    }

    @Test
    void copiesBesideTheDatabase_haveNoCosignature_andAreOfTheSameRoot() {
        var copy = SignedNote.parse(server.bean(CheckpointCopies.class).newest().orElseThrow());
        assertThat(copy.text()).isEqualTo(note().text());
        assertThat(copy.signatures()).hasSize(1);
    }
}
