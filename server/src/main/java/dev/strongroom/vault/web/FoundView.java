package dev.strongroom.vault.web;

import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.RecordId;
import dev.strongroom.vault.RecordSearch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a search found, as a table.
///
/// @param columns titles of fields
/// @param cursor of the next rows; empty if there are none
record FoundView(List<String> columns, List<Row> rows, String purpose, String cursor) {

    private static final int MOST_COLUMNS = 5;

    FoundView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// @param cells one a column; empty where the record has no such value
    record Row(String customer, String record, List<Optional<ShownText>> cells) {}

    /// How many cells a row has, with the one that leads to the customer.
    public int width() {
        return columns.size() + 1;
    }

    /// The few fields that tell records apart: what was searched by, and the first that may be seen. No more is looked
    /// at.
    static Set<String> columns(LookOffers.Place place, String searched) {
        var granted = place.granted().stream()
                .filter(field -> field.type() != FieldType.JSON && field.type() != FieldType.FILE)
                .map(FieldDefinition::id)
                .toList();
        var first = granted.contains(searched) ? Stream.of(searched) : Stream.<String>empty();
        var columns = new LinkedHashSet<String>();
        Stream.concat(first, granted.stream()).limit(MOST_COLUMNS).forEach(columns::add);
        return columns;
    }

    static FoundView of(
            RecordSearch.Found found,
            Optional<LookOffers.Place> place,
            Set<String> columns,
            String purpose,
            Locale locale) {
        var titles = columns.stream()
                .map(field -> place.flatMap(one -> one.collection().field(field))
                        .map(known -> known.title().in(locale))
                        .orElse(field))
                .toList();
        var rows = found.disclosures().stream().map(one -> row(one, columns)).toList();
        return new FoundView(
                titles, rows, purpose, found.next().map(RecordId::toString).orElse(""));
    }

    private static Row row(Disclosure disclosure, Set<String> columns) {
        var cells = columns.stream()
                .map(field ->
                        Optional.ofNullable(disclosure.fields().get(field)).map(shown -> ShownText.of(shown.value())))
                .toList();
        return new Row(
                RecordId.ofCustomer(disclosure.id().customer()).toString(),
                disclosure.id().toString(),
                cells);
    }
}
