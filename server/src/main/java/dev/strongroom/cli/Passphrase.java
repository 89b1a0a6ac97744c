package dev.strongroom.cli;

import dev.strongroom.config.ConfigurationErrors;
import dev.strongroom.config.StrongroomConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the root passphrase comes from: the configured file, a systemd credential, or the terminal. A file inside of
/// the home folder is refused, since whoever copies the folder would have both.
final class Passphrase {

    private static final String CREDENTIAL = "strongroom-passphrase";

    private Passphrase() {}

    static char[] read(StrongroomConfiguration configuration, Map<String, String> environment, boolean confirm) {
        var file = configuration.keys().passphraseFile().or(() -> credential(environment));
        if (file.isPresent()) {
            refuseInside(configuration.home(), file.get());
            return content(file.get());
        }
        return prompt(confirm);
    }

    /// The first line of a file, whatever folder it is in.
    static char[] content(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | UncheckedIOException unreadable) {
            throw ConfigurationErrors.of("The passphrase file cannot be read; check passphrase.file");
        }
    }

    private static Optional<Path> credential(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .map(folder -> Path.of(folder, CREDENTIAL))
                .filter(Files::exists);
    }

    private static void refuseInside(Path home, Path file) {
        if (file.toAbsolutePath().normalize().startsWith(home)) {
            throw ConfigurationErrors.of("passphrase.file must be outside of STRONGROOM_HOME");
        }
    }

    private static char[] prompt(boolean confirm) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw ConfigurationErrors.of("Set passphrase.file, or run this in a terminal to type the passphrase");
        }
        var typed = console.readPassword("Root passphrase: ");
        if (confirm && !java.util.Arrays.equals(typed, console.readPassword("Once more: "))) {
            throw ConfigurationErrors.of("The two passphrases differ; nothing was written");
        }
        return typed == null ? new char[0] : typed;
    }
}
