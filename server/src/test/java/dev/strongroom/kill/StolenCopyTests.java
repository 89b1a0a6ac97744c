package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.promise.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thief has copied the whole data directory, and later gets every key file that still exists. What he runs on them
/// is the server itself, which knows best how to open a record.
@Promise(5)
@Order(1)
class StolenCopyTests {

    private static final String NAME = "Xochipilli Nezahualcoyotl";

    @TempDir
    Path folder;

    private Path home;
    private String administrator;
    private String key;
    private String customer;

    @BeforeEach
    void fill() throws Exception {
        try (var server = ServerProcess.in(Files.createDirectory(folder.resolve("victim")))) {
            home = server.home();
            administrator = ServerProcess.init(server);
            server.start();
            key = server.shopClient(administrator, List.of("shop_backend", "support_agent", "eraser"));
            var body = "{\"fields\": {\"name\": \"" + NAME + "\", \"email\": \"stolen@example.com\"}}";
            customer = server.post("/v1/records/customers", key, body)
                    .json()
                    .get("id")
                    .asString();
        }
        copy(home.resolve("postgresql"), folder.resolve("stolen"));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private void eraseAndDestroyTheKey() throws IOException, InterruptedException {
        try (var server = ServerProcess.in(folder.resolve("victim"))) {
            server.start();
            var erasure = server.post("/v1/customers/" + customer + "/erasures", key, "")
                    .json()
                    .get("erasure")
                    .asString();
            server.post("/v1/keys/rotations", administrator, "{\"kind\": \"kek\"}");
            RunningServer.await(
                    "the key is destroyed",
                    () -> server.get("/v1/erasures/" + erasure, key).text().contains("unreadable-since"));
        }
    }

    /// What the thief is told when he puts the stolen data beside the key file that is there now.
    private ServerProcess.Answer lookInTheCopy(String thief) throws IOException, InterruptedException {
        try (var server = ServerProcess.in(Files.createDirectory(folder.resolve(thief)))) {
            Files.createDirectory(server.home());
            copy(home.resolve("keys"), server.home().resolve("keys"));
            copy(folder.resolve("stolen"), server.home().resolve("postgresql"));
            server.start();
            return server.get("/v1/records/customers/" + customer, key);
        }
    }

    @Test
    void copyFromBeforeTheErasure_opensWithTheKeyFile_untilTheKeyIsDestroyed() throws Exception {
        var before = lookInTheCopy("early-thief");
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.text()).contains(NAME);

        eraseAndDestroyTheKey();

        var after = lookInTheCopy("late-thief");
        assertThat(after.status()).isGreaterThanOrEqualTo(400);
        assertThat(after.text()).doesNotContain(NAME, "Xochi", "stolen@");
    }
}
