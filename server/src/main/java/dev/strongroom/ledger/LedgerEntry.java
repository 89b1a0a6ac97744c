package dev.strongroom.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One entry of the ledger, as specified in docs/formats/ledger-entry.md.
///
/// It holds ids, names from the catalog, pseudonyms and hashes; never a value, a search term or a reason.
///
/// @param time of the database, in microseconds
/// @param actor opaque account id, or `server`
/// @param customer the customer's pseudonym for the month of `time`, 16 bytes; empty when the entry is about
/// nobody, except in refusals of looks, searches and tokens, where it is drawn
/// @param record the record's pseudonym, 16 bytes; in entries that write, delete or erase
/// @param fields field id to the level it was disclosed at, or to what was done to it
/// @param decision `permit`, or `deny` and the code of the refusal
/// @param policy hash of the catalog that decided
/// @param manifest hash of the record's manifest after a write, 32 bytes
/// @param detail SHA-256 of the sealed detail kept outside the tree, 32 bytes
public record LedgerEntry(
        Instant time,
        EntryKind kind,
        String actor,
        Optional<Pseudonym> customer,
        Optional<Pseudonym> record,
        Optional<String> purpose,
        Optional<String> collection,
        SortedMap<String, String> fields,
        String decision,
        String policy,
        Optional<Hash> manifest,
        Optional<Hash> detail) {

    public static final String PERMIT = "permit";

    public LedgerEntry {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /// An entry of the given kind with everything optional left out.
    public static LedgerEntry of(Instant time, EntryKind kind, String actor, String policy) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Collections.emptySortedMap(),
                PERMIT,
                policy,
                Optional.empty(),
                Optional.empty());
    }

    /// Canonical bytes: equal entries have equal bytes, and [LedgerEntryReader] accepts no others.
    public byte[] encode() {
        return EntryWriter.write(this);
    }

    /// Whether what it tells of was done, rather than refused.
    public boolean isPermitted() {
        return PERMIT.equals(decision);
    }

    public LedgerEntry about(Pseudonym pseudonym) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                Optional.of(pseudonym),
                record,
                purpose,
                collection,
                fields,
                decision,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry aboutRecord(Pseudonym pseudonym) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                Optional.of(pseudonym),
                purpose,
                collection,
                fields,
                decision,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry forPurpose(String name) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                Optional.of(name),
                collection,
                fields,
                decision,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry in(String collectionId) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                purpose,
                Optional.of(collectionId),
                fields,
                decision,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry withFields(Map<String, String> levels) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                purpose,
                collection,
                new TreeMap<>(levels),
                decision,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry denied(String code) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                purpose,
                collection,
                fields,
                "deny " + code,
                policy,
                manifest,
                detail);
    }

    public LedgerEntry withManifest(Hash hash) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                purpose,
                collection,
                fields,
                decision,
                policy,
                Optional.of(hash),
                detail);
    }

    public LedgerEntry withDetail(Hash hash) {
        return new LedgerEntry(
                time,
                kind,
                actor,
                customer,
                record,
                purpose,
                collection,
                fields,
                decision,
                policy,
                manifest,
                Optional.of(hash));
    }
}
