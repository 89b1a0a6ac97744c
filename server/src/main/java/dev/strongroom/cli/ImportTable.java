package dev.strongroom.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// A table of comma-separated values (RFC 4180) in UTF-8, with a first row that names the columns. Cells are text,
/// whatever they look like; an empty one is left out.
final class ImportTable implements ImportFile {

    private static final Charset GUESS = Charset.forName("GB18030");

    private final Path file;
    private final ImportMapping mapping;
    private final Words words;

    ImportTable(Path file, ImportMapping mapping, Words words) {
        this.file = file;
        this.mapping = mapping;
        this.words = words;
    }

    /// Reads the whole table once, so that what is wrong with it as a whole is told before anything is sent.
    @Override
    public long count() throws IOException {
        try (var rows = open(reject -> {})) {
            long count = 0;
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
            return count;
        }
    }

    @Override
    public InputStream lines(Consumer<Reject> rejects) {
        try {
            return new LineStream(open(rejects));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Rows open(Consumer<Reject> rejects) throws IOException {
        var bounded = new BoundedReader(new InputStreamReader(
                withoutMark(new BufferedInputStream(Files.newInputStream(file))),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        return new Rows(bounded, rejects);
    }

    private static InputStream withoutMark(BufferedInputStream stream) throws IOException {
        stream.mark(3);
        boolean isMark = stream.read() == 0xef && stream.read() == 0xbb && stream.read() == 0xbf;
        if (!isMark) {
            stream.reset();
        }
        return stream;
    }

    /// The rows as lines of JSON.
    private final class Rows implements Iterator<byte[]>, AutoCloseable {

        private final BoundedReader reader;
        private final CSVParser parser;
        private final List<ImportMapping.Column> columns;
        private final Consumer<Reject> rejects;
        private Optional<byte[]> next = Optional.empty();

        Rows(BoundedReader reader, Consumer<Reject> rejects) throws IOException {
            this.reader = reader;
            this.rejects = rejects;
            this.parser = CSVFormat.RFC4180.builder().get().parse(reader);
            var header = read();
            this.columns = header.isEmpty()
                    ? List.of()
                    : mapping.columns(header.get().stream().map(String::strip).toList(), words);
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty()) {
                var row = read();
                if (row.isEmpty()) {
                    return false;
                }
                next = line(row.get());
            }
            return true;
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var line = next.orElseThrow();
            next = Optional.empty();
            return line;
        }

        private Optional<CSVRecord> read() {
            try {
                reader.nextRow();
                var iterator = parser.iterator();
                return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
            } catch (UncheckedIOException | IllegalStateException failure) {
                throw unreadable(failure);
            }
        }

        private CommandFailed unreadable(RuntimeException failure) {
            long line = parser.getCurrentLineNumber() + 1;
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof BoundedReader.TooLong) {
                    return CommandFailed.refused(words.say("import.row_too_long", file, line));
                }
                if (cause instanceof CharacterCodingException) {
                    return CommandFailed.refused(words.say("import.not_utf8", file, line, GUESS.name()));
                }
            }
            return CommandFailed.refused(words.say("import.bad_quotes", file, line));
        }

        private Optional<byte[]> line(CSVRecord row) {
            long number = parser.getCurrentLineNumber();
            if (row.size() == 1 && row.get(0).isEmpty()) {
                return Optional.empty();
            }
            if (row.size() != columns.size()) {
                rejects.accept(new Reject(number, "", "csv.wrong_number_of_cells"));
                return Optional.empty();
            }
            var line = ServerClient.JSON.createObjectNode().put("line", number);
            var fields = line.putObject("fields");
            for (int i = 0; i < columns.size(); i++) {
                var cell = row.get(i);
                if (!cell.isEmpty() && !put(line, fields, columns.get(i), cell)) {
                    rejects.accept(
                            new Reject(number, ((ImportMapping.Column.Field) columns.get(i)).id(), "csv.not_json"));
                    return Optional.empty();
                }
            }
            return Optional.of(ServerClient.JSON.writeValueAsBytes(line));
        }

        private boolean put(ObjectNode line, ObjectNode fields, ImportMapping.Column column, String cell) {
            switch (column) {
                case ImportMapping.Column.LeftOut none -> {}
                case ImportMapping.Column.Customer owner -> line.put("customer", cell);
                case ImportMapping.Column.CustomerReference owner -> line.put("customerReference", cell);
                case ImportMapping.Column.Field field -> {
                    return put(fields, field, cell);
                }
            }
            return true;
        }

        private static boolean put(ObjectNode fields, ImportMapping.Column.Field field, String cell) {
            if (!field.isJson()) {
                fields.put(field.id(), cell);
                return true;
            }
            try {
                fields.set(field.id(), ServerClient.JSON.readTree(cell));
                return true;
            } catch (JacksonException notJson) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    /// The lines, each with its end, as a stream.
    private static final class LineStream extends InputStream {

        private final Rows rows;
        private byte[] line = new byte[0];
        private int position;

        LineStream(Rows rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            return fill() ? line[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = 0;
            while (count < length && fill()) {
                int part = Math.min(length - count, line.length - position);
                System.arraycopy(line, position, buffer, offset + count, part);
                position += part;
                count += part;
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private boolean fill() {
            if (position < line.length) {
                return true;
            }
            if (!rows.hasNext()) {
                return false;
            }
            var next = rows.next();
            line = java.util.Arrays.copyOf(next, next.length + 1);
            line[next.length] = '\n';
            position = 0;
            return true;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
