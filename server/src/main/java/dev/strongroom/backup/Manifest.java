package dev.strongroom.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a backup holds, as the text of a note that the log's key signs. See docs/formats/backup.md.
///
/// @param log origin of the log at the time
/// @param keepUntil until then the keys it needs are kept
/// @param entries of the ledger in it
/// @param checkpoint the newest signed note in it; empty while the log was empty
/// @param keyEncryptionKeys versions that opening its customers needs
/// @param migrations of the database's tables, in order
record Manifest(
        String deployment,
        String log,
        String backup,
        Instant madeAt,
        Instant keepUntil,
        long entries,
        String checkpoint,
        List<Integer> keyEncryptionKeys,
        List<Migration> migrations,
        List<Sequence> sequences,
        List<Table> tables) {

    private static final String HEADER = "strongroom.dev/backup/v1";
    private static final String NONE = "-";

    Manifest {
        keyEncryptionKeys = List.copyOf(keyEncryptionKeys);
        migrations = List.copyOf(migrations);
        sequences = List.copyOf(sequences);
        tables = List.copyOf(tables);
    }

    /// A migration that was applied.
    record Migration(String version, int checksum) {}

    /// A sequence's state.
    record Sequence(String name, long last, boolean called) {}

    /// A table's file.
    ///
    /// @param bytes of the COPY stream
    /// @param hash SHA-256 of the COPY stream, hexadecimal
    record Table(String file, String name, long rows, long bytes, String hash, List<String> columns) {
        Table {
            columns = List.copyOf(columns);
        }
    }

    long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum();
    }

    String text() {
        var text = new StringBuilder();
        text.append(HEADER).append('\n');
        line(text, "deployment", deployment);
        line(text, "log", log);
        line(text, "backup", backup);
        line(text, "made-at", madeAt);
        line(text, "keep-until", keepUntil);
        line(text, "entries", entries);
        line(text, "checkpoint", checkpoint.isEmpty() ? NONE : base64(checkpoint));
        line(text, "key-encryption-keys", joined(keyEncryptionKeys));
        migrations.forEach(one -> line(text, "migration", one.version(), one.checksum()));
        sequences.forEach(one -> line(text, "sequence", one.name(), one.last(), one.called()));
        tables.forEach(one -> line(
                text, "table", one.file(), one.name(), one.rows(), one.bytes(), one.hash(), joined(one.columns())));
        return text.toString();
    }

    /// @return empty unless the text is in its one form
    static Optional<Manifest> parse(String text) {
        try {
            var parsed = new Reader(text).read();
            return parsed.text().equals(text) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static void line(StringBuilder text, Object... words) {
        text.append(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")))
                .append('\n');
    }

    private static String joined(List<?> values) {
        return values.isEmpty() ? NONE : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String base64(String note) {
        return Base64.getUrlEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Reader {

        private final List<String> lines;
        private int next;

        Reader(String text) {
            this.lines = text.lines().toList();
            if (!lines.getFirst().equals(HEADER)) {
                throw new IllegalArgumentException("This is no manifest");
            }
            this.next = 1;
        }

        Manifest read() {
            return new Manifest(
                    one("deployment"),
                    one("log"),
                    one("backup"),
                    Instant.parse(one("made-at")),
                    Instant.parse(one("keep-until")),
                    Long.parseLong(one("entries")),
                    note(one("checkpoint")),
                    list(one("key-encryption-keys")).stream()
                            .map(Integer::valueOf)
                            .toList(),
                    all("migration").stream()
                            .map(words -> new Migration(words[0], Integer.parseInt(words[1])))
                            .toList(),
                    all("sequence").stream()
                            .map(words -> new Sequence(words[0], Long.parseLong(words[1]), "true".equals(words[2])))
                            .toList(),
                    all("table").stream().map(Reader::table).toList());
        }

        private static Table table(String[] words) {
            return new Table(
                    words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3]), words[4], list(words[5]));
        }

        private String one(String name) {
            var line = lines.get(next++);
            if (!line.startsWith(name + " ")) {
                throw new IllegalArgumentException("A manifest lacks a line");
            }
            return line.substring(name.length() + 1);
        }

        private List<String[]> all(String name) {
            var found = new ArrayList<String[]>();
            while (next < lines.size() && lines.get(next).startsWith(name + " ")) {
                found.add(one(name).split(" ", -1));
            }
            return found;
        }

        private static String note(String word) {
            return word.equals(NONE) ? "" : new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
        }

        private static List<String> list(String word) {
            return word.equals(NONE) ? List.of() : List.of(word.split(",", -1));
        }
    }
}
