package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.EarlierCatalogs;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Ledger;
import java.util.Optional;
import java.util.Set;

/// The part of the door that shows the history of records: who wrote what when, and the values of earlier versions
/// where
/// they are kept. Decides as for the record itself; each is a look, in the ledger before anything is released.
public final class VersionLooks {

    private final ActiveCatalog active;
    private final EarlierCatalogs earlier;
    private final RecordReads reads;
    private final RecordOpening opening;
    private final FieldDisclosure fields;
    private final Door door;
    private final LookRefusals refusals;
    private final LookEntries entries;
    private final Ledger ledger;
    private final HistoryPeriods periods;
    private final Transactions transactions;

    VersionLooks(
            ActiveCatalog active,
            EarlierCatalogs earlier,
            RecordReads reads,
            RecordOpening opening,
            FieldDisclosure fields,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger,
            HistoryPeriods periods,
            Transactions transactions) {
        this.active = active;
        this.earlier = earlier;
        this.reads = reads;
        this.opening = opening;
        this.fields = fields;
        this.door = door;
        this.refusals = refusals;
        this.entries = entries;
        this.ledger = ledger;
        this.periods = periods;
        this.transactions = transactions;
    }

    /// The versions of a record, newest first.
    ///
    /// @param before only versions with a smaller number
    /// @throws Problem when refused; nothing is disclosed and the refusal is in the ledger
    /// @throws dev.strongroom.ledger.LedgerUnavailable when the look could not be recorded
    public VersionList.Page list(Look look, RecordId id, int before) {
        var asked = ask(look, id);
        var definition = asked.definition();
        try {
            var page = transactions
                    .snapshot(connection -> VersionList.read(connection, opening, periods, definition, id, before))
                    .orElseThrow(() -> refusals.refuse(look, asked.about(), asked.policy(), Refusals.noSuchRecord()));
            var draft = entries.versionList(look, opening.open(asked.stored()), asked.policy());
            return page.with(ledger.append(draft));
        } catch (DoesNotOpen changed) {
            throw refusals.refuseDamaged(look, asked.stored(), asked.policy());
        }
    }

    /// Discloses one version; the newest as the record itself.
    ///
    /// @throws Problem when refused; nothing is disclosed and the refusal is in the ledger
    /// @throws dev.strongroom.ledger.LedgerUnavailable when the look could not be recorded
    public Disclosure disclose(Look look, RecordId id, int version) {
        var asked = ask(look, id);
        try {
            var record = opening.open(asked.stored());
            int newest = record.sealed().version();
            if (version < 1 || version > newest) {
                throw refusals.refuse(look, asked.about(), asked.policy(), VersionRefusals.unknown());
            }
            return version == newest
                    ? door.release(look, record, asked.permit())
                    : discloseEarlier(look, asked, version);
        } catch (DoesNotOpen changed) {
            throw refusals.refuseDamaged(look, asked.stored(), asked.policy());
        }
    }

    private Disclosure discloseEarlier(Look look, Asked asked, int version) {
        var definition = asked.definition();
        var found = transactions.run(connection -> {
            var kept = periods.find(connection, definition, asked.stored().id(), version);
            return kept.isEmpty()
                    ? Optional.<Found>empty()
                    : Optional.of(new Found(
                            kept.get(),
                            earlier.unchangedFields(connection, kept.get().catalog(), definition)));
        });
        if (found.isEmpty()) {
            throw refusals.refuse(look, asked.about(), asked.policy(), VersionRefusals.notKept());
        }
        var kept = found.get().kept();
        door.refuseOutdated(kept.stored());
        var record = kept.open(opening);
        var purpose = asked.catalog().purpose(look.purpose()).orElseThrow(Refusals::noSuchRecord);
        var earlierFields = fields.discloseEarlier(
                record,
                definition,
                purpose,
                look.capped(asked.permit()),
                found.get().usable());
        var shown = look.limited(earlierFields, asked.permit());
        return door.release(shown, entries.earlierVersion(look, record, shown, asked.policy()));
    }

    private record Found(KeptVersion kept, Set<String> usable) {}

    /// A look that is permitted, at a record that is there.
    private record Asked(
            StoredRecord stored, Catalog catalog, CollectionDefinition definition, Decision.Permit permit) {

        String policy() {
            return permit.policy();
        }

        Optional<StoredRecord> about() {
            return Optional.of(stored);
        }
    }

    private Asked ask(Look look, RecordId id) {
        var stored = reads.byId(id);
        var permit = door.permit(look, id, stored);
        var here = stored.filter(record -> record.collection().equals(look.collection()))
                .orElseThrow(() -> refusals.refuse(look, stored, permit.policy(), Refusals.noSuchRecord()));
        var catalog = active.current()
                .filter(current -> current.hash().equals(permit.policy()))
                .orElseThrow(Refusals::configurationChanged);
        var definition = catalog.collection(look.collection()).orElseThrow(Refusals::noSuchRecord);
        return new Asked(here, catalog, definition, permit);
    }
}
