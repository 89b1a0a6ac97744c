package dev.strongroom.vault;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.BlindIndex;
import dev.strongroom.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Computes blind index values of searchable fields.
///
/// A unique field keeps 128 bits. Other fields are truncated so that in a million records about two others share each
/// value by chance: a thief of the database then cannot tell equal from colliding. What is found is opened and
/// compared.
final class FieldIndexes {

    static final int TRUNCATED_BITS = 19;
    private static final int INDEX_VERSION = 1;
    private static final String EXACT = "exact";

    private final KeyRing ring;
    private final Map<String, BlindIndex> indexes = new ConcurrentHashMap<>();

    FieldIndexes(KeyRing ring) {
        this.ring = ring;
    }

    /// One row of the index.
    record Row(String field, byte[] value, boolean unique) {}

    /// The name of a field's index: the collection and the field.
    static String name(String collection, String field) {
        return collection + "." + field;
    }

    static boolean isIndexed(FieldDefinition field) {
        return field.unique() || field.search().contains(SearchKind.EXACT);
    }

    static int bits(FieldDefinition field) {
        return field.unique() ? BlindIndex.FULL_BITS : TRUNCATED_BITS;
    }

    /// @param values canonical cleartext by field id
    List<Row> rows(CollectionDefinition definition, Map<String, String> values) {
        var rows = new ArrayList<Row>();
        values.forEach((field, value) -> Optional.ofNullable(definition.fields().get(field))
                .filter(FieldIndexes::isIndexed)
                .map(indexed -> row(definition.id(), indexed, value))
                .ifPresent(rows::add));
        return rows;
    }

    Row row(String collection, FieldDefinition field, String value) {
        var index = indexes.computeIfAbsent(
                name(collection, field.id()) + "/" + bits(field),
                missing -> ring.blindIndex(collection, field.id(), EXACT, INDEX_VERSION, bits(field)));
        return new Row(name(collection, field.id()), index.of(field.type().normalised(value)), field.unique());
    }
}
