package dev.strongroom.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A password or token in a file of its own, read when it is used: so it can be replaced without a restart.
final class SecretFile {

    private SecretFile() {}

    /// @return without the blanks and line ends around it
    static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("A password file of the configuration cannot be read", unreadable);
        }
    }
}
