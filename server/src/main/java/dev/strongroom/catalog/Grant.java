package dev.strongroom.catalog;

import java.util.Map;
import java.util.Set;

/// What a role sees and searches in one collection while it serves one purpose.
///
/// @param fields level by id of field, never [Level#NONE]; a field that is not listed is not shown
/// @param search ids of fields by which records may be found; such a field need not be shown
public record Grant(String purpose, String collection, Map<String, Level> fields, Set<String> search) {

    public Grant {
        if (fields.containsValue(Level.NONE)) {
            throw new IllegalArgumentException("A field that is not granted is left out");
        }
        fields = Ordered.copyOf(fields);
        search = Ordered.copyOf(search);
    }
}
