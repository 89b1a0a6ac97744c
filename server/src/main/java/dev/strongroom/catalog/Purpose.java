package dev.strongroom.catalog;

import java.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Why data is processed, on which legal bases, for how long, and which fields that takes.
///
/// @param id immutable
/// @param retention positive; how long a record may serve this purpose
/// @param covers ids of fields by id of collection; never empty
/// @param sensitiveBecause why sensitive fields are needed and what that means for the person, as PIPL Art. 30 has
///     the notice say; present if the purpose covers any
/// @param gdprSpecial condition of GDPR Art. 9(2); present if the purpose covers a special category
/// @param access when it may be stated
public record Purpose(
        String id,
        LocalizedText title,
        GdprBasis gdpr,
        PiplBasis pipl,
        Period retention,
        Map<String, Set<String>> covers,
        Optional<LocalizedText> sensitiveBecause,
        Optional<GdprSpecialCondition> gdprSpecial,
        PurposeAccess access) {

    public Purpose {
        covers = Ordered.copyOfSets(covers);
    }

    public boolean covers(String collection, String field) {
        return fields(collection).contains(field);
    }

    /// Ids of the covered fields in the order of the file; empty for a collection that is not covered or not known.
    public Set<String> fields(String collection) {
        return covers.getOrDefault(collection, Set.of());
    }
}
