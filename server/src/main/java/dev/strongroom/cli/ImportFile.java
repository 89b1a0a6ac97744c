package dev.strongroom.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A file of records to import, as lines of JSON.
sealed interface ImportFile permits ImportFile.Lines, ImportTable {

    /// A row that is not sent.
    ///
    /// @param line of the file on which it ends
    /// @param field empty when it is about the whole row
    record Reject(long line, String field, String code) {}

    /// How many lines will be sent.
    ///
    /// @throws CommandFailed when the file cannot be read as a whole
    long count() throws IOException;

    /// @param rejects told of rows that are not sent
    InputStream lines(Consumer<Reject> rejects);

    /// By the name's ending: `.csv`, or else lines of JSON.
    static ImportFile of(Path file, List<String> map, Words words) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandFailed.prevented(words.say(Files.exists(file) ? "file.unreadable" : "file.missing", file));
        }
        boolean isTable = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        if (!isTable && !map.isEmpty()) {
            throw CommandFailed.misused(words.say("import.map_without_table"));
        }
        return isTable ? new ImportTable(file, ImportMapping.parse(map, words), words) : new Lines(file);
    }

    /// Lines of JSON, sent as they are.
    record Lines(Path file) implements ImportFile {

        @Override
        public long count() throws IOException {
            long count = 0;
            int last = '\n';
            var buffer = new byte[1 << 16];
            try (var stream = Files.newInputStream(file)) {
                for (int read = stream.read(buffer); read > 0; read = stream.read(buffer)) {
                    for (int i = 0; i < read; i++) {
                        count += buffer[i] == '\n' ? 1 : 0;
                    }
                    last = buffer[read - 1];
                }
            }
            return last == '\n' ? count : count + 1;
        }

        @Override
        public InputStream lines(Consumer<Reject> rejects) {
            try {
                return new BufferedInputStream(Files.newInputStream(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
