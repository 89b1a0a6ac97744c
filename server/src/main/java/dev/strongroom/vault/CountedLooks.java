package dev.strongroom.vault;

import dev.strongroom.access.AccessPeriods;
import dev.strongroom.access.Decision;
import dev.strongroom.access.HourlyLooks;
import dev.strongroom.web.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much somebody may still be shown: under a broken glass, by roles that show so much an hour, and by the budgets
/// of programs. Counted is before anything is shown, and a refusal is in the ledger.
final class CountedLooks {

    private static final Logger log = LoggerFactory.getLogger(CountedLooks.class);

    private final AccessPeriods periods;
    private final HourlyLooks hourly;
    private final LookRefusals refusals;

    CountedLooks(AccessPeriods periods, HourlyLooks hourly, LookRefusals refusals) {
        this.periods = periods;
        this.hourly = hourly;
        this.refusals = refusals;
    }

    /// Whether looks under this permit are counted at all.
    boolean isCounted(Look look, Decision.Permit permit) {
        return permit.hourly().isPresent() || periods.isCounted(look.purpose());
    }

    /// Counts records that are about to be shown, whether or not they are there: under a broken glass, and for roles
    /// that show so much an hour.
    ///
    /// @throws Problem if there are not that many left; the refusal is in the ledger
    void count(Look look, Decision.Permit permit, List<RecordId> records) {
        spend(look, permit.policy(), () -> take(look, permit, records));
    }

    /// As [#count]; that the refusal gets into the ledger is left to who calls.
    void take(Look look, Decision.Permit permit, List<RecordId> records) {
        permit.hourly()
                .ifPresent(limit -> hourly.take(
                        look.caller(),
                        limit,
                        records.stream().map(RecordId::customer).toList()));
        periods.spend(look.caller(), look.purpose(), records.size());
    }

    /// Counts what a search is about to show. Nobody, or more than may be shown, is an answer too: it counts as one.
    ///
    /// @param permit of the search
    void countFound(Look look, Decision.Permit permit, List<Permitted<OpenedRecord>> records) {
        if (records.isEmpty()) {
            spend(look, permit.policy(), () -> takeNobody(look, permit));
            return;
        }
        try {
            countEach(look, records, OpenedRecord::id);
        } catch (Problem exceeded) {
            takeWhatIsLeft(look, permit);
            throw exceeded;
        }
    }

    private void takeNobody(Look look, Decision.Permit permit) {
        permit.hourly().ifPresent(limit -> hourly.takeNobody(look.caller(), limit));
        periods.spend(look.caller(), look.purpose(), 1);
    }

    private void takeWhatIsLeft(Look look, Decision.Permit permit) {
        try {
            takeNobody(look, permit);
        } catch (Problem nothing) {
            log.debug("Nothing is left to be counted");
        }
    }

    /// Before anything is looked for, so that a refusal does not tell what would be found.
    void requireLeft(Look look, Decision.Permit permit) {
        permit.hourly().ifPresent(limit -> spend(look, permit.policy(), () -> hourly.require(look.caller(), limit)));
    }

    /// As [#count], of records with permits of their own.
    <T> void countEach(Look look, List<Permitted<T>> records, Function<T, RecordId> id) {
        records.stream()
                .collect(Collectors.groupingBy(
                        Permitted::permit, Collectors.mapping(one -> id.apply(one.what()), Collectors.toList())))
                .forEach((permit, ids) -> count(look, permit, ids));
    }

    /// Takes from a budget; one that is exceeded is a refusal.
    void spend(Look look, String policy, Runnable taking) {
        try {
            taking.run();
        } catch (Problem exceeded) {
            throw refusals.refuse(look, Optional.empty(), policy, exceeded);
        }
    }
}
