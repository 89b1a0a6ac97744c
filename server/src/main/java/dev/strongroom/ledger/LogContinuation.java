package dev.strongroom.ledger;

import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.NoteSigner;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.keys.KeyRing;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The statement that a log ended with a restore and goes on under another origin. See docs/formats/log.md.
///
/// A restored log lacks what was appended after the backup. Under its old name it would contradict checkpoints that
/// others hold; under a name of its own it contradicts nothing, and the statement says which entries they share.
///
/// @param log origin of the log in the backup
/// @param continuesAs origin from the restore on
/// @param restoredAt when
/// @param backup the backup's id
/// @param entriesKept how many entries both logs begin with
/// @param lastKnown the newest checkpoints known of the logs that ended, signed notes
record LogContinuation(
        String log, String continuesAs, Instant restoredAt, String backup, long entriesKept, List<String> lastKnown) {

    private static final String HEADER = "strongroom.dev/log-continuation/v1";

    LogContinuation {
        lastKnown = List.copyOf(lastKnown);
    }

    /// Signed under both names, so that holders of the old verifier key can check it.
    String signed(KeyRing ring) {
        var signers = ring.logSeeds().stream()
                .flatMap(seed -> Stream.of(NoteSigner.fromSeed(log, seed), NoteSigner.fromSeed(continuesAs, seed)))
                .toList();
        return SignedNote.sign(text(), signers).encoded();
    }

    /// @return empty unless it is such a statement, signed by a key of this deployment's log
    static Optional<LogContinuation> read(String statement, KeyRing ring) {
        try {
            var note = SignedNote.parse(statement);
            var continuation = parse(note.text());
            boolean ours = ring.logSeeds().stream()
                    .map(seed -> NoteSigner.fromSeed(continuation.continuesAs(), seed))
                    .anyMatch(signer -> note.verifiedBy(signer.verifierKey()));
            return ours ? Optional.of(continuation) : Optional.empty();
        } catch (MalformedLogData | DateTimeParseException | NumberFormatException notAStatement) {
            return Optional.empty();
        }
    }

    private String text() {
        var text = new StringBuilder("%s\nlog %s\ncontinues-as %s\nrestored-at %s\nbackup %s\nentries-kept %d\n"
                .formatted(HEADER, log, continuesAs, restoredAt, backup, entriesKept));
        lastKnown.forEach(note -> text.append("last-known ")
                .append(Base64.getUrlEncoder().encodeToString(note.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .append('\n'));
        return text.toString();
    }

    private static LogContinuation parse(String text) {
        var lines = text.lines().toList();
        if (lines.size() < 6 || !lines.getFirst().equals(HEADER)) {
            throw new MalformedLogData("This is no statement of a continued log");
        }
        var parsed = new LogContinuation(
                value(lines.get(1), "log"),
                value(lines.get(2), "continues-as"),
                Instant.parse(value(lines.get(3), "restored-at")),
                value(lines.get(4), "backup"),
                Long.parseLong(value(lines.get(5), "entries-kept")),
                lines.stream().skip(6).map(LogContinuation::lastKnown).toList());
        if (!parsed.text().equals(text)) {
            throw new MalformedLogData("A statement of a continued log is not in its one form");
        }
        return parsed;
    }

    private static String lastKnown(String line) {
        try {
            var bytes = Base64.getUrlDecoder().decode(value(line, "last-known"));
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedLogData("A checkpoint in a statement of a continued log is malformed");
        }
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name + " ")) {
            throw new MalformedLogData("A statement of a continued log lacks: " + name);
        }
        return line.substring(name.length() + 1);
    }
}
