package dev.strongroom.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A program that calls the API, and what it may be.
///
/// @param id opaque, safe to write anywhere
/// @param name for the people who look after it
/// @param roles of the catalog, or built in
/// @param purposes it may state
/// @param addressRanges it may call from; empty: from anywhere
public record ApiClient(
        String id,
        String name,
        Set<String> roles,
        Set<String> purposes,
        List<String> addressRanges,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    /// Creates and revokes clients, applies catalogs, rotates keys.
    public static final String ADMINISTRATOR = "administrator";

    /// Reads the entries of the log, and who looked at a customer.
    public static final String LOG_READER = "log-reader";

    /// Erases customers.
    public static final String ERASER = "eraser";

    /// Exports whole collections.
    public static final String EXPORTER = "exporter";

    /// Makes and removes tokens for fields that its grants show it at least masked.
    public static final String TOKENIZER = "tokenizer";

    /// Makes backups, which only the holder of the recovery key can open.
    public static final String BACKUP_OPERATOR = "backup-operator";

    /// Says who looks after which customers.
    public static final String ASSIGNER = "assigner";

    /// Approves times during which customers are looked at, and reviews emergencies.
    public static final String PRIVACY_OFFICER = "privacy-officer";

    /// Sees what everybody did and changes nothing.
    public static final String AUDITOR = "auditor";

    /// Issues the links by which customers take up accounts. Sees and writes nothing.
    public static final String CUSTOMER_INVITER = "customer-inviter";

    public ApiClient {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
        addressRanges = List.copyOf(addressRanges);
    }

    /// The id under which it acts: in the log, and wherever people and programs are told apart.
    public String actor() {
        return "client-" + id;
    }
}
