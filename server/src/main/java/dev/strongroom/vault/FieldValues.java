package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Checks the fields of a write against the catalog and brings them into canonical form.
final class FieldValues {

    private FieldValues() {}

    /// @param set canonical cleartext by field id
    /// @param removed fields that were sent as null
    record Changes(SortedMap<String, String> set, SortedSet<String> removed) {
        @Override
        public String toString() {
            return "Changes[" + set.keySet() + ", " + removed + "]";
        }
    }

    /// @param sent as it came; null removes a field
    /// @throws dev.strongroom.web.Problem naming the first field that is unknown, not collected, or not of its type
    static Changes read(Catalog catalog, CollectionDefinition definition, Map<String, JsonNode> sent) {
        var set = new TreeMap<String, String>();
        var removed = new TreeSet<String>();
        for (var field : new TreeMap<>(sent).entrySet()) {
            var known = definition.fields().get(field.getKey());
            if (known == null) {
                throw Refusals.unknownField(field.getKey());
            }
            if (field.getValue().isNull()) {
                removed.add(refuseRequired(known));
            } else {
                set.put(known.id(), canonical(catalog, definition, known, field.getValue()));
            }
        }
        return new Changes(set, removed);
    }

    /// @throws dev.strongroom.web.Problem naming the first required field that is missing
    static void requireAll(CollectionDefinition definition, Changes changes) {
        definition.fields().values().stream()
                .filter(FieldDefinition::required)
                .filter(field -> !changes.set().containsKey(field.id()))
                .findFirst()
                .ifPresent(missing -> {
                    throw Refusals.required(missing.id());
                });
    }

    /// What is sealed: the canonical cleartext in UTF-8.
    static SortedMap<String, byte[]> bytes(SortedMap<String, String> values) {
        var bytes = new TreeMap<String, byte[]>();
        values.forEach((field, value) -> bytes.put(field, value.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static String refuseRequired(FieldDefinition field) {
        if (field.required()) {
            throw Refusals.required(field.id());
        }
        return field.id();
    }

    private static String canonical(
            Catalog catalog, CollectionDefinition definition, FieldDefinition field, JsonNode value) {
        if (!catalog.isCoveredByAnyPurpose(definition.id(), field.id())) {
            throw Refusals.notCollected(field.id());
        }
        try {
            return field.type().canonical(field, value);
        } catch (InvalidValue invalid) {
            throw Refusals.invalid(field.id(), invalid);
        }
    }
}
