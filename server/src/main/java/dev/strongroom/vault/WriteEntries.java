package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Hash;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.web.Caller;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Drafts the entries that writes leave. They carry the record's pseudonym and the hash of its new manifest, against
/// which a rollback of the stored record is found.
final class WriteEntries {

    /// No id of a field has a hyphen, so neither these words nor [#version(int)] are ever taken for one.
    static final String KEY = "customer-key";

    static final String ROTATED = "rotated";
    static final String RESTORED = "restored";
    private static final String VERSION = "version-";

    private final ActiveCatalog active;
    private final Clock clock;

    WriteEntries(ActiveCatalog active, Clock clock) {
        this.active = active;
        this.clock = clock;
    }

    /// @param fields field id to what was done to it
    Draft write(Caller caller, OpenedRecord record, EntryKind kind, Map<String, String> fields, String policy) {
        return Draft.of(entry(record, kind, caller.id(), policy).withFields(fields));
    }

    Draft resealed(OpenedRecord record, String actor, String policy) {
        return Draft.of(entry(record, EntryKind.WRITE, actor, policy).withFields(Map.of(KEY, ROTATED)));
    }

    /// How entries name an earlier version of a record.
    static String version(int number) {
        return VERSION + number;
    }

    /// The version that an entry names; empty if it names none.
    static Optional<Integer> version(LedgerEntry entry) {
        return entry.fields().keySet().stream()
                .filter(name -> name.startsWith(VERSION))
                .map(name -> Integer.parseInt(name, VERSION.length(), name.length(), 10))
                .findFirst();
    }

    Draft refusal(Caller caller, String collection, String policy, String code) {
        var entry = LedgerEntry.of(clock.instant(), EntryKind.REFUSAL, caller.id(), policy)
                .denied(code);
        boolean isKnown = active.current()
                .flatMap(catalog -> catalog.collection(collection))
                .isPresent();
        return Draft.of(isKnown ? entry.in(collection) : entry);
    }

    static Pseudonym pseudonym(OpenedRecord record) {
        return new Pseudonym(
                record.key().recordPseudonym(record.collection(), record.id().record()));
    }

    LedgerEntry entry(OpenedRecord record, EntryKind kind, String actor, String policy) {
        var time = clock.instant();
        return LedgerEntry.of(time, kind, actor, policy)
                .about(LookEntries.pseudonym(record.key(), time))
                .aboutRecord(pseudonym(record))
                .in(record.collection())
                .withManifest(new Hash(record.sealed().manifestHash()));
    }
}
