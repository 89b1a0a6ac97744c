package dev.strongroom.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is collected and why: one file, read and checked as a whole.
///
/// The public notice, the register of processing and what the server enforces all come from it. A catalog that exists
/// holds no contradiction: every reference resolves, and no grant reaches a field that its purpose does not cover.
/// Immutable and thread-safe. The file format is described in `docs/formats/catalog.md`.
public final class Catalog {

    public static final int MOST_BYTES = 1 << 20;

    private static final int HASH_BYTES = 16;

    private final byte[] source;
    private final String hash;
    private final LocalizedText name;
    private final Map<String, CollectionDefinition> collections;
    private final Map<String, Purpose> purposes;
    private final Map<String, Role> roles;
    private final CollectionDefinition customerCollection;
    private final List<CatalogError> warnings;
    private final Rights rights;
    private final Set<String> conditional;

    private Catalog(byte[] source, CatalogContent content, List<CatalogError> warnings) {
        this.source = source;
        this.hash = hash(source);
        this.name = content.name();
        this.collections = content.collections();
        this.purposes = content.purposes();
        this.roles = content.roles();
        this.customerCollection = content.customerCollection();
        this.warnings = List.copyOf(warnings);
        this.rights = new Rights(purposes, roles);
        this.conditional = roles.values().stream()
                .filter(role -> !role.terms().isUnconditional())
                .map(Role::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Reads a catalog file.
    ///
    /// @param yamlUtf8 at most [#MOST_BYTES]; copied
    /// @throws CatalogErrors with everything that is wrong
    public static Catalog read(byte[] yamlUtf8) throws CatalogErrors {
        var source = yamlUtf8.clone();
        var findings = new Findings();
        var content = CatalogReader.read(source, findings);
        findings.refuseIfAny();
        return new Catalog(source, content, CatalogWarnings.of(content));
    }

    /// What is odd but allowed: purposes that no role serves, fields that no purpose covers. May be empty.
    public List<CatalogError> warnings() {
        return warnings;
    }

    /// The first 16 bytes of SHA-256 of the file, in hexadecimal: which version this is.
    public String hash() {
        return hash;
    }

    /// The file as it was read; a copy.
    public byte[] source() {
        return source.clone();
    }

    public LocalizedText name() {
        return name;
    }

    /// The collection whose records are the customers.
    public CollectionDefinition customerCollection() {
        return customerCollection;
    }

    public Optional<CollectionDefinition> collection(String id) {
        return Optional.ofNullable(collections.get(id));
    }

    /// In the order of the file; never empty.
    public List<CollectionDefinition> collections() {
        return List.copyOf(collections.values());
    }

    public Optional<Purpose> purpose(String id) {
        return Optional.ofNullable(purposes.get(id));
    }

    /// In the order of the file; never empty.
    public List<Purpose> purposes() {
        return List.copyOf(purposes.values());
    }

    public Optional<Role> role(String id) {
        return Optional.ofNullable(roles.get(id));
    }

    /// In the order of the file, without the built-in roles; may be empty.
    public List<Role> roles() {
        return List.copyOf(roles.values());
    }

    /// The highest level that any of the roles grants for each field, for one purpose in one collection.
    ///
    /// @param roles held by the caller; names that are not known grant nothing
    /// @return by id of field, without those that are not granted; empty for an unknown purpose or collection
    public Map<String, Level> levels(Set<String> roles, String purpose, String collection) {
        return rights.of(roles, purpose, collection).levels();
    }

    /// Whether any of the roles may find records of the collection by that field, for that purpose.
    public boolean maySearch(Set<String> roles, String purpose, String collection, String field) {
        return rights.of(roles, purpose, collection).searchable().contains(field);
    }

    /// Those of the roles that count, given whether certain terms hold now.
    ///
    /// @param held names that are not known, or built in, count
    public Set<String> counting(Set<String> held, Predicate<RoleTerms> holds) {
        if (Collections.disjoint(conditional, held)) {
            return held;
        }
        return held.stream()
                .filter(name -> !conditional.contains(name)
                        || role(name).filter(role -> holds.test(role.terms())).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// How much somebody with these roles is shown an hour for one purpose in one collection: as much as the most
    /// generous role that grants anything there.
    ///
    /// @return empty: without a limit, or nothing
    public Optional<HourlyLimit> hourlyLimit(Set<String> held, String purpose, String collection) {
        return rights.of(held, purpose, collection).hourly();
    }

    /// What only other modules can answer for. May be empty.
    public Set<Requirement> requirements() {
        var ofRoles = roles.values().stream().flatMap(role -> role.terms().requirements().stream());
        var ofPurposes = purposes.values().stream().flatMap(purpose -> purpose.requirements().stream());
        return Stream.concat(ofRoles, ofPurposes).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether any of the roles may create, change and delete records of the collection.
    public boolean mayWrite(Set<String> held, String collection) {
        return roles.values().stream()
                .anyMatch(role -> held.contains(role.id()) && role.writes().contains(collection));
    }

    /// Whether a value of the field may be stored at all: data that serves no purpose is not collected (GDPR
    /// Art. 5(1)(b), PIPL Art. 6). True for the built-in reference of every collection, false for unknown fields.
    public boolean isCoveredByAnyPurpose(String collection, String field) {
        return FieldDefinition.REFERENCE.equals(field)
                ? collections.containsKey(collection)
                : purposes.values().stream().anyMatch(purpose -> purpose.covers(collection, field));
    }

    /// Whether serving the purpose takes a separate consent under PIPL Art. 29: it rests on consent and covers
    /// sensitive fields. False for an unknown purpose.
    public boolean needsSeparateConsent(String purpose) {
        return purpose(purpose)
                .filter(known -> known.pipl() == PiplBasis.CONSENT)
                .map(this::coversSensitiveField)
                .orElse(false);
    }

    private boolean coversSensitiveField(Purpose purpose) {
        return collections.values().stream()
                .flatMap(collection -> collection.fields().values().stream()
                        .filter(field -> purpose.covers(collection.id(), field.id())))
                .anyMatch(FieldDefinition::sensitive);
    }

    private static String hash(byte[] source) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(source);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
