package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The one way to customer data. Decides, reads, opens what is permitted, and releases it only after the ledger has
/// it on disk who looked.
///
/// Guarantees: nothing is returned without a durable entry; a refusal leaves an entry too; a record that was changed
/// or moved in the database is refused whole.
public final class Door {

    private static final int PART = 250;

    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final RecordReads reads;
    private final RecordOpening opening;
    private final FieldDisclosure fields;
    private final LookEntries entries;
    private final Ledger ledger;
    private final LookRefusals refusals;
    private final CountedLooks counts;
    private final ConfigurationChanges changes;
    private final Counter disclosed;

    Door(
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordReads reads,
            RecordOpening opening,
            FieldDisclosure fields,
            LookEntries entries,
            Ledger ledger,
            LookRefusals refusals,
            CountedLooks counts,
            ConfigurationChanges changes,
            MeterRegistry meters) {
        this.decisions = decisions;
        this.active = active;
        this.reads = reads;
        this.opening = opening;
        this.fields = fields;
        this.entries = entries;
        this.ledger = ledger;
        this.refusals = refusals;
        this.counts = counts;
        this.changes = changes;
        this.disclosed = meters.counter("strongroom.disclosures");
    }

    /// Discloses one record.
    ///
    /// @throws Problem when refused; nothing is disclosed and the refusal is in the ledger
    /// @throws dev.strongroom.ledger.LedgerUnavailable when the look could not be recorded
    public Disclosure disclose(Look look, RecordId id) {
        long version = changes.known();
        var decision = decide(look, id);
        if (decision instanceof Decision.Permit permit
                && !counts.isCounted(look, permit)
                && look.lacking(permit).isEmpty()) {
            var released = releaseAtOnce(look, id, permit, version);
            if (released.isPresent()) {
                return released.get();
            }
        }
        return discloseOrRefuse(look, id);
    }

    /// Decides about the customer of a record.
    Decision decide(Look look, RecordId id) {
        var subject = decisions.subject(look.caller(), id.customer());
        return decisions.decide(look.caller(), look.purpose(), look.collection(), look.fields(), subject);
    }

