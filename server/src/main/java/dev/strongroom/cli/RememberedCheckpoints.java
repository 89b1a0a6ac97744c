package dev.strongroom.cli;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The last checkpoint of each log that verified here, one file a log, private to the user.
///
/// Comparing with it is what finds a log that was rewritten or moved back as a whole.
final class RememberedCheckpoints {

    private final Path folder;
    private final Words words;

    RememberedCheckpoints(Path stateFolder, Words words) {
        this.folder = stateFolder.resolve("checkpoints");
        this.words = words;
    }

    /// @throws CommandFailed if one is there and cannot be read: going on without it would hide a log that was moved
    /// back
    Optional<Checkpoint> of(String origin) {
        var file = file(origin);
        return Files.exists(file) ? Optional.of(parse(PrivateFiles.read(file, words), file)) : Optional.empty();
    }

    /// @param note signed, as it was published
    void remember(String origin, String note) {
        try {
            PrivateFiles.createFolder(folder);
            PrivateFiles.write(file(origin), note);
        } catch (IOException failure) {
            throw CommandFailed.prevented(words.say("verify.not_remembered", file(origin)));
        }
    }

    Checkpoint parse(String note, Path file) {
        try {
            return Checkpoint.parse(SignedNote.parse(note).text());
        } catch (MalformedLogData malformed) {
            throw CommandFailed.prevented(words.say("verify.malformed_earlier", file));
        }
    }

    private Path file(String origin) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
