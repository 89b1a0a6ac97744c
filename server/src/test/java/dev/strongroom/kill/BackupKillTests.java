package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.backup.RecoveryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command that backs up, or restores, is killed at random moments of its work.
@Order(1)
class BackupKillTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final Random RANDOM = new Random();

    @TempDir
    Path folder;

    private RunningServer server;
    private Path keyFile;
    private String operator;
    private String key;
    private String customer;

    @BeforeEach
    void start() throws IOException {
        var recovery = RecoveryKey.make();
        keyFile = Files.writeString(folder.resolve("recovery.key"), recovery.identityFile());
        Files.writeString(folder.resolve("passphrase"), "correct horse battery");
        server = RunningServer.startShop(
                Files.createDirectory(folder.resolve("home")),
                Map.of("STRONGROOM_BACKUP_RECIPIENTS", recovery.recipient()));
        operator = server.client(List.of("backup-operator"), List.of());
        key = server.shopClient();
        customer = server.create(
                key, "customers", "{\"fields\": {\"name\": \"Li Si\", \"email\": \"li.si@example.com\"}}");
        // Enough bytes that a kill meets the work and not its end
        server.execute("insert into idempotency (scope, body, customer_id, record_id, version)"
                + " select sha256(n::text::bytea), sha256(n::text::bytea) || sha256('x'), n, n, 1"
                + " from generate_series(1, 400000) n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Process run(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                ServerProcess.QUICK_COMPILER,
                ServerProcess.SMALL_COLLECTOR,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.cli.Strongroom"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Process backup(Path target) throws IOException {
        return run(
                Map.of("STRONGROOM_URL", server.uri("").toString(), "STRONGROOM_KEY", operator),
                "backup",
                "--to",
                target.toString());
    }

    private static long bytes(Path folder) {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | java.io.UncheckedIOException notThere) {
            return 0;
        }
    }

    @Test
    void backup_killedAtAnyMoment_leavesNothingUnderItsName_andTheNextIsWhole() throws Exception {
        var target = folder.resolve("backup");
        for (int round = 0; round < ROUNDS; round++) {
            long after = RANDOM.nextLong(20_000_000);
            var process = backup(target);
            RunningServer.await(
                    "the backup is under way",
                    () -> bytes(folder.resolve(".backup.unfinished")) > after || !process.isAlive());
            process.destroyForcibly().waitFor();
            if (Files.exists(target)) {
                assertThat(target.resolve("manifest.age")).exists();
                break;
            }
            RunningServer.await(
                    "the server gave it up",
                    () -> server.count("select count(*) from backup where finished_at is null") == 0);
        }
        if (!Files.exists(target)) {
            var last = backup(target);
            assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(last.exitValue())
                    .as(Files.readString(folder.resolve("output")))
                    .isZero();
        }
        assertThat(folder.resolve(".backup.unfinished")).doesNotExist();
        assertRestored(settings(), target);
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(server.settingsOnFreshDatabase(server.home()));
        settings.put("STRONGROOM_PASSPHRASE_FILE", folder.resolve("passphrase").toString());
        return settings;
    }

    private Process restore(Map<String, String> settings, Path from) throws IOException {
        return run(settings, "restore", "--from", from.toString(), "--key", keyFile.toString());
    }

    private void assertRestored(Map<String, String> settings, Path from) throws Exception {
        var process = restore(settings, from);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        try (var restored = server.startElsewhere(settings)) {
            assertThat(restored.get("/v1/records/customers/" + customer, key, "Strongroom-Purpose", "support")
                            .status())
                    .isEqualTo(200);
            RunningServer.await("readiness", () -> restored.readiness().equals("UP"));
        }
    }

    @Test
    void restore_killedAtAnyMoment_isNoDatabaseForAServer_andIsRunAgain() throws Exception {
        var target = folder.resolve("backup");
        assertThat(backup(target).waitFor()).isZero();
        var settings = settings();
        for (int round = 0; round < ROUNDS / 2; round++) {
            var process = restore(settings, target);
            RunningServer.await("the restore is under way", () -> isMarked(settings) || !process.isAlive());
            Thread.sleep(RANDOM.nextLong(2_500));
            process.destroyForcibly().waitFor();
            if (!isMarked(settings)) {
                break;
            }
            assertThatThrownBy(() -> server.startElsewhere(settings)).hasStackTraceContaining("not finished");
        }
        if (isMarked(settings)) {
            assertRestored(settings, target);
        }
    }

    private static boolean isMarked(Map<String, String> settings) {
        try (var connection = DriverManager.getConnection(
                        settings.get("STRONGROOM_DB_URL"),
                        settings.get("STRONGROOM_DB_USER"),
                        settings.get("STRONGROOM_DB_PASSWORD"));
                var rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_namespace where nspname = 'strongroom_restore'")) {
            rows.next();
            return rows.getLong(1) == 1;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
