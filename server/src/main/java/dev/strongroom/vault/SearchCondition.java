package dev.strongroom.vault;

import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.SearchKind;
import java.util.List;
import java.util.function.Predicate;

/// One condition of a search, ready to be asked.
///
/// @param values keyed values one of which a matching record has; empty for [SearchKind#CONTAINS]
/// @param grams keyed grams all of which a matching record has; empty for every other kind
/// @param matches whether a canonical value fits, which the index alone does not tell
/// @param words what was searched for, as it is kept with the entry
record SearchCondition(
        FieldDefinition field,
        SearchIndex index,
        List<byte[]> values,
        int[] grams,
        Predicate<String> matches,
        String words) {

    SearchKind kind() {
        return index.kind();
    }

    /// The fewer records a condition is likely to leave, the earlier it is asked.
    int order() {
        return switch (kind()) {
            case EXACT -> index.unique() ? 0 : 1;
            case SUFFIX -> 2;
            case CONTAINS -> 3;
            case PREFIX -> 4;
            case BETWEEN -> 5;
        };
    }

    @Override
    public String toString() {
        return "SearchCondition[" + field.id() + ", " + kind() + "]";
    }
}
