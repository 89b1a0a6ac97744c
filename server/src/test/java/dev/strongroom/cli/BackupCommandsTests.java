package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// backup-key, backup and restore as people run them.
class BackupCommandsTests {

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Path keyFile;
    private static String recipient;
    private static String operator;
    private static String key;
    private static String customer;

    @TempDir
    Path own;

    @BeforeAll
    static void start() throws IOException {
        keyFile = folder.resolve("recovery.key");
        var made = Transcript.of(environment(Map.of()), "backup-key", "--to", keyFile.toString());
        assertThat(made.exitCode()).as(made.all()).isZero();
        recipient = made.out().strip();
        server = RunningServer.startShop(
                Files.createDirectory(folder.resolve("home")), Map.of("STRONGROOM_BACKUP_RECIPIENTS", recipient));
        key = server.shopClient();
        customer = server.create(
                key, "customers", "{\"fields\": {\"name\": \"Li Si\", \"email\": \"li.si@example.com\"}}");
        operator = server.client(List.of("backup-operator"), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("STRONGROOM_HOME", folder.resolve("home").toString());
        environment.putAll(more);
        return environment;
    }

    private static Transcript backup(Path target, String as, String... language) {
        var environment = environment(Map.of(
                "STRONGROOM_URL", server.uri("").toString(), "STRONGROOM_KEY", as, "LANG", String.join("", language)));
        return Transcript.of(environment, "backup", "--to", target.toString());
    }

    private static Path passphrase() throws IOException {
        return Files.writeString(folder.resolve("passphrase"), "correct horse battery");
    }

    private static Transcript restore(Map<String, String> settings, Path from, Path with) throws IOException {
        var environment = new HashMap<>(settings);
        environment.put("STRONGROOM_PASSPHRASE_FILE", passphrase().toString());
        return Transcript.of(environment, "restore", "--from", from.toString(), "--key", with.toString());
    }

    @Test
    void backupAndRestore_fromKeyToServer() throws IOException {
        var target = own.resolve("backup");
        var made = backup(target, operator);
        assertThat(made.exitCode()).as(made.all()).isZero();
        assertThat(made.out()).contains("MB/s");
        var settings = server.settingsOnFreshDatabase(server.home());
        var restored = restore(settings, target, keyFile);
        assertThat(restored.exitCode()).as(restored.all()).isZero();
        assertThat(restored.out()).contains("restored-", "strongroom.dev/log-continuation/v1");
        try (var other = server.startElsewhere(settings)) {
            assertThat(other.get("/v1/records/customers/" + customer, key, "Strongroom-Purpose", "support")
                            .status())
                    .isEqualTo(200);
        }
        var again = restore(settings, target, keyFile);
        assertThat(again.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(again.err()).contains("not empty");
    }

    @Test
    void recoveryKey_isReadableByItsOwnerOnly_andNeverWrittenOver() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(recipient).matches("age1[0-9a-z]{58}");
        var before = Files.readString(keyFile);
        var again = Transcript.of(environment(Map.of()), "backup-key", "--to", keyFile.toString());
        assertThat(again.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(again.all()).doesNotContain("AGE-SECRET");
        assertThat(Files.readString(keyFile)).isEqualTo(before);
    }

    @Test
    void recoveryKey_insideOfTheHome_isRefused() {
        var inside = folder.resolve("home").resolve("recovery.key");
        assertThat(Transcript.of(environment(Map.of()), "backup-key", "--to", inside.toString())
                        .exitCode())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(inside).doesNotExist();
    }

    @Test
    void files_areForTheirOwnerOnly_andNothingElseIsThere() throws IOException {
        var target = own.resolve("backup");
        backup(target, operator);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwx------");
        try (var files = Files.list(target)) {
            assertThat(files).allSatisfy(file -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("age-encryption.org/v1\n");
            });
        }
        assertThat(own).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void backup_intoSomethingThatExists_isRefusedAndLeavesIt() throws IOException {
        var target = Files.createDirectory(own.resolve("there"));
        assertThat(backup(target, operator).exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void backup_withoutRole_isRefusedInBothLanguages_andLeavesNothing() {
        var target = own.resolve("backup");
        assertThat(backup(target, key).err()).contains("caller.role_missing");
        var chinese = backup(target, key, "zh_CN.UTF-8");
        assertThat(chinese.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(chinese.err()).contains("角色");
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void restore_withWhatIsNoKey_saysSo() throws IOException {
        var target = own.resolve("backup");
        backup(target, operator);
        for (var text : List.of("", "AGE-SECRET-KEY-1NOTAKEY", recipient)) {
            var file = Files.writeString(own.resolve("key"), text);
            var refused = restore(server.settingsOnFreshDatabase(server.home()), target, file);
            assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(refused.err()).contains("not a recovery key");
        }
    }

    @Test
    void restore_ofADamagedBackup_namesTheFileInBothLanguages() throws IOException {
        var target = own.resolve("backup");
        backup(target, operator);
        Files.delete(target.resolve("manifest.age"));
        var settings = new HashMap<>(server.settingsOnFreshDatabase(server.home()));
        assertThat(restore(settings, target, keyFile).err()).contains("manifest.age", "is missing");
        settings.put("LANG", "zh_CN.UTF-8");
        assertThat(restore(settings, target, keyFile).err()).contains("manifest.age", "缺少");
    }

    @Test
    void everyFile_isOpenedByAnIndependentAge() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/age")), "Debian's package age is not installed: skipped");
        var target = own.resolve("backup");
        backup(target, operator);
        try (var files = Files.list(target)) {
            for (var file : files.toList()) {
                var opened = own.resolve("opened");
                var age = new ProcessBuilder(
                                "/usr/bin/age",
                                "-d",
                                "-i",
                                keyFile.toString(),
                                "-o",
                                opened.toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
                assertThat(age.waitFor()).as(file.toString()).isZero();
                var expected = file.endsWith("manifest.age") ? "strongroom.dev/backup/v1\n" : "PGCOPY\n";
                assertThat(Files.readString(opened, StandardCharsets.ISO_8859_1))
                        .startsWith(expected);
                Files.delete(opened);
            }
        }
    }
}
