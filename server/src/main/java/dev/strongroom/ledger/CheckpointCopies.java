package dev.strongroom.ledger;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Every checkpoint this server signed, kept in a file beside the database, one base64url line each, newest last.
///
/// A checkpoint is here before it is published. Whoever rewrites the database must also rewrite this file, and every
/// other copy, to go unnoticed. A full file becomes `checkpoints.previous`.
final class CheckpointCopies {

    private static final long LARGEST_FILE_BYTES = 32L << 20;

    static final String NAME = "checkpoints";
    private static final String PREVIOUS = ".previous";
    private final Path file;
    private Optional<String> newest;

    /// @throws UncheckedIOException if the file cannot be read
    CheckpointCopies(Path folder) {
        this(folder, NAME);
    }

    /// Those of a log that a restore continued under another origin.
    ///
    /// @param name of the file: [#NAME], or that and the last part of the origin
    CheckpointCopies(Path folder, String name) {
        this.file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            this.newest = lastOf(file).or(() -> lastOf(previous()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The copies of the checkpoints cannot be read", unreadable);
        }
    }

    /// The newest signed note in the file; the empty log has none.
    synchronized Optional<String> newest() {
        return newest;
    }

    /// The oldest signed note still kept.
    synchronized Optional<String> oldest() {
        return firstOf(previous()).or(() -> firstOf(file));
    }

    /// Every signed note in the files of every log this server ever signed, in no particular order.
    static List<String> all(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(NAME))
                    .flatMap(file -> lines(file).stream())
                    .flatMap(line -> decoded(line).stream())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The copies of the checkpoints cannot be read", unreadable);
        }
    }

    /// Returns once the note is on disk. A note that is the newest already is not written again.
    synchronized void append(String note) throws IOException {
        if (newest.filter(note::equals).isPresent()) {
            return;
        }
        if (Files.exists(file) && Files.size(file) > LARGEST_FILE_BYTES) {
            Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
        }
        var line = startOfLine() + Base64.getUrlEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8)) + "\n";
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

    /// Ends a line that was cut short, so that the next one stands on its own.
    private String startOfLine() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n' ? "\n" : "";
        } catch (NoSuchFileException first) {
            return "";
        }
    }

    private Path previous() {
        return file.resolveSibling(file.getFileName() + PREVIOUS);
    }

    private static Optional<String> firstOf(Path file) {
        return lines(file).stream().flatMap(line -> decoded(line).stream()).findFirst();
    }

    private static Optional<String> lastOf(Path file) {
        return lines(file).reversed().stream()
                .flatMap(line -> decoded(line).stream())
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The copies of the checkpoints cannot be read", unreadable);
        }
    }

    /// A line that was cut short by a crash was never published, and is passed over.
    private static Optional<String> decoded(String line) {
        try {
            var note = new String(Base64.getUrlDecoder().decode(line), StandardCharsets.UTF_8);
            Checkpoint.parse(SignedNote.parse(note).text());
            return Optional.of(note);
        } catch (IllegalArgumentException | MalformedLogData cutShort) {
            return Optional.empty();
        }
    }
}
