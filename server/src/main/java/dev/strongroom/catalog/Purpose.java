package dev.strongroom.catalog;

import java.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why data is processed, on which legal bases, for how long, and which fields that takes.
///
/// @param id immutable
/// @param retention positive; how long a record may serve this purpose
/// @param covers ids of fields by id of collection; never empty
/// @param sensitiveBecause why sensitive fields are needed and what that means for the person, as PIPL Art. 30 has
///     the notice say; present if the purpose covers any
/// @param gdprSpecial condition of GDPR Art. 9(2); present if the purpose covers a special category
/// @param access when it may be stated
/// @param approvals how many people have to agree, where a person asks to open it for a time; 1 to 5
/// @param refusedFor flags of customers whose data it does not reach
public record Purpose(
        String id,
        LocalizedText title,
        GdprBasis gdpr,
        PiplBasis pipl,
        Period retention,
        Map<String, Set<String>> covers,
        Optional<LocalizedText> sensitiveBecause,
        Optional<GdprSpecialCondition> gdprSpecial,
        PurposeAccess access,
        int approvals,
        Set<String> refusedFor) {

    public Purpose {
        covers = Ordered.copyOfSets(covers);
        refusedFor = Ordered.copyOf(refusedFor);
    }

    /// What has to hold for a customer whose data it is to reach.
    public Set<Requirement> requirements() {
        return refusedFor.stream()
                .map(flag -> new Requirement(Requirement.Kind.UNFLAGGED, flag))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean covers(String collection, String field) {
        return fields(collection).contains(field);
    }

    /// Ids of the covered fields in the order of the file; empty for a collection that is not covered or not known.
    public Set<String> fields(String collection) {
        return covers.getOrDefault(collection, Set.of());
    }
}
