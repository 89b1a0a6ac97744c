package dev.strongroom.catalog;

import java.time.Period;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One kind of record, for example orders.
///
/// @param id immutable; renaming a collection changes its title
/// @param customer whether its records are the customers themselves; true for exactly one collection
/// @param history how long the values of earlier versions are kept; empty: not at all (GDPR Art. 5(1)(c) and (e), PIPL
///     Art. 19)
/// @param fields by id: the built-in [FieldDefinition#REFERENCE] first, then in the order of the file
public record CollectionDefinition(
        String id,
        boolean customer,
        LocalizedText title,
        Optional<RetentionDuty> retentionDuty,
        Optional<Period> history,
        Map<String, FieldDefinition> fields) {

    public CollectionDefinition {
        var all = new LinkedHashMap<String, FieldDefinition>();
        all.put(FieldDefinition.REFERENCE, FieldDefinition.reference());
        all.putAll(fields);
        fields = Collections.unmodifiableMap(all);
    }

    public Optional<FieldDefinition> field(String fieldId) {
        return Optional.ofNullable(fields.get(fieldId));
    }
}
