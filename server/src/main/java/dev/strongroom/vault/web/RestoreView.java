package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What restoring an earlier version would do: the fields it would change, with what of them the reader may see.
///
/// @param newest the version that would be replaced
/// @param version whose values would be taken over
record RestoreView(int newest, int version, List<Row> rows) {

    RestoreView {
        rows = List.copyOf(rows);
    }

    record Row(String title, Value now, Value then) {}

    /// @param shown masked; empty if there is no value, or none for the reader
    /// @param withheld why they may not see the value; empty if they may
    record Value(Optional<ShownText> shown, String withheld) {}

    /// @param changed ids of fields
    static RestoreView of(
            Disclosure now, Disclosure then, Set<String> changed, CollectionDefinition collection, Locale locale) {
        var rows = collection.fields().values().stream()
                .filter(field -> changed.contains(field.id()))
                .map(field -> new Row(field.title().in(locale), value(now, field), value(then, field)))
                .toList();
        return new RestoreView(now.version(), then.version(), rows);
    }

    private static Value value(Disclosure disclosure, FieldDefinition field) {
        return new Value(
                Optional.ofNullable(disclosure.fields().get(field.id())).map(shown -> ShownText.of(shown.value())),
                disclosure.whyWithheld(field.id()));
    }
}
