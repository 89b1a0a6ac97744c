package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole home of a server on a small file system of its own, which is filled to the last byte under load.
@Order(1)
class FullDiskTests {

    private static final int MEGABYTES = 400;

    @TempDir
    Path folder;

    private ServerProcess server;
    private String key;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(ServerProcess.canMount(), "skipped: this machine lets no process mount a file system of its own");
        server = ServerProcess.onSmallFileSystem(folder, MEGABYTES);
        var administrator = server.firstAdministrator();
        key = server.shopClient(administrator, List.of("shop_backend", "support_agent", "log-reader"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    private ServerProcess.Answer create(int number) {
        return server.post(
                "/v1/records/customers",
                key,
                "{\"fields\": {\"name\": \"Zhao\", \"email\": \"disk-%d@example.com\", \"address\": \"%s\"}}"
                        .formatted(number, "Full Street ".repeat(15)));
    }

    private ServerProcess.Answer look(String id) {
        return server.get("/v1/records/customers/" + id, key);
    }

    @Test
    void fullDisk_isAnsweredWith503_losesNothing_andRecoversWithoutARestart() throws Exception {
        var written = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            written.add(create(i).json().get("id").asString());
        }
        var ballast = server.outsideView().resolve("ballast");
        fill(ballast);
        int number = 1_000;
        var refusal = create(number);
        while (refusal.status() == 201) {
            written.add(refusal.json().get("id").asString());
            fill(ballast);
            refusal = create(++number);
        }
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.text()).contains("\"code\"").doesNotContain("Zhao", "Exception", "No space");
        assertThat(look(written.getFirst()).status()).isIn(200, 503);

        Files.delete(ballast);
        RunningServer.await("a write succeeds again", () -> create(9_999).status() == 201);
        RunningServer.await("readiness", server::isReady);
        assertThat(written).allSatisfy(id -> assertThat(look(id).status()).isEqualTo(200));
        assertThat(create(number).status())
                .as("what was refused left nothing behind that is unique")
                .isEqualTo(201);
    }

    /// Takes what is left of the file system, in ever smaller pieces.
    private static void fill(Path ballast) {
        for (int size = 1 << 20; size >= 512; size /= 2) {
            var piece = java.nio.ByteBuffer.allocate(size);
            try (var channel = FileChannel.open(
                    ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                for (int written = size; written == size; ) {
                    written = channel.write(piece.clear());
                }
            } catch (IOException full) {
                continue;
            }
        }
    }
}
