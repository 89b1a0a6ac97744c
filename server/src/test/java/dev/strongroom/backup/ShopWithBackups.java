package dev.strongroom.backup;

import dev.strongroom.RunningServer;
import dev.strongroom.config.StrongroomConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A shop whose operator has a recovery key and makes backups.
final class ShopWithBackups implements AutoCloseable {

    static final String[] SUPPORT = {"Strongroom-Purpose", "support"};

    final RecoveryKey.Made recovery = RecoveryKey.make();
    final RunningServer server;
    final String key;
    final String operator;
    private final Path folder;
    private int customers;
    private int folders;

    ShopWithBackups(Path folder, Map<String, String> extra) throws IOException {
        var settings = new HashMap<>(extra);
        settings.put("STRONGROOM_BACKUP_RECIPIENTS", recovery.recipient());
        this.folder = folder;
        this.server = RunningServer.startShop(Files.createDirectories(folder.resolve("home")), settings);
        this.key = server.shopClient();
        this.operator = server.client(List.of("backup-operator"), List.of());
    }

    ShopWithBackups(Path folder) throws IOException {
        this(folder, Map.of());
    }

    String email(int number) {
        return "buyer.%d@example.com".formatted(number);
    }

    /// A customer with an address of its own and one order.
    String customer() {
        var id = server.create(key, "customers", """
                {"fields": {"name": "王小明", "email": "%s", "phone": "+86138%08d"}}""".formatted(email(++customers), customers));
        server.create(key, "orders", """
                {"customer": "%s", "fields": {"number": "N-%d", "total": "12.50 CNY", "placed_on": "2026-01-31"}}""".formatted(id, customers));
        return id;
    }

    /// A fresh backup.
    Path backup() throws IOException {
        var target = folder.resolve("backup-" + ++folders);
        backup(target);
        return target;
    }

    void backup(Path target) throws IOException {
        var answer = server.post("/v1/backups", operator, "");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        ReceivedBackup.receive(new ByteArrayInputStream(answer.bytes()), target, received -> {});
    }

    String erase(String customer) {
        return server.post("/v1/customers/" + customer + "/erasures", key, "")
                .json()
                .get("erasure")
                .asString();
    }

    Map<String, String> freshDatabase() {
        return server.settingsOnFreshDatabase(server.home());
    }

    RecoveryKey recoveryKey() {
        return RecoveryKey.read(recovery.identityFile()).orElseThrow();
    }

    static Restore.Restored restore(Path backup, RecoveryKey key, Map<String, String> settings) throws IOException {
        return new Restore(
                        StrongroomConfiguration.load(settings),
                        RunningServer.keys(settings),
                        Clock.systemUTC(),
                        (loading, bytes, of) -> {})
                .run(backup, key);
    }

    Restore.Restored restore(Path backup, Map<String, String> settings) throws IOException {
        return restore(backup, recoveryKey(), settings);
    }

    @Override
    public void close() {
        server.close();
    }
}
