package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks that come to nothing: each refusal is in the ledger before it is told.
final class LookRefusals {

    private static final Logger log = LoggerFactory.getLogger(LookRefusals.class);

    private final RecordOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Counter refused;
    private final Counter damaged;

    LookRefusals(RecordOpening opening, LookEntries entries, Ledger ledger, MeterRegistry meters) {
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.refused = meters.counter("strongroom.refusals");
        this.damaged = meters.counter("strongroom.records.damaged");
    }

    /// Records a refusal and returns the problem to throw.
    Problem refuse(Look look, Optional<StoredRecord> about, String policy, Problem problem) {
        ledger.append(entries.refusal(look, about.flatMap(this::keyOf), policy, problem.code()));
        refused.increment();
        return problem;
    }

    /// Records the same refusal about each of several records, known ones and unknown ones.
    void refuseEach(Look look, Collection<Optional<StoredRecord>> about, String policy, String code) {
        if (about.isEmpty()) {
            return;
        }
        ledger.append(about.stream()
                .map(stored -> entries.refusal(look, stored.flatMap(this::keyOf), policy, code))
                .toList());
        refused.increment(about.size());
    }

    /// @throws Problem if less is permitted than the look needs; the refusal is in the ledger
    void requireWhole(Look look, Optional<StoredRecord> stored, Decision.Permit permit) {
        var lacking = look.lacking(permit);
        if (lacking.isPresent()) {
            throw refuse(look, stored, permit.policy(), Refusals.notInClear(lacking.get()));
        }
    }

    /// As [#refuse], for what does not open.
    Problem refuseDamaged(Look look, StoredRecord stored, String policy) {
        report(stored);
        return refuse(look, Optional.of(stored), policy, Refusals.damaged());
    }

    /// Raises the alarm about what was changed outside of the vault.
    void report(StoredRecord stored) {
        damaged.increment();
        log.error(
                "Record {} in {} does not open: it was changed outside of the vault", stored.id(), stored.collection());
    }

    /// Of whom the entry of a refusal is; empty if their key does not open.
    Optional<LookEntries.About> keyOf(StoredRecord stored) {
        try {
            long customer = stored.id().customer();
            return Optional.of(new LookEntries.About(customer, opening.openKey(customer, stored.key())));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }
}
