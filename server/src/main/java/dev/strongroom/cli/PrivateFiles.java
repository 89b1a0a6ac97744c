package dev.strongroom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read, replaced as a whole.
final class PrivateFiles {

    /// Far more than any proof, certificate, catalog or checkpoint.
    private static final long LARGEST_BYTES = 16L << 20;

    private PrivateFiles() {}

    static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException link) {
            if (!Files.isDirectory(folder)) {
                throw link;
            }
        }
    }

    /// Either the old or the new content is there, whatever happens in between.
    static void write(Path file, String content) throws IOException {
        var beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", "");
        try {
            Files.writeString(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// The text of a file given on the command line.
    static String read(Path file, Words words) {
        return new String(bytes(file, words), java.nio.charset.StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path file, Words words) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw CommandFailed.prevented(words.say("file.too_large", file, LARGEST_BYTES >> 20));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw CommandFailed.prevented(words.say("file.missing", file));
        } catch (IOException | UncheckedIOException unreadable) {
            throw CommandFailed.prevented(words.say("file.unreadable", file));
        }
    }
}
