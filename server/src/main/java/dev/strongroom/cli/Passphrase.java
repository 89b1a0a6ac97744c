package dev.strongroom.cli;

import dev.strongroom.config.StrongroomConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Where the root passphrase comes from: the configured file, a systemd credential, or the terminal. A file inside of
/// the home folder is refused, since whoever copies the folder would have both.
final class Passphrase {

    private static final String CREDENTIAL = "strongroom-passphrase";

    private Passphrase() {}

    /// @param confirm whether it is typed twice
    static char[] read(StrongroomConfiguration configuration, Shell shell, boolean confirm) {
        var file = configuration.keys().passphraseFile().or(() -> credential(shell));
        if (file.isPresent()) {
            refuseInside(configuration.home(), file.get(), shell.words());
            return content(file.get(), shell.words());
        }
        return prompt(shell.words(), confirm);
    }

    /// The first line of a file, whatever folder it is in.
    static char[] content(Path file, Words words) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | UncheckedIOException unreadable) {
            throw CommandFailed.refused(words.say("passphrase.unreadable"));
        }
    }

    private static Optional<Path> credential(Shell shell) {
        return shell.variable("CREDENTIALS_DIRECTORY")
                .map(folder -> Path.of(folder, CREDENTIAL))
                .filter(Files::exists);
    }

    private static void refuseInside(Path home, Path file, Words words) {
        if (file.toAbsolutePath().normalize().startsWith(home)) {
            throw CommandFailed.refused(words.say("passphrase.inside_home"));
        }
    }

    private static char[] prompt(Words words, boolean confirm) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw CommandFailed.refused(words.say("passphrase.no_terminal"));
        }
        var typed = console.readPassword("%s", words.say("passphrase.prompt"));
        if (confirm && !Arrays.equals(typed, console.readPassword("%s", words.say("passphrase.again")))) {
            throw CommandFailed.refused(words.say("passphrase.differs"));
        }
        return typed == null ? new char[0] : typed;
    }
}
