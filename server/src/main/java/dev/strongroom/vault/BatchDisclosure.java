package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Budgets;
import dev.strongroom.access.Decision;
import dev.strongroom.access.Subject;
import dev.strongroom.web.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Discloses many records of one collection by one decision. Each customer's entry is durable before any of them is
/// released; what cannot be shown says so in its place.
public final class BatchDisclosure {

    public static final int MOST = 1_000;

    private final AccessDecisions decisions;
    private final Transactions transactions;
    private final Door door;
    private final LookRefusals refusals;
    private final CountedLooks counts;
    private final Budgets budgets;

    BatchDisclosure(
            AccessDecisions decisions,
            Transactions transactions,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            Budgets budgets) {
        this.decisions = decisions;
        this.transactions = transactions;
        this.door = door;
        this.refusals = refusals;
        this.counts = counts;
        this.budgets = budgets;
    }

    /// What came of one id.
    public sealed interface Item {

        record Shown(Disclosure disclosure) implements Item {}

        /// @param code why not: `record.not_found` or `record.damaged`
        record Refused(String code) implements Item {}
    }

    /// @param ids up to [#MOST]; one that is repeated is looked at once
    /// @return one item an id, in their order
    /// @throws Problem when the look as a whole is refused; nothing is disclosed and the refusal is in the ledger
    public List<Item> disclose(Look look, List<RecordId> ids) {
        if (ids.size() > MOST) {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "batch.too_many", "Ask for up to 1,000 ids at a time.");
        }
        var distinct = List.copyOf(new LinkedHashSet<>(ids));
        var found = transactions.read(connection -> RecordScan.byIds(connection, distinct));
        found.stream().findFirst().ifPresent(door::refuseOutdated);
        boolean isOneByOne = decisions.dependsOnCustomer(look.caller(), look.purpose());
        var decision = decide(look, isOneByOne ? Subject.SOMEONE : Subject.EVERYONE);
        if (decision instanceof Decision.Deny deny) {
            throw refusals.refuse(look, Optional.empty(), deny.policy(), Refusals.of(deny));
        }
        var permit = (Decision.Permit) decision;
        var ofCollection = ofCollection(found, look);
        var here = isOneByOne ? permitted(look, ofCollection) : permitted(permit, ofCollection);
        counts.spend(look, decision.policy(), () -> budgets.take(look.caller(), Budgets.Kind.DISCLOSURES, here.size()));
        var items = items(look, permit.policy(), distinct, found, here);
        return ids.stream().map(items::get).toList();
    }

    private Decision decide(Look look, Subject subject) {
        return decisions.decideMany(look.caller(), look.purpose(), look.collection(), look.fields(), subject);
    }

    /// Whatever is elsewhere is told as unknown, and costs as little.
    private static List<StoredRecord> ofCollection(List<StoredRecord> found, Look look) {
        return found.stream()
                .filter(record -> record.collection().equals(look.collection()))
                .toList();
    }

    private static Map<RecordId, Decision.Permit> permitted(Decision.Permit permit, List<StoredRecord> found) {
        return found.stream().collect(Collectors.toMap(StoredRecord::id, record -> permit));
    }

    /// Those of customers whom the caller may look at, each with its own permit.
    private Map<RecordId, Decision.Permit> permitted(Look look, List<StoredRecord> found) {
        var customers = found.stream().map(record -> record.id().customer()).toList();
        var subjects = decisions.subjects(look.caller(), customers);
        var permits = new HashMap<RecordId, Decision.Permit>();
        for (var record : found) {
            var subject = subjects.getOrDefault(record.id().customer(), Subject.EVERYONE);
            if (decide(look, subject) instanceof Decision.Permit permit) {
                permits.put(record.id(), permit);
            }
        }
        return permits;
    }

    private Map<RecordId, Item> items(
            Look look,
            String policy,
            List<RecordId> ids,
            List<StoredRecord> found,
            Map<RecordId, Decision.Permit> permits) {
        var stored = new HashMap<RecordId, StoredRecord>();
        found.forEach(record -> stored.put(record.id(), record));
        var here = new ArrayList<Permitted<StoredRecord>>();
        var missing = new HashMap<RecordId, Optional<StoredRecord>>();
        for (var id : ids) {
            var record = Optional.ofNullable(stored.get(id));
            var permit = Optional.ofNullable(permits.get(id));
            record.flatMap(one -> permit.map(its -> new Permitted<>(one, its)))
                    .ifPresentOrElse(here::add, () -> missing.put(id, record));
        }
        counts.countEach(look, here, StoredRecord::id);
        var items = new HashMap<RecordId, Item>();
        missing.keySet()
                .forEach(id ->
                        items.put(id, new Item.Refused(Refusals.noSuchRecord().code())));
        refusals.refuseEach(
                look, missing.values(), policy, Refusals.noSuchRecord().code());
        items.putAll(door.releaseEach(look, here));
        return items;
    }
}
