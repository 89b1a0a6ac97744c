package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that share one key file never lose what another one has put there, and need no restart to see it.
class SharedKeyFileTests {

    private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();

    @TempDir
    Path folder;

    private KeyRing one;
    private KeyRing other;

    @BeforeEach
    void open() {
        one = KeysForTests.create(folder, PASSPHRASE);
        other = opened();
    }

    private KeyRing opened() {
        return KeyRing.open(folder, PASSPHRASE, new SecureRandom(), Clock.systemUTC());
    }

    private static List<Integer> versions(KeyRing ring) {
        return ring.keys().stream()
                .filter(key -> key.kind() == KeyKind.KEY_ENCRYPTION)
                .map(KeyFile.Key::version)
                .toList();
    }

    @Test
    void key_thatAnotherServerMade_isFoundWhereItIsNeeded() {
        int version = one.add(KeyKind.KEY_ENCRYPTION);
        assertThatCode(() -> other.keyEncryptionKey(version)).doesNotThrowAnyException();
    }

    @Test
    void add_onTopOfAnotherServersKey_keepsBoth() {
        one.add(KeyKind.KEY_ENCRYPTION);
        assertThat(other.add(KeyKind.KEY_ENCRYPTION)).isEqualTo(3);
        assertThat(versions(opened())).containsExactly(1, 2, 3);
        one.refresh();
        assertThat(one.keys()).isEqualTo(other.keys());
    }

    @Test
    void addAfter_aVersionThatAnotherServerHasFollowed_addsNothing() {
        one.addAfter(KeyKind.KEY_ENCRYPTION, 1);
        other.addAfter(KeyKind.KEY_ENCRYPTION, 1);
        assertThat(versions(other)).containsExactly(1, 2);
        assertThat(other.keys()).containsAll(one.keys());
    }

    @Test
    void add_byManyAtOnce_losesNoKey() throws InterruptedException {
        var added = new ConcurrentSkipListSet<Integer>();
        var servers = new ArrayList<Thread>();
        for (var ring : List.of(one, other, opened())) {
            servers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 10; i++) {
                    added.add(ring.add(KeyKind.KEY_ENCRYPTION));
                }
            }));
        }
        for (var server : servers) {
            server.join();
        }
        assertThat(versions(opened())).hasSize(31).doesNotHaveDuplicates().containsAll(added);
        one.refresh();
        other.refresh();
        assertThat(one.keys()).isEqualTo(other.keys());
    }

    @Test
    void key_thatAnotherServerDestroyed_isDroppedFromMemory() {
        one.add(KeyKind.KEY_ENCRYPTION);
        assertThatCode(() -> other.keyEncryptionKey(1)).doesNotThrowAnyException();
        one.destroyKeyEncryptionKey(1);
        other.refresh();
        assertThatThrownBy(() -> other.keyEncryptionKey(1)).isInstanceOf(KeyFileRefused.class);
        other.add(KeyKind.KEY_ENCRYPTION);
        assertThat(versions(opened())).as("it does not come back").containsExactly(2, 3);
    }

    @Test
    void refresh_afterARotationOfTheRoot_goesOn() {
        one.rotateRoot();
        one.add(KeyKind.LOG);
        other.refresh();
        assertThat(other.keys()).isEqualTo(one.keys());
        assertThat(other.logSeeds()).isEqualTo(one.logSeeds());
    }

    @Test
    void refresh_ofAFileThatIsGoneChangedOrOfAnotherDeployment_keepsWhatIsInMemory() throws IOException {
        var file = folder.resolve(KeyFile.NAME);
        var keys = other.keys();
        var written = Files.readString(file);
        Files.writeString(file, written.replaceFirst("key kek 1", "key kek 2"));
        assertThatThrownBy(other::refresh).isInstanceOf(KeyFileRefused.class);
        assertThatThrownBy(() -> other.add(KeyKind.LOG)).isInstanceOf(KeyFileRefused.class);
        Files.delete(file);
        assertThatThrownBy(other::refresh).isInstanceOf(KeyFileRefused.class);
        KeysForTests.create(folder, PASSPHRASE);
        assertThatThrownBy(other::refresh).isInstanceOf(KeyFileRefused.class).hasMessageContaining("restart");
        assertThat(other.keys()).isEqualTo(keys);
    }
}
