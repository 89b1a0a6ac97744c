package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.backup.ReceivedBackup;
import dev.strongroom.backup.RecoveryKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine is gone; what is left is a backup, the recovery key and a copy of the folder of keys.
@Order(1)
class EmbeddedRestoreTests {

    @TempDir
    Path folder;

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void restore_intoAFreshHome_bringsTheServerBack_butNotBesideARunningOne() throws Exception {
        var recovery = RecoveryKey.make();
        var keyFile = Files.writeString(folder.resolve("recovery.key"), recovery.identityFile());
        var backup = folder.resolve("backup");
        var restore = new String[] {"restore", "--from", backup.toString(), "--key", keyFile.toString()};
        String key;
        String customer;
        Path keys;
        try (var server = ServerProcess.in(Files.createDirectory(folder.resolve("lost")))) {
            var administrator = ServerProcess.init(server);
            Files.writeString(
                    server.home().resolve("strongroom.properties"), "backup.recipients=" + recovery.recipient());
            server.start();
            key = server.shopClient(administrator, List.of("shop_backend", "support_agent", "backup-operator"));
            customer = server.post(
                            "/v1/records/customers",
                            key,
                            "{\"fields\": {\"name\": \"Li Si\", \"email\": \"li@example.com\"}}")
                    .json()
                    .get("id")
                    .asString();
            ReceivedBackup.receive(
                    new ByteArrayInputStream(server.post("/v1/backups", key, "").body()), backup, received -> {});
            var refused = server.run(restore);
            assertThat(refused.getKey()).isOne();
            assertThat(refused.getValue()).contains("A server runs");
            assertThat(server.get("/v1/records/customers/" + customer, key).status())
                    .isEqualTo(200);
            keys = server.home().resolve("keys");
        }
        try (var server = ServerProcess.in(Files.createDirectory(folder.resolve("fresh")))) {
            Files.createDirectory(server.home());
            copy(keys, server.home().resolve("keys"));
            var restored = server.run(restore);
            assertThat(restored.getKey()).as(restored.getValue()).isZero();
            server.start();
            RunningServer.await("readiness", server::isReady);
            assertThat(server.get("/v1/records/customers/" + customer, key).status())
                    .isEqualTo(200);
            assertThat(server.get("/v1/log", key).json().get("continuations").size())
                    .isOne();
        }
    }
}
