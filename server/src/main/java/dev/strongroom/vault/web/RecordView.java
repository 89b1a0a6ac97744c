package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A record as a page shows it.
///
/// @param fields in the order of the catalog, without those that have no value
/// @param receipt of the entry of this look
record RecordView(String id, int version, List<Field> fields, String receipt) {

    RecordView {
        fields = List.copyOf(fields);
    }

    /// @param type as the catalog names it
    /// @param value masked; empty if it is withheld
    /// @param withheld why there is no value; empty if there is one
    /// @param isLimited whether it may be shown in clear for a reason
    record Field(
            String id,
            String title,
            String type,
            Optional<ShownText> value,
            String level,
            String withheld,
            boolean isLimited) {}

    static RecordView of(Disclosure disclosure, CollectionDefinition collection, Locale locale) {
        var fields = collection.fields().values().stream()
                .flatMap(field -> field(disclosure, field, locale).stream())
                .toList();
        return new RecordView(
                disclosure.id().toString(),
                disclosure.version(),
                fields,
                disclosure.receipt().map(Object::toString).orElse(""));
    }

    private static Optional<Field> field(Disclosure disclosure, FieldDefinition field, Locale locale) {
        var shown = Optional.ofNullable(disclosure.fields().get(field.id()));
        if (shown.isPresent()) {
            return shown.map(value -> new Field(
                    field.id(),
                    field.title().in(locale),
                    word(field.type()),
                    Optional.of(ShownText.of(value.value())),
                    word(value.level()),
                    "",
                    value.limited()));
        }
        return disclosure.withheld().stream()
                .filter(withheld -> withheld.field().equals(field.id()))
                .findFirst()
                .map(withheld -> new Field(
                        field.id(),
                        field.title().in(locale),
                        word(field.type()),
                        Optional.empty(),
                        "none",
                        withheld.reason(),
                        false));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
