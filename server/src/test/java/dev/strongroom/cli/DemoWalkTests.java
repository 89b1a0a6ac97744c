package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo starts from nothing, and every command of the walk it prints does what it says.
@Order(1)
class DemoWalkTests {

    @TempDir
    Path folder;

    @Test
    void walk_asPrinted_works() throws IOException, InterruptedException {
        var command = launcher();
        var environment = Map.of(
                "STRONGROOM_HOME", folder.resolve("demo").toString(),
                "STRONGROOM_COMMAND", command.toString(),
                "STRONGROOM_HTTP_PORT", freePort(),
                "STRONGROOM_MANAGEMENT_PORT", freePort(),
                "XDG_STATE_HOME", folder.resolve("state").toString());
        var printed = folder.resolve("demo.txt");
        var demo = start(environment, printed, command.toString(), "demo", "--customers", "40");
        try {
            RunningServer.await(
                    "the walk", Duration.ofMinutes(3), () -> read(printed).contains("walk.sh") || !demo.isAlive());
            assertThat(read(printed)).contains("UNSAFE", "不安全", "srk_", "40");
            var output = folder.resolve("walk.txt");
            var walk = start(
                    environment, output, "bash", folder.resolve("demo/walk.sh").toString());
            assertThat(walk.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertThat(walk.exitValue()).as(read(output)).isZero();
            assertThat(read(output)).contains("purpose.not_allowed", "erasure.retention_duty", "unreadable since");
        } finally {
            demo.destroy();
            demo.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private Path launcher() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var script =
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.strongroom.cli.Strongroom \"$@\"\n"
                        .formatted(java, System.getProperty("java.class.path"));
        var file = Files.writeString(folder.resolve("strongroom"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private Process start(Map<String, String> environment, Path output, String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("STRONGROOM_"));
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().putAll(environment);
        return process.start();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
