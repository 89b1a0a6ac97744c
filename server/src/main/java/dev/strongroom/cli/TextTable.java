package dev.strongroom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Columns of text, as wide as their widest cell. Chinese letters take two places.
final class TextTable {

    private static final int FIRST_WIDE_LETTER = 0x1100;

    private final List<List<String>> rows = new ArrayList<>();

    /// @param columns titles, separated by `|`
    TextTable(String columns) {
        rows.add(List.of(columns.split("\\|")));
    }

    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::line).toList());
    }

    /// A cell of names; a dash where there are none.
    static String names(JsonNode names) {
        return names.isEmpty()
                ? "-"
                : names.valueStream().map(name -> name.asString("")).sorted().collect(Collectors.joining(","));
    }

    void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        var widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                var cell = row.get(column);
                line.append(cell).repeat(' ', widths[column] - width(cell) + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(String text) {
        return text.codePoints()
                .map(letter -> letter < FIRST_WIDE_LETTER ? 1 : 2)
                .sum();
    }
}
