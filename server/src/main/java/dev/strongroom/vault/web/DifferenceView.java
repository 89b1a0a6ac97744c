package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a change would do.
///
/// @param version on which it would be saved
/// @param seen names exactly this change; sent back to save it
/// @param isOvertaken whether somebody else changed the record since the form was opened
record DifferenceView(int version, String seen, boolean isOvertaken, List<Row> rows) {

    DifferenceView {
        rows = List.copyOf(rows);
    }

    /// @param now masked as the reader may see it; empty if there is nothing, or nothing for them
    /// @param withheld why they may not see what there is; empty if they may
    /// @param then as it was typed; empty if it is removed
    record Row(String title, Optional<ShownText> now, String withheld, Optional<ShownText> then) {}

    /// @param change on the newest version
    static DifferenceView of(
            Disclosure now,
            EditForms.Change change,
            boolean isOvertaken,
            CollectionDefinition collection,
            Locale locale) {
        var rows = change.fields().entrySet().stream()
                .map(field -> row(now, field.getKey(), field.getValue(), collection, locale))
                .toList();
        return new DifferenceView(now.version(), change.digest(), isOvertaken, rows);
    }

    private static Row row(
            Disclosure now, String field, JsonNode value, CollectionDefinition collection, Locale locale) {
        return new Row(
                collection.field(field).map(known -> known.title().in(locale)).orElse(field),
                Optional.ofNullable(now.fields().get(field)).map(shown -> ShownText.of(shown.value())),
                now.whyWithheld(field),
                value.isNull()
                        ? Optional.empty()
                        : Optional.of(ShownText.of(value.isString() ? value.stringValue() : value.toString())));
    }
}
