package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that need no server: their exit codes, and that they write nothing they should not.
class LocalCommandTests {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void settings() throws IOException {
        environment.put("STRONGROOM_HOME", folder.resolve("home").toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put(
                "STRONGROOM_PASSPHRASE_FILE",
                Files.writeString(folder.resolve("passphrase"), "a long enough passphrase\n")
                        .toString());
    }

    @Test
    void help_inBothLanguages_namesEveryCommand() {
        for (var language : new String[] {"en_GB.UTF-8", "zh_CN.UTF-8"}) {
            environment.put("LANG", language);
            var help = run("help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out())
                    .contains(
                            "init",
                            "serve",
                            "demo",
                            "catalog",
                            "clients",
                            "verify",
                            "proof",
                            "keys",
                            "advisories",
                            "bench");
        }
        assertThat(run("help").out()).containsPattern("\\p{IsHan}");
    }

    @Test
    void usage_wrong_is2() {
        assertThat(run("no-such-command").exitCode()).isEqualTo(2);
        assertThat(run("verify").exitCode()).isEqualTo(2);
        assertThat(run("verify", "--dir", folder.toString(), "--key", "not-a-key")
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("clients", "create").exitCode()).isEqualTo(2);
    }

    @Test
    void init_makesKeysOnceAndShowsTheSecretOnce() throws IOException {
        var first = run("init");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).containsPattern("srk_[0-9a-f]{12}_[0-9a-f]{64}");
        var keyFile = folder.resolve("home").resolve("keys").resolve("strongroom.keys");
        var before = Files.readAllBytes(keyFile);
        assertThat(Files.getPosixFilePermissions(keyFile)).hasSize(2);

        var second = run("init");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.all()).doesNotContain("srk_");
        assertThat(Files.readAllBytes(keyFile)).isEqualTo(before);
    }

    @Test
    void init_withThePassphraseInsideTheHome_isRefused() throws IOException {
        var home = Files.createDirectories(folder.resolve("home"));
        environment.put(
                "STRONGROOM_PASSPHRASE_FILE",
                Files.writeString(home.resolve("passphrase"), "a long enough passphrase")
                        .toString());
        assertThat(run("init").exitCode()).isEqualTo(1);
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void init_withAShortPassphrase_isRefused() throws IOException {
        Files.writeString(folder.resolve("passphrase"), "short");
        assertThat(run("init").exitCode()).isEqualTo(1);
    }

    @Test
    void serve_withAWrongPassphrase_refusesAndWritesNothing() throws IOException {
        run("init");
        Files.writeString(folder.resolve("passphrase"), "another passphrase altogether");
        var served = run("serve");
        assertThat(served.exitCode()).isEqualTo(1);
        assertThat(served.all()).contains("passphrase").doesNotContain("another passphrase altogether");
        try (var files = Files.list(folder.resolve("home"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("keys");
        }
    }

    @Test
    void serve_withoutKeys_saysWhatToDo() {
        var served = run("serve");
        assertThat(served.exitCode()).isEqualTo(1);
        assertThat(served.all()).contains("strongroom init");
    }

    @Test
    void serve_withAMisspeltSetting_namesItWithoutItsValue() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home").resolve("strongroom.properties"), "http.prot=secret-value\n");
        var served = run("serve");
        assertThat(served.exitCode()).isEqualTo(1);
        assertThat(served.all()).contains("http.prot").doesNotContain("secret-value");
    }

    @Test
    void catalogValidate_ofASample_isGood() throws IOException {
        var file = Files.writeString(folder.resolve("shop.yaml"), RunningServer.sample("shop.yaml"));
        assertThat(run("catalog", "validate", file.toString()).exitCode()).isZero();
    }

    @Test
    void catalogValidate_ofABrokenFile_namesEveryPlaceInBothLanguages() throws IOException {
        var broken = RunningServer.sample("shop.yaml")
                .replace("type: email", "type: emial")
                .replace("gdpr: consent", "gdpr: whim");
        var file = Files.writeString(folder.resolve("broken.yaml"), broken);
        var english = run("catalog", "validate", file.toString());
        assertThat(english.exitCode()).isEqualTo(1);
        assertThat(english.all()).containsPattern("broken\\.yaml:\\d+:\\d+").contains("emial", "whim");
        environment.put("LC_ALL", "zh_CN.UTF-8");
        assertThat(run("catalog", "validate", file.toString()).all()).containsPattern("\\p{IsHan}");
    }

    @Test
    void verify_ofAFileThatIsFarTooLarge_saysSoInsteadOfReadingIt() throws IOException {
        var huge = folder.resolve("huge");
        try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        var key = "log+00000000+AAAA";
        var answered = run("verify-proof", huge.toString(), "--key", key);
        assertThat(answered.exitCode()).isIn(2, 3);
        assertThat(answered.err() + answered.out()).doesNotContain("Exception", "OutOfMemory");
    }

    @Test
    void catalogValidate_ofNoFile_couldNotBeDone() {
        assertThat(run("catalog", "validate", folder.resolve("none.yaml").toString())
                        .exitCode())
                .isNotZero();
    }

    @Test
    void clientCommand_withoutAKey_saysWhichVariableToSet() {
        var listed = run("clients", "list");
        assertThat(listed.exitCode()).isEqualTo(2);
        assertThat(listed.all()).contains("STRONGROOM_KEY");
    }

    @Test
    void clientCommand_withoutAServer_couldNotBeDone() {
        environment.put("STRONGROOM_URL", "http://127.0.0.1:1");
        environment.put("STRONGROOM_KEY", "srk_0123456789ab_" + "0".repeat(64));
        var listed = run("clients", "list");
        assertThat(listed.exitCode()).isEqualTo(3);
        assertThat(listed.all()).doesNotContain("0".repeat(64));
    }

    private Transcript run(String... arguments) {
        return Transcript.of(environment, arguments);
    }
}
