package dev.strongroom.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Every checkpoint this server signed, kept in a file beside the database, one base64url line each, newest last.
///
/// A checkpoint is here before it is published. Whoever rewrites the database must also rewrite this file, and every
/// other copy, to go unnoticed. A full file becomes `checkpoints.previous`.
final class CheckpointCopies {

    private static final long LARGEST_FILE_BYTES = 32L << 20;

    private final Path file;
    private Optional<String> newest;

    /// @throws UncheckedIOException if the file cannot be read
    CheckpointCopies(Path folder) {
        this.file = folder.resolve("checkpoints");
        try {
            Files.createDirectories(folder);
            this.newest = all(file).stream().reduce((older, newer) -> newer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The copies of the checkpoints cannot be read", unreadable);
        }
    }

    /// The newest signed note in the file; the empty log has none.
    synchronized Optional<String> newest() {
        return newest;
    }

    /// The oldest signed note still kept.
    synchronized Optional<String> oldest() throws IOException {
        var previous = all(file.resolveSibling("checkpoints.previous"));
        return previous.isEmpty() ? all(file).stream().findFirst() : Optional.of(previous.getFirst());
    }

    /// Returns once the note is on disk.
    synchronized void append(String note) throws IOException {
        if (Files.exists(file) && Files.size(file) > LARGEST_FILE_BYTES) {
            Files.move(file, file.resolveSibling("checkpoints.previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        var line = Base64.getUrlEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8)) + "\n";
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        newest = Optional.of(note);
    }

    /// A last line that was cut short by a crash was never published, and is passed over.
    private static List<String> all(Path file) throws IOException {
        var notes = new ArrayList<String>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                decoded(line).ifPresent(notes::add);
            }
        }
        return notes;
    }

    private static Optional<String> decoded(String line) {
        try {
            var note = new String(Base64.getUrlDecoder().decode(line), StandardCharsets.UTF_8);
            return note.endsWith("\n") ? Optional.of(note) : Optional.empty();
        } catch (IllegalArgumentException cutShort) {
            return Optional.empty();
        }
    }
}
