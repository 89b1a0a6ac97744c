package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.keys.KeyRing;
import dev.strongroom.keys.KeysForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of erasures outside of the database: nothing in it can be changed unseen, and a crash does not spoil it.
class TombstonesTests {

    @TempDir
    Path folder;

    private KeyRing ring;
    private Tombstones tombstones;
    private Path file;

    @BeforeEach
    void make() {
        ring = KeysForTests.create(folder.resolve("keys"), "a passphrase of enough letters".toCharArray());
        tombstones = new Tombstones(folder.resolve("keys"), ring);
        file = folder.resolve("keys/erasures.log");
    }

    private static Tombstone tombstone(int number) {
        return new Tombstone(
                "%020x".formatted(number), -number, Instant.parse("2026-01-31T10:00:00.123456Z"), number, 1);
    }

    private List<Tombstone> written(int count) throws IOException {
        var all = new ArrayList<Tombstone>();
        for (int i = 1; i <= count; i++) {
            tombstones.append(tombstone(i));
            all.add(tombstone(i));
        }
        return all;
    }

    @Test
    void read_nobodyErased_isEmpty() {
        assertThat(tombstones.read()).isEmpty();
    }

    @Test
    void read_givesWhatWasAppended_alsoByAnotherServer() throws IOException {
        var all = written(20);
        var other = new Tombstones(folder.resolve("keys"), ring);
        other.append(tombstone(21));
        tombstones.append(tombstone(22));
        all.addAll(List.of(tombstone(21), tombstone(22)));
        assertThat(other.read()).isEqualTo(all);
    }

    @Test
    void file_isReadableByItsOwnerOnly() throws IOException {
        written(1);
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void append_besideOthers_losesNothing() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int i = 1; i <= 8; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    new Tombstones(folder.resolve("keys"), ring).append(tombstone(number));
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(tombstones.read()).hasSize(8);
    }

    @Test
    void line_cutShortByACrash_isPassedOverAndWrittenOver() throws IOException {
        var all = written(2);
        var whole = Files.readString(file);
        tombstones.append(tombstone(3));
        var third = Files.readString(file).substring(whole.length());
        for (int length = 0; length < third.length(); length++) {
            Files.writeString(file, whole + third.substring(0, length));
            assertThat(tombstones.read()).isEqualTo(all);
            tombstones.append(tombstone(4));
            assertThat(tombstones.read()).hasSize(3).contains(tombstone(4));
        }
    }

    @Test
    void oneChangedCharacter_isFound() throws IOException {
        written(3);
        var text = Files.readString(file);
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            Files.writeString(file, text.substring(0, i) + other + text.substring(i + 1));
            assertThatThrownBy(tombstones::read).as("character %d", i).isInstanceOf(Tombstones.Changed.class);
        }
    }

    @Test
    void lastCharacter_inAnotherFormOfTheSameBits_isFound() throws IOException {
        written(1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var text = Files.readString(file);
        int last = text.length() - 2;
        char other = alphabet.charAt(alphabet.indexOf(text.charAt(last)) + 1);
        Files.writeString(file, text.substring(0, last) + other + "\n");
        assertThatThrownBy(tombstones::read).isInstanceOf(Tombstones.Changed.class);
    }

    @Test
    void line_ofAnotherDeployment_isFound() throws IOException {
        written(1);
        var other = KeysForTests.create(folder.resolve("other"), "a passphrase of enough letters".toCharArray());
        assertThatThrownBy(() -> new Tombstones(folder.resolve("keys"), other).read())
                .isInstanceOf(Tombstones.Changed.class);
    }

    @Test
    void append_afterSomethingElse_isRefused() throws IOException {
        Files.writeString(file, "something else\n", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> tombstones.append(tombstone(1))).isInstanceOf(Tombstones.Changed.class);
        Files.writeString(file, "x".repeat(2_000));
        assertThatThrownBy(() -> tombstones.append(tombstone(1))).isInstanceOf(Tombstones.Changed.class);
    }
}
