package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.promise.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup can be opened for as long as it is kept, and not for longer; the certificate of an erasure says so.
@Promise(5)
class BackupKeepingTimeTests {

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

    private void rotate() {
        shop.server.post("/v1/keys/rotations", shop.server.administrator(), "{\"kind\": \"kek\"}");
        RunningServer.await(
                "everything is wrapped anew",
                () -> shop.server.count("select count(*) from customer_key where kek_version = 1") == 0);
    }

    private boolean isDestroyed() {
        return shop.server.bean(KeyEncryptionKeys.class).allDestroyedUpTo(1).isPresent();
    }

    private RunningServer.Answer certificate(String erasure) {
        return shop.server.get("/v1/erasures/" + erasure, shop.key);
    }

    @Test
    void key_thatABackupNeeds_outlivesItsRotation_andTheBackupIsRestored() throws Exception {
        var customer = shop.customer();
        var backup = shop.backup();
        rotate();
        Thread.sleep(7_000);
        assertThat(isDestroyed()).isFalse();
        var settings = shop.freshDatabase();
        shop.restore(backup, settings);
        try (var restored = shop.server.startElsewhere(settings)) {
            assertThat(restored.get("/v1/records/customers/" + customer, shop.key, ShopWithBackups.SUPPORT)
                            .status())
                    .isEqualTo(200);
            RunningServer.await(
                    "the restored keys are wrapped under the newest key",
                    () -> restored.count("select count(*) from customer_key where kek_version = 2") == 1);
        }
    }

    @Test
    void key_isDestroyedOnceTheKeepingTimeIsOver_andTheBackupRefused() throws IOException {
        shop.customer();
        var erased = shop.customer();
        var backup = shop.backup();
        var erasure = shop.erase(erased);
        rotate();
        shop.server.execute("update backup set keep_until = clock_timestamp()");
        RunningServer.await("the key is destroyed", this::isDestroyed);
        assertThat(certificate(erasure).text()).contains("unreadable-since").doesNotContain("not-before");
        assertThat(certificate(erasure).json().get("keysKeptUntil").isNull()).isTrue();
        assertThatThrownBy(() -> shop.restore(backup, shop.freshDatabase()))
                .isInstanceOfSatisfying(BackupRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(BackupRefused.Reason.KEY_GONE);
                    assertThat(refused.subject()).isEqualTo("1");
                });
    }

    @Test
    void certificate_saysUntilWhenKeysAreKeptForBackups() throws IOException {
        var erased = shop.customer();
        shop.backup();
        var erasure = shop.erase(erased);
        rotate();
        var kept =
                Instant.parse(certificate(erasure).json().get("keysKeptUntil").asString());
        assertThat(Duration.between(Instant.now(), kept)).isBetween(Duration.ofDays(29), Duration.ofDays(31));
        assertThat(certificate(erasure).json().get("certificate").asString())
                .contains("older-copies readable-until-keys-destroyed\nkeys-destroyed-not-before " + kept + "\n");
    }

    @Test
    void key_thatOnlyALaterBackupWasMadeBeside_doesNotWait() throws IOException {
        shop.customer();
        rotate();
        shop.backup();
        RunningServer.await("the key is destroyed", this::isDestroyed);
    }

    @Test
    void backup_thatWasGivenUp_holdsNoKey() throws IOException {
        shop.server.bean(Backups.class).begin("client-test").close();
        assertThat(shop.server.count("select count(*) from backup")).isZero();
        shop.backup();
        assertThat(shop.server.count("select count(*) from backup where finished_at is not null"))
                .isOne();
    }

    @Test
    void backups_takeTurns() throws IOException {
        try (var running = shop.server.bean(Backups.class).begin("client-test")) {
            assertThat(running.estimatedBytes()).isPositive();
            var second = shop.server.post("/v1/backups", shop.operator, "");
            assertThat(second.code()).isEqualTo("backup.running");
        }
        assertThat(shop.backup()).isDirectory();
    }
}
