package dev.strongroom.asvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A line of docs/asvs.csv: one requirement of OWASP ASVS 5.0.0, by its id, and what the product has to show for it.
///
/// @param level from which it is asked for, 1 to 3
/// @param tests what shows it, as `Class.method`, or `Class` for all of one
/// @param note why, or what is missing; for what is documented it begins with the path of the document
record Requirement(String id, int level, Status status, List<String> tests, String note) {

    static final Path FILE = Path.of("..", "docs", "asvs.csv");
    static final List<String> COLUMNS = List.of("id", "level", "status", "test", "note");

    enum Status {
        /// Tests show all of it.
        MET,
        /// Tests show a part of it.
        PARTLY,
        /// A document says it, where a document is what is asked for.
        DOCUMENTED,
        /// Somebody has looked, where nothing else is possible.
        REVIEWED,
        OPEN,
        NOT_APPLICABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Status of(String word) {
            return Arrays.stream(values())
                    .filter(status -> status.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no status " + word));
        }
    }

    int chapter() {
        return Integer.parseInt(id.substring(0, id.indexOf('.')));
    }

    boolean isApplicable() {
        return status != Status.NOT_APPLICABLE;
    }

    static List<Requirement> all() {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var reader = Files.newBufferedReader(FILE);
                var lines = CSVParser.parse(reader, format)) {
            if (!lines.getHeaderNames().equals(COLUMNS)) {
                throw new IllegalArgumentException("The columns of docs/asvs.csv are " + COLUMNS);
            }
            return lines.stream().map(Requirement::of).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Requirement of(CSVRecord line) {
        var tests = Arrays.stream(line.get("test").split(";"))
                .filter(name -> !name.isEmpty())
                .toList();
        return new Requirement(
                line.get("id"),
                Integer.parseInt(line.get("level")),
                Status.of(line.get("status")),
                tests,
                line.get("note"));
    }
}
