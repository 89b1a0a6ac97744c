package dev.strongroom.backup;

import java.util.List;
import java.util.stream.Collectors;

/// A table by its name and the columns that are copied. Generated columns are not; they are computed again.
record CopiedTable(String name, List<String> columns, long estimatedBytes) {

    CopiedTable {
        columns = List.copyOf(columns);
    }

    String copyOut() {
        return "copy %s (%s) to stdout (format binary)".formatted(qualified(name), list(columns));
    }

    static String copyIn(Manifest.Table table) {
        return "copy %s (%s) from stdin (format binary)".formatted(qualified(table.name()), list(table.columns()));
    }

    static String qualified(String name) {
        return "public." + quoted(name);
    }

    private static String list(List<String> columns) {
        return columns.stream().map(CopiedTable::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
