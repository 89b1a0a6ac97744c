package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.NoteSigner;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.database.EmbeddedDatabaseForTests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is not exactly the backup that was made is refused by name, and the database stays empty.
class DamagedBackupTests {

    private static final Random RANDOM = new Random(20261125);

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    private static ShopWithBackups shop;
    private static Path intact;
    private static Map<String, String> settings;
    private Path backup;

    @BeforeAll
    static void make() throws IOException {
        shop = new ShopWithBackups(folder);
        shop.customer();
        intact = shop.backup();
        settings = shop.freshDatabase();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void copy() throws IOException {
        backup = Files.createDirectory(own.resolve("backup"));
        for (var file : files(intact)) {
            Files.copy(file, backup.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    private Path file(String table) throws IOException {
        return file(backup, table);
    }

    private static Path file(Path of, String table) throws IOException {
        return files(of).stream()
                .filter(path -> path.toString().endsWith("-" + table + ".copy.age"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(BackupRefused.Reason reason, String subject, Path backup, RecoveryKey key) {
        assertThatThrownBy(() -> ShopWithBackups.restore(backup, key, settings))
                .isInstanceOfSatisfying(BackupRefused.class, refused -> {
                    assertThat(refused.reason()).as(refused.subject()).isEqualTo(reason);
                    assertThat(refused.subject()).isEqualTo(subject);
                });
        assertThat(tables()).isZero();
    }

    private void assertRefused(BackupRefused.Reason reason, Path subject) {
        assertRefused(reason, subject.getFileName().toString(), backup, shop.recoveryKey());
    }

    private static long tables() {
        try (var connection = DriverManager.getConnection(
                        settings.get("STRONGROOM_DB_URL"),
                        settings.get("STRONGROOM_DB_USER"),
                        settings.get("STRONGROOM_DB_PASSWORD"));
                var rows = connection
                        .createStatement()
                        .executeQuery("select (select count(*) from pg_tables where schemaname = 'public')"
                                + " + (select count(*) from pg_namespace where nspname = 'strongroom_restore')")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void oneFlippedBit_inAnyFile_isFound() throws IOException {
        for (var file : files(backup)) {
            var bytes = Files.readAllBytes(file);
            int place = RANDOM.nextInt(bytes.length);
            bytes[place] ^= (byte) (1 << RANDOM.nextInt(8));
            Files.write(file, bytes);
            assertThatThrownBy(() -> shop.restore(backup, settings))
                    .as("bit %d of %s", place, file)
                    .isInstanceOfSatisfying(BackupRefused.class, refused -> {
                        assertThat(refused.subject())
                                .isEqualTo(file.getFileName().toString());
                        assertThat(refused.reason()).isIn(BackupRefused.Reason.CHANGED, BackupRefused.Reason.OTHER_KEY);
                    });
            assertThat(tables()).isZero();
            Files.copy(intact.resolve(file.getFileName()), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void file_cutShortAnywhere_isFound() throws IOException {
        var file = file("record");
        for (long length : new long[] {0, 20, 190, Files.size(file) / 2, Files.size(file) - 16, Files.size(file) - 1}) {
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(intact.resolve(file.getFileName())), (int)
                    length));
            assertRefused(BackupRefused.Reason.CHANGED, file);
        }
    }

    @Test
    void file_withBytesAfterItsEnd_isFound() throws IOException {
        Files.writeString(file("record"), "more", StandardOpenOption.APPEND);
        assertRefused(BackupRefused.Reason.CHANGED, file("record"));
    }

    @Test
    void manifest_cutShort_isFound() throws IOException {
        var manifest = backup.resolve(BackupFiles.MANIFEST);
        var bytes = Files.readAllBytes(manifest);
        Files.write(manifest, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        assertRefused(BackupRefused.Reason.CHANGED, manifest);
    }

    @Test
    void files_thatChangedPlaces_areFound() throws IOException {
        var one = file("record");
        var other = file("blind_index");
        var aside = Files.move(one, own.resolve("aside"));
        Files.move(other, one);
        Files.move(aside, other);
        assertThatThrownBy(() -> shop.restore(backup, settings))
                .isInstanceOfSatisfying(
                        BackupRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(BackupRefused.Reason.OTHER_FILE));
        assertThat(tables()).isZero();
    }

    @Test
    void file_ofAnotherBackupOfTheSameDeployment_isFound() throws IOException {
        shop.customer();
        var later = shop.backup();
        Files.copy(file(later, "record"), file("record"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertRefused(BackupRefused.Reason.OTHER_FILE, file("record"));
    }

    @Test
    void file_missing_isNamed() throws IOException {
        var file = file("record");
        Files.delete(file);
        assertRefused(BackupRefused.Reason.MISSING, file);
    }

    @Test
    void manifest_missing_isNamed() throws IOException {
        Files.delete(backup.resolve(BackupFiles.MANIFEST));
        assertRefused(BackupRefused.Reason.MISSING, backup.resolve(BackupFiles.MANIFEST));
    }

    @Test
    void file_tooMany_isNamed() throws IOException {
        var extra = Files.copy(file("record"), backup.resolve("099-record.copy.age"));
        assertRefused(BackupRefused.Reason.EXTRA, extra);
    }

    @Test
    void otherRecoveryKey_opensNothing() {
        var other = RecoveryKey.read(RecoveryKey.make().identityFile()).orElseThrow();
        assertRefused(BackupRefused.Reason.OTHER_KEY, BackupFiles.MANIFEST, backup, other);
    }

    @Test
    void backup_ofAnotherDeployment_isRefused() throws IOException {
        try (var other = new ShopWithBackups(own.resolve("other"))) {
            assertRefused(
                    BackupRefused.Reason.OTHER_DEPLOYMENT, BackupFiles.MANIFEST, other.backup(), other.recoveryKey());
        }
    }

    @Test
    void manifest_encryptedByAStranger_isRefused() throws IOException {
        replaceManifest(note -> new SignedNote(
                note.text(), SignedNote.sign(note.text(), List.of(stranger())).signatures()));
        assertRefused(BackupRefused.Reason.NOT_SIGNED, backup.resolve(BackupFiles.MANIFEST));
    }

    @Test
    void manifest_changedUnderItsSignature_isRefused() throws IOException {
        replaceManifest(
                note -> new SignedNote(note.text().replaceFirst("entries [0-9]+", "entries 1"), note.signatures()));
        assertRefused(BackupRefused.Reason.NOT_SIGNED, backup.resolve(BackupFiles.MANIFEST));
    }

    @Test
    void manifest_thatIsAnErasureCertificate_isRefused() throws IOException {
        var certificate = shop.server
                .get("/v1/erasures/" + shop.erase(shop.customer()), shop.key)
                .json()
                .get("certificate")
                .asString();
        replaceManifest(note -> SignedNote.parse(certificate));
        assertRefused(BackupRefused.Reason.NOT_SIGNED, backup.resolve(BackupFiles.MANIFEST));
    }

    private static NoteSigner stranger() {
        var seed = new byte[32];
        RANDOM.nextBytes(seed);
        return NoteSigner.fromSeed("stranger.example", dev.strongroom.core.crypto.SecretBytes.copyOf(seed));
    }

    private void replaceManifest(UnaryOperator<SignedNote> change) throws IOException {
        var path = backup.resolve(BackupFiles.MANIFEST);
        SignedNote note;
        try (var content = BackupFiles.decrypting(
                backup, BackupFiles.MANIFEST, shop.recoveryKey().readers())) {
            note = SignedNote.parse(content.readAllBytes());
        }
        Files.delete(path);
        var file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var encrypted = BackupFiles.encrypting(file, Recipients.of(List.of(shop.recovery.recipient())))) {
            encrypted.write(ByteBuffer.wrap(change.apply(note).encoded().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void erasuresFile_changedRemovedOrReordered_isRefused() throws IOException {
        shop.erase(shop.customer());
        shop.erase(shop.customer());
        var file = Path.of(settings.get("STRONGROOM_KEYS_FOLDER")).resolve("erasures.log");
        var lines = Files.readAllLines(file);
        var damages = new ArrayList<List<String>>();
        damages.add(lines.subList(1, lines.size()));
        damages.add(lines.reversed());
        damages.add(lines.stream()
                .map(line -> line.replaceFirst("erasure .", "erasure f"))
                .toList());
        damages.add(lines.stream().map(line -> line.replaceFirst("T", " ")).toList());
        try {
            for (var damage : damages) {
                if (!damage.equals(lines)) {
                    Files.write(file, damage);
                    assertRefused(BackupRefused.Reason.ERASURES_CHANGED, "erasures.log", backup, shop.recoveryKey());
                }
            }
        } finally {
            Files.write(file, lines);
        }
    }

    @Test
    void intactBackup_isRestoredAfterAllTheseRefusals() throws IOException {
        var fresh = EmbeddedDatabaseForTests.emptySettings();
        var all = new java.util.HashMap<>(settings);
        all.putAll(fresh);
        assertThat(shop.restore(intact, all).rows()).isPositive();
        try (var restored = shop.server.startElsewhere(all)) {
            RunningServer.await("readiness", () -> restored.readiness().equals("UP"));
        }
    }
}
