package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log written by others is audited from a folder; changed copies are refused by name.
class ConformanceVerifyTests {

    private static final String KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    @TempDir
    Path folder;

    @Test
    void verify_ofTheLogAsItIs_isGood() throws IOException {
        assertThat(verify(copy()).exitCode()).isZero();
    }

    @Test
    void verify_ofACopyWithOneChangedEntry_namesIt() throws IOException {
        var log = copy();
        var bundle = log.resolve("tile/entries/000.p/15");
        var bytes = Files.readAllBytes(bundle);
        bytes[2] ^= 1;
        Files.write(bundle, bytes);
        var verified = verify(log);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.out()).contains("entry 0 ");
    }

    @Test
    void verify_ofALogThatWentBack_isRefused() throws IOException {
        var log = copy();
        assertThat(verify(log).exitCode()).isZero();
        Files.copy(
                log.resolve("checkpoint.7"),
                log.resolve("checkpoint"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(log).exitCode()).isEqualTo(1);
    }

    @Test
    void verify_ofALogThatWentBack_isRefusedAlsoWhereAnOlderCheckpointIsGiven_andForgetsNothing() throws IOException {
        var log = copy();
        assertThat(verify(log).exitCode()).isZero();
        var older = folder.resolve("older");
        Files.copy(log.resolve("checkpoint.7"), older);
        assertThat(verify(log, "--since", older.toString()).exitCode())
                .as("the log as it is, against an older checkpoint")
                .isZero();
        Files.copy(older, log.resolve("checkpoint"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(log, "--since", older.toString()).exitCode()).isEqualTo(1);
        assertThat(verify(log).exitCode()).as("what was seen is remembered").isEqualTo(1);
    }

    private Transcript verify(Path log, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("verify", "--dir", log.toString(), "--key", KEY));
        arguments.addAll(List.of(more));
        var environment = Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
        return Transcript.of(environment, arguments.toArray(String[]::new));
    }

    private Path copy() throws IOException {
        var data = System.getProperty("conformance.data", "");
        var source = Path.of(data, "tlog", "log");
        assumeTrue(!data.isEmpty() && Files.isDirectory(source), "skipped: the log of others is not here");
        var target = folder.resolve("log");
        try (var paths = Files.walk(source)) {
            for (var path : paths.toList()) {
                var copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.write(copy, Files.readAllBytes(path));
                }
            }
        }
        return target;
    }
}