    /// What is permitted and intact, which is nearly everything, is opened on the reader's worker as soon as it was
    /// read, and goes from there straight into the next append: the caller sleeps and wakes once.
    ///
    /// @param version of the configuration that was decided under
    /// @return empty if anything is not as usual; nothing was disclosed then
    private Optional<Disclosure> releaseAtOnce(Look look, RecordId id, Decision.Permit permit, long version) {
        var release = reads.startById(id)
                .thenCompose(stored -> stored.filter(record -> isUsual(look, record, version))
                        .flatMap(record -> startRelease(look, record, permit))
                        .map(Release::recorded)
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
        var recorded = SharedRoundTrips.await(release);
        recorded.ifPresent(done -> disclosed.increment());
        return recorded.map(Recorded::disclosure);
    }

    private static boolean isUsual(Look look, StoredRecord record, long version) {
        return record.collection().equals(look.collection()) && record.configurationVersion() == version;
    }

    private Optional<Release> startRelease(Look look, StoredRecord stored, Decision.Permit permit) {
        try {
            var record = opening.open(stored);
            var disclosure = disclose(look, record, permit);
            var draft = entries.look(look, record, disclosure, permit.policy());
            return Optional.of(new Release(disclosure, ledger.start(draft)));
        } catch (DoesNotOpen | Problem unusual) {
            return Optional.empty();
        }
    }

    /// A disclosure that waits for its entry to be durable.
    private record Release(Disclosure disclosure, Ledger.Appending appending) {

        CompletableFuture<Optional<Recorded>> recorded() {
            return appending.base().thenApply(index -> Optional.of(new Recorded(this, index)));
        }
    }

    private record Recorded(Release release, long index) {

        Disclosure disclosure() {
            return release.disclosure().with(release.appending().receipt(index));
        }
    }

    /// The same step by step, for whatever is refused, damaged or overtaken by a change of the configuration.
    private Disclosure discloseOrRefuse(Look look, RecordId id) {
        var stored = reads.byId(id);
        var permit = permit(look, id, stored);
        var here = stored.filter(record -> record.collection().equals(look.collection()));
        if (here.isEmpty()) {
            throw refusals.refuse(look, stored, permit.policy(), Refusals.noSuchRecord());
        }
        try {
            return release(look, opening.open(here.get()), permit);
        } catch (DoesNotOpen changed) {
            throw refusals.refuseDamaged(look, here.get(), permit.policy());
        }
    }

    /// Decides about one record, and counts the look.
    ///
    /// @param stored the record, if there is one
    /// @throws Problem when refused; the refusal is in the ledger
    Decision.Permit permit(Look look, RecordId id, Optional<StoredRecord> stored) {
        stored.ifPresent(this::refuseOutdated);
        var decision = decide(look, id);
        if (decision instanceof Decision.Deny deny) {
            throw refusals.refuse(look, stored, deny.policy(), Refusals.of(deny));
        }
        var permit = (Decision.Permit) decision;
        refusals.requireWhole(look, stored, permit);
        counts.count(look, permit, List.of(id));
        return permit;
    }

    /// Clients, grants or the catalog changed after the caller was authenticated: it has to ask again.
    void refuseOutdated(StoredRecord record) {
        if (!isCurrent(record.configurationVersion())) {
            throw Refusals.configurationChanged();
        }
    }

    /// What rights and indexes this server knows now.
    long configurationVersion() {
        return changes.known();
    }

    /// Whether rights and indexes are still those that a statement saw; catches up if not.
    boolean isCurrent(long configurationVersion) {
        if (changes.isCurrent(configurationVersion)) {
            return true;
        }
        changes.catchUp(configurationVersion);
        return false;
    }

    Disclosure release(Look look, OpenedRecord record, Decision.Permit permit) {
        var disclosure = disclose(look, record, permit);
        var draft = entries.look(look, record, disclosure, permit.policy());
        return release(disclosure, draft);
    }

    /// Releases once the entry is durable.
    Disclosure release(Disclosure disclosure, Draft draft) {
        var receipt = ledger.append(draft);
        disclosed.increment();
        return disclosure.with(receipt);
    }

    /// A search has found these candidates. Discloses those that match, or none if one of them cannot be recorded.
    ///
    /// @param search the entry of the search itself, given whether anyone was found
    List<Disclosure> discloseFound(Look look, List<Permitted<OpenedRecord>> found, Draft search) {
        var drafts = new ArrayList<>(List.of(search));
        var disclosures = new ArrayList<Disclosure>();
        for (var one : found) {
            var record = one.what();
            var permit = one.permit();
            var disclosure = disclose(look, record, permit);
            drafts.add(entries.look(look, record, disclosure, permit.policy()));
            disclosures.add(disclosure);
        }
        var receipts = ledger.append(drafts);
        disclosed.increment(disclosures.size());
        for (int i = 0; i < disclosures.size(); i++) {
            disclosures.set(i, disclosures.get(i).with(receipts.get(i + 1)));
        }
        return disclosures;
    }

    /// Releases those of the given records that open, after the entries of all are durable. A part's entries are
    /// written
    /// while the next part is opened.
    Map<RecordId, BatchDisclosure.Item> releaseEach(Look look, List<Permitted<StoredRecord>> stored) {
        var parts = new ArrayList<Part>();
        for (int from = 0; from < stored.size(); from += PART) {
            parts.add(startRelease(look, stored.subList(from, Math.min(from + PART, stored.size()))));
        }
        var items = HashMap.<RecordId, BatchDisclosure.Item>newHashMap(stored.size());
        parts.forEach(part -> items.putAll(finish(part)));
        return items;
    }

    /// Waits until the entries of a part are durable, and releases it.
    Map<RecordId, BatchDisclosure.Item> finish(Part part) {
        var items = part.await();
        disclosed.increment(items.values().stream()
                .filter(BatchDisclosure.Item.Shown.class::isInstance)
                .count());
        return items;
    }

    /// Some records whose entries are on their way.
    ///
    /// @param opened what to release; empty for a record that is damaged
    record Part(List<RecordId> ids, List<Optional<Disclosure>> opened, CompletableFuture<List<Receipt>> receipts) {

        private Map<RecordId, BatchDisclosure.Item> await() {
            var proofs = SharedRoundTrips.await(receipts);
            var items = LinkedHashMap.<RecordId, BatchDisclosure.Item>newLinkedHashMap(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                var proof = proofs.get(i);
                var item = opened.get(i)
                        .<BatchDisclosure.Item>map(shown -> new BatchDisclosure.Item.Shown(shown.with(proof)))
                        .orElseGet(() -> new BatchDisclosure.Item.Refused(
                                Refusals.damaged().code()));
                items.put(ids.get(i), item);
            }
            return items;
        }
    }

    /// Opens records and starts to append their entries; [#finish] releases them.
    Part startRelease(Look look, List<Permitted<StoredRecord>> stored) {
        var opened = new ArrayList<Optional<Disclosure>>(stored.size());
        var drafts = new ArrayList<Draft>(stored.size());
        for (var one : stored) {
            var record = one.what();
            var permit = one.permit();
            var disclosure = Optional.<Disclosure>empty();
            try {
                var open = opening.open(record);
                disclosure = Optional.of(disclose(look, open, permit));
                drafts.add(entries.look(look, open, disclosure.get(), permit.policy()));
            } catch (DoesNotOpen changed) {
                refusals.report(record);
                drafts.add(entries.refusal(
                        look,
                        refusals.keyOf(record),
                        permit.policy(),
                        Refusals.damaged().code()));
            }
            opened.add(disclosure);
        }
        return new Part(stored.stream().map(one -> one.what().id()).toList(), opened, ledger.startAll(drafts));
    }

    /// Opens a candidate; one that does not open is reported and left out.
    Optional<OpenedRecord> openCandidate(StoredRecord stored) {
        try {
            return Optional.of(opening.open(stored));
        } catch (DoesNotOpen changed) {
            refusals.report(stored);
            return Optional.empty();
        }
    }

    String open(OpenedRecord record, String field) {
        return fields.open(record, field);
    }

    private Disclosure disclose(Look look, OpenedRecord record, Decision.Permit permit) {
        var catalog = decidedUnder(permit);
        var definition = catalog.collection(look.collection()).orElseThrow(Refusals::noSuchRecord);
        var purpose = catalog.purpose(look.purpose()).orElseThrow(Refusals::noSuchRecord);
        var shown = fields.disclose(record, definition, purpose, look.capped(permit));
        return look.limited(shown, permit);
    }

    private Catalog decidedUnder(Decision.Permit permit) {
        return active.current()
                .filter(catalog -> catalog.hash().equals(permit.policy()))
                .orElseThrow(Refusals::configurationChanged);
    }
}
