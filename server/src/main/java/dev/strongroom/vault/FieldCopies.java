package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Level;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.Problem;
import java.util.Optional;

/// The part of the door that lets somebody take along, in the clipboard of their computer, a value that was shown to
/// them. Decides as for the look itself, releases nothing, and has it in the ledger before the value is taken.
public final class FieldCopies {

    private final RecordReads reads;
    private final RecordOpening opening;
    private final Door door;
    private final LookRefusals refusals;
    private final LookEntries entries;
    private final Ledger ledger;

    FieldCopies(
            RecordReads reads,
            RecordOpening opening,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger) {
        this.reads = reads;
        this.opening = opening;
        this.door = door;
        this.refusals = refusals;
        this.entries = entries;
        this.ledger = ledger;
    }

    /// Records that a value is about to be copied.
    ///
    /// @param look at exactly one field
    /// @throws Problem when refused; the refusal is in the ledger
    /// @throws dev.strongroom.ledger.LedgerUnavailable when it could not be recorded; nothing may be copied then
    public Receipt copy(Look look, RecordId id) {
        var stored = reads.byId(id);
        stored.ifPresent(door::refuseOutdated);
        var decision = door.decide(look, id);
        if (decision instanceof Decision.Deny deny) {
            throw refusals.refuse(look, stored, deny.policy(), Refusals.of(deny));
        }
        try {
            return copy(look, stored, (Decision.Permit) decision);
        } catch (Problem refused) {
            throw refusals.refuse(look, stored, decision.policy(), refused);
        } catch (DoesNotOpen changed) {
            throw refusals.refuseDamaged(look, stored.orElseThrow(), decision.policy());
        }
    }

    private Receipt copy(Look look, Optional<StoredRecord> stored, Decision.Permit permit) {
        var field = look.fields().first();
        if (look.capped(permit).levels().get(field) != Level.CLEAR) {
            throw Refusals.mayNotCopy(field);
        }
        var here = stored.filter(record -> record.collection().equals(look.collection()))
                .map(opening::open)
                .filter(record -> record.has(field))
                .orElseThrow(Refusals::noSuchRecord);
        return ledger.append(entries.copied(look, here, field, permit.policy()));
    }
}
