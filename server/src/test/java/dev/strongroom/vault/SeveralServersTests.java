package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one database and one key file: rotations at either lose nothing and need no restart.
class SeveralServersTests {

    @TempDir
    Path home;

    @TempDir
    Path otherHome;

    private RunningServer one;
    private RunningServer other;
    private String key;
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void start() {
        one = RunningServer.startShop(home);
        key = one.shopClient();
        other = one.peer(otherHome);
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
    }

    private void write() {
        written.add(one.create(key, "customers", Shop.customer()));
        written.add(other.create(key, "customers", Shop.customer()));
    }

    private static void rotate(RunningServer server, String kind) {
        var answer = server.post("/v1/keys/rotations", server.administrator(), "{\"kind\": \"" + kind + "\"}");
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    private static void assertReads(RunningServer server, String key, List<String> ids) {
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                Shop.disclose(server, key, "customers", id).status())
                        .isEqualTo(200));
    }

    private long keysInUse() {
        return one.count("select count(*) from key_encryption_key");
    }

    @Test
    void keys_rotatedAtEither_openEverythingAtBoth() {
        write();
        rotate(one, "kek");
        write();
        rotate(other, "kek");
        write();
        RunningServer.await("the replaced keys are destroyed", () -> keysInUse() == 1);
        write();
        assertReads(one, key, written);
        assertReads(other, key, written);
    }

    @Test
    void keys_rotatedAtBothAtOnce_loseNothing_evenAfterARestart() throws InterruptedException {
        var rotations = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) {
            var server = i % 2 == 0 ? one : other;
            rotations.add(Thread.ofVirtual().start(() -> rotate(server, "kek")));
            write();
        }
        for (var rotation : rotations) {
            rotation.join();
        }
        write();
        one.restart();
        other.restart();
        assertReads(one, key, written);
        assertReads(other, key, written);
        assertThat(one.count("select max(version) from key_encryption_key_history"))
                .isEqualTo(7);
    }

    @Test
    void logKey_rotatedElsewhere_signsHere_howeverThisServerLearnsOfIt() {
        rotate(one, "log");
        // Writing the key file reads it again first, so this server knows the new log key from here on
        rotate(other, "kek");
        write();
        RunningServer.await("the new key at the other server", () -> {
            write();
            return new LogOverHttp(other, key).keys().size() == 2;
        });
        assertThat(other.bean(dev.strongroom.ledger.LogSigner.class).verifierKeys())
                .isEqualTo(one.bean(dev.strongroom.ledger.LogSigner.class).verifierKeys());
    }

    @Test
    void logKey_rotatedAtEither_signsForBoth() {
        var log = new LogOverHttp(one, key);
        var earlier = log.awaitAll();
        var firstKey = log.keys().getFirst();
        rotate(one, "log");
        rotate(other, "log");
        // Until the other server has seen the new keys it signs with those it knows
        RunningServer.await("the same two new keys at both", () -> {
            write();
            var keys = log.keys();
            return keys.size() == 2 && keys.equals(new LogOverHttp(other, key).keys()) && !keys.contains(firstKey);
        });
        log.awaitAll();
        assertThat(log.verify(log.keys().getFirst(), Optional.of(earlier)).isIntact())
                .isTrue();
        assertThat(one.tampering()).isEmpty();
        assertThat(other.tampering()).isEmpty();
    }
}
