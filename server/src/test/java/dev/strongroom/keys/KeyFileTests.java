package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key file opens with its passphrase as it was written, and in no other way.
class KeyFileTests {

    private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();

    @TempDir
    Path folder;

    private final Map<List<Object>, SecretBytes> derived = new HashMap<>();
    private KeyRing ring;
    private byte[] written;

    @BeforeEach
    void create() throws IOException {
        ring = KeysForTests.create(folder, PASSPHRASE);
        ring.add(KeyKind.KEY_ENCRYPTION);
        written = Files.readAllBytes(file());
    }

    private Path file() {
        return folder.resolve(KeyFile.NAME);
    }

    /// Derives once for the same parameters, since thousands of files are tried.
    private SecretBytes derive(PassphraseKey parameters) {
        return derived.computeIfAbsent(List.of(parameters.line()), unknown -> parameters.derive(PASSPHRASE));
    }

    private void refused(byte[] bytes, String how) throws IOException {
        Files.write(file(), bytes);
        var before = HexFormat.of().formatHex(bytes);
        assertThatThrownBy(() -> KeyFile.read(folder, this::derive))
                .as(how)
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageNotContaining(String.valueOf(PASSPHRASE));
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file()))).isEqualTo(before);
    }

    private int saltEnd() {
        return new String(written, java.nio.charset.StandardCharsets.US_ASCII).indexOf("\ndeployment");
    }

    @Test
    void passphrase_isAsDearToTryAsTheProductSays() throws IOException {
        var made = folder.resolve("made");
        var random = new SecureRandom();
        KeyRing.create(made, PASSPHRASE, random, Clock.systemUTC());
        assertThat(Files.readString(made.resolve(KeyFile.NAME)))
                .contains("argon2id memory-kib=65536 iterations=3 parallelism=1 salt=");
        assertThat(KeyRing.open(made, PASSPHRASE, random, Clock.systemUTC()).keys())
                .isNotEmpty();
    }

    @Test
    void read_ofWhatWasWritten_givesEveryKey() {
        var content = KeyFile.read(folder, PASSPHRASE);
        assertThat(content.deployment()).isEqualTo(ring.deployment());
        assertThat(content.keys()).hasSize(7);
        assertThat(content.keys()).isEqualTo(ring.keys());
    }

    @Test
    void open_ofAFileOfBeforeThereWereCosigningKeys_addsOneAndKeepsTheRest() {
        var content = KeyFile.read(folder, PASSPHRASE);
        var older = content.keys().stream()
                .filter(key -> key.kind() != KeyKind.LOG_COSIGNING)
                .toList();
        KeyFile.write(
                folder,
                new KeyFile.Content(content.deployment(), content.passphrase(), content.passphraseKey(), older));
        var opened = KeyRing.open(folder, PASSPHRASE, new SecureRandom(), Clock.systemUTC());
        assertThat(opened.keys()).hasSize(7).containsAll(older);
        assertThat(opened.logKeys().getFirst().mlDsa44()).isPresent();
        assertThat(opened.logSeeds()).isEqualTo(ring.logSeeds());
        var again = KeyRing.open(folder, PASSPHRASE, new SecureRandom(), Clock.systemUTC());
        assertThat(again.keys()).isEqualTo(opened.keys());
    }

    @Test
    void addLogKeys_addsBothUnderOneVersion() {
        assertThat(ring.addLogKeys()).isEqualTo(2);
        assertThat(ring.logKeys()).hasSize(2).allMatch(keys -> keys.mlDsa44().isPresent());
        assertThat(ring.logKeys().getFirst().ed25519())
                .isEqualTo(ring.logSeeds().getFirst());
        assertThat(ring.logKeys().getFirst()).isNotEqualTo(ring.logKeys().getLast());
    }

    @Test
    void everyByteBehindTheParameters_flippedInAnyBit_isRefused() throws IOException {
        for (int at = saltEnd(); at < written.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                var changed = written.clone();
                changed[at] ^= (byte) (1 << bit);
                refused(changed, "byte " + at + ", bit " + bit);
            }
        }
    }

    @Test
    void lineFeed_asACarriageReturn_isRefused() throws IOException {
        for (int at = 0; at < written.length; at++) {
            if (written[at] == '\n') {
                var changed = written.clone();
                changed[at] = '\r';
                refused(changed, "byte " + at);
            }
        }
    }

    @Test
    void everyCharacterOfTheParameters_exchanged_isRefused() throws IOException {
        var random = new SecureRandom();
        for (int at = 0; at < saltEnd(); at++) {
            var changed = written.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            Files.write(file(), changed);
            assertThatThrownBy(() -> KeyFile.read(
                            folder,
                            parameters -> parameters.line().equals(line(written))
                                    ? derive(parameters)
                                    : SecretBytes.random(32, random)))
                    .as("byte %d", at)
                    .isInstanceOf(KeyFileRefused.class);
        }
    }

    private static String line(byte[] file) {
        return new String(file, java.nio.charset.StandardCharsets.US_ASCII)
                .lines()
                .toList()
                .get(1);
    }

    @Test
    void costs_loweredOrRaisedWithoutEnd_areRefusedBeforeTheyAreUsed() {
        for (var line : List.of(
                "argon2id memory-kib=8 iterations=3 parallelism=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
                "argon2id memory-kib=65536 iterations=1 parallelism=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
                "argon2id memory-kib=999999999 iterations=3 parallelism=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
                "argon2id memory-kib=65536 iterations=999 parallelism=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
                "argon2id memory-kib=65536 iterations=3 parallelism=99 salt=AAAAAAAAAAAAAAAAAAAAAA==",
                "argon2id memory-kib=65536 iterations=3 parallelism=1 salt=AAAA")) {
            assertThatThrownBy(() -> PassphraseKey.parse(line)).as(line).isInstanceOf(KeyFileRefused.class);
        }
    }

    @Test
    void file_cutShortAnywhere_isRefused() throws IOException {
        for (int length = 0; length < written.length - 1; length++) {
            refused(Arrays.copyOf(written, length), "cut after " + length + " bytes");
        }
    }

    @Test
    void lines_leftOutDoubledOrExchanged_areRefused() throws IOException {
        var lines = new String(written, java.nio.charset.StandardCharsets.US_ASCII)
                .lines()
                .toList();
        for (int at = 0; at < lines.size(); at++) {
            var without = new java.util.ArrayList<>(lines);
            var line = without.remove(at);
            refused(bytes(without), "without line " + at);
            var doubled = new java.util.ArrayList<>(lines);
            doubled.add(at, line);
            refused(bytes(doubled), "line " + at + " twice");
            if (at > 0) {
                var exchanged = new java.util.ArrayList<>(lines);
                java.util.Collections.swap(exchanged, at - 1, at);
                refused(bytes(exchanged), "line " + at + " exchanged");
            }
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void anotherPassphrase_isRefused_andSoIsTheKeyOfAnotherFile() throws IOException {
        assertThatThrownBy(() -> KeyFile.read(folder, "correct horse battery stapler".toCharArray()))
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("passphrase");
        var other = Files.createDirectory(folder.resolve("other"));
        KeysForTests.create(other, PASSPHRASE);
        var lines = new java.util.ArrayList<>(Files.readAllLines(file()));
        lines.set(4, Files.readAllLines(other.resolve(KeyFile.NAME)).get(4));
        refused(bytes(lines), "a key of another file");
    }

    @Test
    void file_thatOthersMayRead_isRefused() throws IOException {
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyFile.read(folder, PASSPHRASE))
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("0600");
    }

    @Test
    void file_missing_saysWhatToDo() throws IOException {
        Files.delete(file());
        assertThatThrownBy(() -> KeyFile.read(folder, PASSPHRASE)).hasMessageContaining("strongroom init");
    }

    @Test
    void write_leavesNeitherAnUnfinishedNorAnEarlierFile() throws IOException {
        ring.rotateRoot();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName() + ""))
                    .containsExactlyInAnyOrder(KeyFile.NAME, KeyFile.NAME + ".lock");
        }
        assertThat(KeyFile.read(folder, PASSPHRASE).root().version()).isEqualTo(2);
    }

    @Test
    void write_afterACrashBetweenTheTwoNames_goesOn() throws IOException {
        Files.writeString(folder.resolve(KeyFile.NAME + ".next"), "half");
        Files.writeString(folder.resolve(KeyFile.NAME + ".previous"), "older");
        ring.rotateRoot();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName() + ""))
                    .containsExactlyInAnyOrder(KeyFile.NAME, KeyFile.NAME + ".lock");
        }
    }
}
