package dev.strongroom.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which column of a table becomes which member of an imported record.
///
/// A target is the id of a field, `reference`, `@customer` for the id of the customer the record belongs to, or
/// `@customer_reference` for that customer's reference; `:json` behind a field's id sends its cells as JSON.
record ImportMapping(Map<String, String> targets) {

    static final String CUSTOMER = "@customer";
    static final String CUSTOMER_REFERENCE = "@customer_reference";
    private static final String AS_JSON = ":json";

    ImportMapping {
        targets = Map.copyOf(targets);
    }

    /// @param pairs `column=field`; none: every column goes to the field it is named after
    static ImportMapping parse(List<String> pairs, Words words) {
        var targets = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            int at = pair.indexOf('=');
            if (at < 1 || at == pair.length() - 1) {
                throw CommandFailed.misused(words.say("import.bad_map", pair));
            }
            var column = pair.substring(0, at).strip();
            if (targets.put(column, pair.substring(at + 1).strip()) != null) {
                throw CommandFailed.misused(words.say("import.column_twice", column));
            }
        }
        return new ImportMapping(targets);
    }

    /// @param headers of the table
    /// @return what becomes of each column, in their order
    List<Column> columns(List<String> headers, Words words) {
        targets.keySet().stream()
                .filter(column -> !headers.contains(column))
                .findFirst()
                .ifPresent(missing -> {
                    throw CommandFailed.misused(words.say("import.no_such_column", missing));
                });
        var columns = headers.stream().map(this::column).toList();
        refuseTwoForOne(columns, words);
        return columns;
    }

    /// The cells of one would silently be lost.
    private static void refuseTwoForOne(List<Column> columns, Words words) {
        var met = new HashSet<String>();
        for (var column : columns) {
            var target = column.target();
            if (target.isPresent() && !met.add(target.get())) {
                throw CommandFailed.misused(words.say("import.two_columns", target.get()));
            }
        }
    }

    private Column column(String header) {
        if (targets.isEmpty()) {
            return Column.of(header);
        }
        var target = targets.get(header);
        return target == null ? new Column.LeftOut() : Column.of(target);
    }

    /// What becomes of a column.
    sealed interface Column {

        /// What it becomes; empty for one that is left out.
        default Optional<String> target() {
            return switch (this) {
                case LeftOut none -> Optional.empty();
                case Customer owner -> Optional.of(CUSTOMER);
                case CustomerReference owner -> Optional.of(CUSTOMER_REFERENCE);
                case Field field -> Optional.of(field.id());
            };
        }

        record LeftOut() implements Column {}

        record Customer() implements Column {}

        record CustomerReference() implements Column {}

        record Field(String id, boolean isJson) implements Column {}

        private static Column of(String target) {
            return switch (target) {
                case CUSTOMER -> new Customer();
                case CUSTOMER_REFERENCE -> new CustomerReference();
                default ->
                    target.endsWith(AS_JSON)
                            ? new Field(target.substring(0, target.length() - AS_JSON.length()), true)
                            : new Field(target, false);
            };
        }
    }
}
