package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.ledger.SealedDetails;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Drafts the entries that looks, searches and refusals leave.
final class LookEntries {

    static final String SEARCHED_FOR = "searched for";

    private final SealedDetails details;
    private final ActiveCatalog active;
    private final SecureRandom random;
    private final Clock clock;

    LookEntries(SealedDetails details, ActiveCatalog active, SecureRandom random, Clock clock) {
        this.details = details;
        this.active = active;
        this.random = random;
        this.clock = clock;
    }

    /// The customer's pseudonym for the month of `time`, in UTC.
    static Pseudonym pseudonym(CustomerKey key, Instant time) {
        return new Pseudonym(key.pseudonym(YearMonth.from(time.atOffset(ZoneOffset.UTC))));
    }

    Draft look(Look look, OpenedRecord record, Disclosure disclosure, String policy) {
        return look(look, record, disclosure.levels(), policy);
    }

    /// As a look at the record, with the number of the version that was shown.
    Draft earlierVersion(Look look, OpenedRecord record, Disclosure disclosure, String policy) {
        var fields = disclosure.levels();
        fields.put(WriteEntries.version(disclosure.version()), "earlier");
        return look(look, record, fields, policy);
    }

    /// A value that was shown was taken along.
    Draft copied(Look look, OpenedRecord record, String field, String policy) {
        var fields = new TreeMap<String, String>();
        fields.put(field, "copied");
        return look(look, record, fields, policy);
    }

    /// Who wrote the record when was shown, and no value.
    Draft versionList(Look look, OpenedRecord record, String policy) {
        var fields = new TreeMap<String, String>();
        fields.put("version-list", "shown");
        return look(look, record, fields, policy);
    }

    private Draft look(Look look, OpenedRecord record, SortedMap<String, String> fields, String policy) {
        var time = clock.instant();
        var entry = new LedgerEntry(
                time,
                EntryKind.LOOK,
                look.caller().id(),
                Optional.of(pseudonym(record.key(), time)),
                Optional.empty(),
                Optional.of(look.purpose()),
                Optional.of(look.collection()),
                fields,
                LedgerEntry.PERMIT,
                policy,
                Optional.empty(),
                Optional.empty());
        return LookWords.of(look)
                .seal(details, record.key(), record.collection(), record.id().customer())
                .map(bytes -> Draft.withDetail(entry, bytes))
                .orElseGet(() -> Draft.of(entry));
    }

    /// A customer's key, and whose it is.
    record About(long customer, CustomerKey key) {}

    /// @param about the customer concerned; where there is none, a pseudonym is drawn that is nobody's
    Draft refusal(Look look, Optional<About> about, String policy, String code) {
        var time = clock.instant();
        var entry = LedgerEntry.of(time, EntryKind.REFUSAL, look.caller().id(), policy)
                .denied(code);
        if (isKnown(catalog -> catalog.purpose(look.purpose()).isPresent())) {
            entry = entry.forPurpose(look.purpose());
        }
        if (isKnown(catalog -> catalog.collection(look.collection()).isPresent())) {
            entry = entry.in(look.collection());
        }
        return about.isPresent() ? unguessable(about.get(), entry, look) : Draft.of(entry.about(nobody()));
    }

    /// INVARIANT: no refusal can be guessed byte by byte, not even by who knows the customer's pseudonym from a proof:
    /// the hashes of entries are public, and would tell what the answer kept.
    private Draft unguessable(About about, LedgerEntry entry, Look look) {
        var named = entry.about(pseudonym(about.key(), entry.time()));
        var collection = entry.collection().orElse("");
        return Draft.withDetail(
                named, LookWords.of(look).sealEvenNothing(details, about.key(), collection, about.customer()));
    }

    private Pseudonym nobody() {
        var drawn = new byte[Pseudonym.BYTES];
        random.nextBytes(drawn);
        return new Pseudonym(drawn);
    }

    /// For whom the caller acted, and why, is kept only where it can be erased with a customer.
    Draft about(Optional<About> about, LedgerEntry entry, LookWords words) {
        if (about.isEmpty()) {
            return Draft.of(entry);
        }
        var key = about.get().key();
        var named = entry.about(pseudonym(key, entry.time()));
        return words.seal(
                        details, key, entry.collection().orElse(""), about.get().customer())
                .map(bytes -> Draft.withDetail(named, bytes))
                .orElseGet(() -> Draft.of(named));
    }

    Draft export(Look look, String policy) {
        var entry = LedgerEntry.of(
                        clock.instant(), EntryKind.EXPORT, look.caller().id(), policy)
                .forPurpose(look.purpose())
                .in(look.collection());
        return Draft.of(entry);
    }

    /// @param kinds field id to the kind it was searched by
    /// @param term what was searched for; empty when it stands in the found customers' records
    Draft search(Look look, Map<String, String> kinds, String policy, Optional<String> term) {
        var entry = LedgerEntry.of(
                        clock.instant(), EntryKind.SEARCH, look.caller().id(), policy)
                .forPurpose(look.purpose())
                .in(look.collection())
                .withFields(kinds);
        return term.map(text -> Draft.withDetail(entry, details.sealAboutNobody(look.collection(), SEARCHED_FOR, text)))
                .orElseGet(() -> Draft.of(entry));
    }

    /// Whatever else a caller sends as a name may be anything, and an entry stays for ever.
    private boolean isKnown(Predicate<Catalog> named) {
        return active.current().filter(named).isPresent();
    }
}
