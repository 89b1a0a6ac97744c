package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What restoring an earlier version would do, as far as the reader may see it. Files are not restored and not shown.
///
/// @param newest the version that would be replaced
/// @param version whose values would be taken over
record RestoreView(int newest, int version, List<Row> rows) {

    RestoreView {
        rows = List.copyOf(rows);
    }

    /// @param now masked; empty if there is no value, or none for the reader
    /// @param then masked, as before
    record Row(String title, Optional<ShownText> now, Optional<ShownText> then) {}

    static RestoreView of(Disclosure now, Disclosure then, CollectionDefinition collection, Locale locale) {
        var rows = collection.fields().values().stream()
                .filter(field -> field.type() != FieldType.FILE)
                .map(field -> new Row(field.title().in(locale), value(now, field), value(then, field)))
                .filter(row -> row.now().isPresent() || row.then().isPresent())
                .toList();
        return new RestoreView(now.version(), then.version(), rows);
    }

    private static Optional<ShownText> value(Disclosure disclosure, FieldDefinition field) {
        return Optional.ofNullable(disclosure.fields().get(field.id())).map(shown -> ShownText.of(shown.value()));
    }
}
