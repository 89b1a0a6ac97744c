package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The folder of the demonstration: data, keys and, against every rule, the passphrase beside them.
///
/// @param folder absolute
record DemoHome(Path folder) {

    static final String DEFAULT = "var-demo";

    static DemoHome of(Shell shell) {
        var folder = Path.of(shell.variable("STRONGROOM_HOME").orElse(DEFAULT));
        return new DemoHome(folder.toAbsolutePath().normalize());
    }

    /// Its presence says that a folder belongs to the demonstration.
    Path passphrase() {
        return folder.resolve("passphrase.UNSAFE-FOR-DEMO-ONLY");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    Path administratorKey() {
        return folder.resolve("administrator.key");
    }

    Path clientKey() {
        return folder.resolve("client.key");
    }

    /// The key of the client that imports, exports and makes tokens.
    Path loaderKey() {
        return folder.resolve("loader.key");
    }

    /// Headers for curl, so that the key is not among its arguments.
    Path headers() {
        return folder.resolve("headers");
    }

    Path loaderHeaders() {
        return folder.resolve("loader.headers");
    }

    /// The records made so far, one customer a line.
    Path loaded() {
        return folder.resolve("loaded");
    }

    /// Held while a server runs on this folder; beside it, so that a fresh folder stays empty.
    Path lock() {
        return parent().resolve(folder.getFileName() + ".lock");
    }

    Path parent() {
        return folder.resolve("..").normalize();
    }

    Path walk() {
        return folder.resolve("walk.sh");
    }

    Path verifierKey() {
        return folder.resolve("log.vkey");
    }

    /// Statements that undo what `demo tamper` changed, newest last.
    Path undo() {
        return folder.resolve("tampered.undo");
    }

    Path databasePassword() {
        return folder.resolve("postgresql").resolve("password");
    }

    Path databaseProcess() {
        return folder.resolve("postgresql").resolve("data").resolve("postmaster.pid");
    }

    boolean isDemo() {
        return Files.isRegularFile(passphrase());
    }

    boolean isFresh() throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    /// What the server is configured by: an embedded database under this folder, always.
    Map<String, String> settings(Map<String, String> environment) {
        var settings = new HashMap<>(environment);
        settings.keySet()
                .removeIf(name ->
                        name.startsWith("STRONGROOM_DB_") || name.startsWith("STRONGROOM_TLS_") || isMessages(name));
        settings.remove("STRONGROOM_KEYS_FOLDER");
        settings.put("STRONGROOM_HOME", folder.toString());
        settings.put("STRONGROOM_MESSAGES_SHOWN_INSECURELY", "true");
        settings.putIfAbsent("STRONGROOM_LIMITS_REQUESTS_PER_SECOND", "100000");
        settings.putIfAbsent("STRONGROOM_DB_SHARED_BUFFERS", "64MB");
        return settings;
    }

    /// The demonstration sends nothing, whatever the environment of a real server says.
    private static boolean isMessages(String name) {
        return name.startsWith("STRONGROOM_MAIL_") || name.startsWith("STRONGROOM_SMS_");
    }
}
