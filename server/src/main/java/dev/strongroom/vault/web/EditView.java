package dev.strongroom.vault.web;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The form in which a record is changed.
///
/// @param version that is changed
record EditView(int version, List<Field> fields, List<File> files) {

    private static final Set<FieldType> LONG = EnumSet.of(FieldType.TEXT, FieldType.ADDRESS, FieldType.JSON);

    EditView {
        fields = List.copyOf(fields);
        files = List.copyOf(files);
    }

    /// @param now masked; empty if there is no value, or none for the reader
    /// @param isLong whether it takes several lines
    record Field(String id, String title, String type, Optional<ShownText> now, boolean isRequired, boolean isLong) {}

    /// A file, which is sent by itself.
    record File(String id, String title, boolean isThere) {}

    /// Without what no purpose covers.
    static EditView of(
            Disclosure disclosure, CollectionDefinition collection, Optional<Catalog> catalog, Locale locale) {
        var covered = collection.fields().values().stream()
                .filter(field -> catalog.filter(known -> known.isCoveredByAnyPurpose(collection.id(), field.id()))
                        .isPresent())
                .collect(Collectors.partitioningBy(field -> field.type() == FieldType.FILE));
        return new EditView(
                disclosure.version(),
                covered.getOrDefault(false, List.of()).stream()
                        .map(field -> field(disclosure, field, locale))
                        .toList(),
                covered.getOrDefault(true, List.of()).stream()
                        .map(field -> file(disclosure, field, locale))
                        .toList());
    }

    private static File file(Disclosure disclosure, FieldDefinition field, Locale locale) {
        boolean isThere = disclosure.fields().containsKey(field.id());
        return new File(field.id(), field.title().in(locale), isThere);
    }

    private static Field field(Disclosure disclosure, FieldDefinition field, Locale locale) {
        return new Field(
                field.id(),
                field.title().in(locale),
                field.type().name().toLowerCase(Locale.ROOT),
                Optional.ofNullable(disclosure.fields().get(field.id())).map(shown -> ShownText.of(shown.value())),
                field.required(),
                LONG.contains(field.type()));
    }
}
