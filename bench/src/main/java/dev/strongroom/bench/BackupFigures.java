package dev.strongroom.bench;

import dev.strongroom.backup.ReceivedBackup;
import dev.strongroom.backup.RecoveryKey;
import dev.strongroom.backup.Restore;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.ApiClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A backup over HTTP into a folder, and its restore into a fresh embedded database, to the last fsync.
final class BackupFigures {

    private final int customers;
    private final Path folder;
    private final RecoveryKey.Made recovery = RecoveryKey.make();

    BackupFigures(int customers, Path folder) {
        this.customers = customers;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        Path home;
        String key;
        try (var seeded = ServerUnderLoad.seeded(
                folder.resolve("backed-up"),
                customers,
                count -> Bench.progress("seeding customers", count, customers))) {
            home = seeded.home();
            key = seeded.key();
        }
        var backup = folder.resolve("backup");
        double writing = backUp(home, key, backup);
        double restoring = restore(home, backup);
        return List.of(
                Figure.atLeast("backup of %,d customers".formatted(customers), "MB/s", writing, 40, 100),
                Figure.atLeast("restore of %,d customers".formatted(customers), "MB/s", restoring, 20, 50));
    }

    private double backUp(Path home, String key, Path target) throws IOException, InterruptedException {
        var settings = new HashMap<>(ServerUnderLoad.environment(home));
        settings.put("STRONGROOM_BACKUP_RECIPIENTS", recovery.recipient());
        try (var server = ServerUnderLoad.inProcess(settings, home);
                var http = HttpClient.newHttpClient()) {
            var operator = server.getBean(ApiClients.class)
                    .create(
                            new ApiClients.Request(
                                    "backup", Set.of("backup-operator"), Set.of(), List.of(), Optional.empty()),
                            ServerUnderLoad.administrator(key));
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ServerUnderLoad.PORT + "/v1/backups"))
                    .header("Authorization", "Bearer " + operator.secret())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            long start = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                long bytes = ReceivedBackup.receive(body, target, received -> {});
                return said("backup", bytes, start);
            }
        }
    }

    private double restore(Path keysHome, Path backup) throws IOException {
        var home = Files.createDirectory(folder.resolve("restored"));
        var settings = new HashMap<>(Map.copyOf(ServerUnderLoad.environment(home)));
        settings.put("STRONGROOM_KEYS_FOLDER", keysHome.resolve("keys").toString());
        var key = RecoveryKey.read(recovery.identityFile()).orElseThrow();
        long start = System.nanoTime();
        var restored = new Restore(
                        StrongroomConfiguration.load(settings),
                        ServerUnderLoad.keys(keysHome),
                        Clock.systemUTC(),
                        (loading, bytes, of) -> {})
                .run(backup, key);
        return said("restore", restored.bytes(), start);
    }

    private static double said(String what, long bytes, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        Bench.say("  %s: %,d MB in %.1f s".formatted(what, bytes / 1_000_000, seconds));
        return bytes / seconds / 1e6;
    }
}
