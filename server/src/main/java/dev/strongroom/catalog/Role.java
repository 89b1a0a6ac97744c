package dev.strongroom.catalog;

import java.util.List;
import java.util.Set;

/// A named set of grants that staff and API clients can hold.
///
/// @param id immutable, never one of [#BUILT_IN]
/// @param grants at most one for each purpose and collection; may be empty
/// @param writes ids of the collections whose records it may create, change and delete; may be empty
/// @param terms when it counts, for whose data, and how much of it
public record Role(String id, LocalizedText title, List<Grant> grants, Set<String> writes, RoleTerms terms) {

    /// The role by which the vault itself asks for the addresses that customers are reached at. It counts always: it
    /// has no
    /// terms.
    public static final String CUSTOMER_ACCOUNT = "customer_account";

    /// Roles that exist without being declared, and grant no field.
    public static final Set<String> BUILT_IN = Set.of(
            "administrator",
            "privacy-officer",
            "auditor",
            "assigner",
            "log-reader",
            "eraser",
            "exporter",
            "tokenizer",
            "backup-operator",
            "customer-inviter");

    public Role {
        grants = List.copyOf(grants);
        writes = Set.copyOf(writes);
    }
}
