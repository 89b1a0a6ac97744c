package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Budgets;
import dev.strongroom.access.Decision;
import dev.strongroom.access.Subject;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Search by one field or several. Candidates of the blind indexes are opened and compared; what does not match is
/// never disclosed. Every search is an entry, empty ones too; everyone found gets a look.
public final class RecordSearch {

    public static final int MOST_CONDITIONS = 4;

    /// The most candidates one step opens; a truncated index gives few false ones.
    private static final int CANDIDATES_PER_MATCH = 2;

    /// The most candidates one answer opens; it then ends early, with a cursor.
    private static final int MOST_OPENED = 2_000;

    /// Whoever may see some customers only is quickly past the others.
    private static final int LEAST_OF_SOME = 100;

    private static final int MOST_ATTEMPTS = 5;
    private static final RecordId START = new RecordId(Long.MIN_VALUE, Long.MIN_VALUE);

    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final RecordReads reads;
    private final Transactions transactions;
    private final SearchIndexes indexes;
    private final SearchConditions conditions;
    private final Door door;
    private final LookRefusals refusals;
    private final CountedLooks counts;
    private final LookEntries entries;
    private final Budgets budgets;

    RecordSearch(
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordReads reads,
            Transactions transactions,
            SearchIndexes indexes,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            LookEntries entries,
            Budgets budgets) {
        this.decisions = decisions;
        this.active = active;
        this.reads = reads;
        this.transactions = transactions;
        this.indexes = indexes;
        this.conditions = new SearchConditions(indexes);
        this.door = door;
        this.refusals = refusals;
        this.counts = counts;
        this.entries = entries;
        this.budgets = budgets;
    }

    /// @param conditions 1 to 4, all of which must hold
    /// @param limit 1 to 100 disclosures an answer
    /// @param after the cursor of the previous answer
    public record Query(List<Condition> conditions, int limit, Optional<RecordId> after) {
        public Query {
            conditions = List.copyOf(conditions);
        }
    }

    /// @param term a range for [SearchKind#BETWEEN], a value for every other kind
    public record Condition(String field, SearchKind kind, SearchTerm term) {
        public Condition {
            if ((kind == SearchKind.BETWEEN) != (term instanceof SearchTerm.Range)) {
                throw new IllegalArgumentException("A range belongs to between, and a value to every other kind");
            }
        }
    }

    /// @param next where the next answer starts; empty when there is nothing more
    public record Found(List<Disclosure> disclosures, Optional<RecordId> next) {}

    /// @throws Problem when refused, or when an index is still being built
    public Found search(Look look, Query query) {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var found = attempt(look, query, attempt == 1);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw Refusals.configurationChanged();
    }

    /// @return empty if rights or indexes changed meanwhile; nothing was disclosed then
    private Optional<Found> attempt(Look look, Query query, boolean isFirst) {
        long version = door.configurationVersion();
        boolean isOneByOne = decisions.dependsOnCustomer(look.caller(), look.purpose());
        var permit = permit(look, query, isOneByOne ? Subject.SOMEONE : Subject.EVERYONE);
        var asked = new ArrayList<SearchCondition>();
        for (var condition : query.conditions()) {
            asked.add(ready(look, permit, condition));
        }
        if (isFirst) {
            counts.requireLeft(look, permit);
            counts.spend(look, permit.policy(), () -> budgets.take(look.caller(), Budgets.Kind.SEARCHES, 1));
        }
        Permits permits = isOneByOne ? new EachCustomer(look, query) : candidates -> id -> Optional.of(permit);
        return find(query, asked, version, permits).map(matches -> disclose(look, permit, asked, matches));
    }

    /// What may be shown of those that are found.
    private interface Permits {

        /// How many candidates to look through at once.
        default int least() {
            return 1;
        }

        /// @return empty for those that may not even be found
        Function<RecordId, Optional<Decision.Permit>> among(List<StoredRecord> candidates);
    }

    /// Whoever is found is decided about, and who may not be found that way is as good as not there.
    private final class EachCustomer implements Permits {

        private final Look look;
        private final Query query;

        EachCustomer(Look look, Query query) {
            this.look = look;
            this.query = query;
        }

        @Override
        public int least() {
            return LEAST_OF_SOME;
        }

        @Override
        public Function<RecordId, Optional<Decision.Permit>> among(List<StoredRecord> candidates) {
            var customers = candidates.stream()
                    .map(candidate -> candidate.id().customer())
                    .toList();
            var subjects = decisions.subjects(look.caller(), customers);
            return id -> {
                var decision = decide(look, query, subjects.getOrDefault(id.customer(), Subject.EVERYONE));
                return decision instanceof Decision.Permit permit ? Optional.of(permit) : Optional.empty();
            };
        }
    }

    private Decision.Permit permit(Look look, Query query, Subject subject) {
        var decision = decide(look, query, subject);
        if (decision instanceof Decision.Deny deny) {
            throw refusals.refuse(look, Optional.empty(), deny.policy(), Refusals.of(deny));
        }
        return (Decision.Permit) decision;
    }

    /// A permit if every condition is permitted; the first refusal otherwise.
    private Decision decide(Look look, Query query, Subject subject) {
        Optional<Decision> decided = Optional.empty();
        for (var condition : query.conditions()) {
            var decision = decisions.decideSearch(
                    look.caller(),
                    look.purpose(),
                    look.collection(),
                    condition.field(),
                    condition.kind(),
                    look.fields(),
                    subject);
            if (decision instanceof Decision.Deny) {
                return decision;
            }
            decided = Optional.of(decision);
        }
        return decided.orElseThrow();
    }

    private SearchCondition ready(Look look, Decision.Permit permit, Condition condition) {
        var field = field(look, condition.field());
        try {
            if (!field.search().contains(condition.kind())) {
                throw notOffered(condition);
            }
            var index = indexes.complete(look.collection(), field.id(), condition.kind())
                    .orElseThrow(Refusals::indexBuilding);
            return conditions.of(condition.term(), field, index);
        } catch (Problem refused) {
            throw refusals.refuse(look, Optional.empty(), permit.policy(), refused);
        }
    }

    private FieldDefinition field(Look look, String field) {
        return active.current()
                .flatMap(catalog -> catalog.collection(look.collection()))
                .map(collection -> collection.fields().get(field))
                .orElseThrow(() -> Refusals.unknownField(field));
    }

    private record Matches(List<Permitted<OpenedRecord>> records, Optional<RecordId> next) {}

    private Optional<Matches> find(Query query, List<SearchCondition> asked, long version, Permits permits) {
        var matches = new ArrayList<Permitted<OpenedRecord>>();
        var after = query.after().orElse(START);
        var last = after;
        int opened = 0;
        while (opened < MOST_OPENED) {
            int most = Math.max(permits.least(), (query.limit() - matches.size()) * CANDIDATES_PER_MATCH + 1);
            var candidates = candidates(asked, after, most);
            if (candidates.configurationVersion() != version) {
                door.isCurrent(candidates.configurationVersion());
                return Optional.empty();
            }
            var permitted = permits.among(candidates.records());
            for (var candidate : candidates.records()) {
                var may = permitted.apply(candidate.id());
                if (matches.size() == query.limit() && may.isPresent()) {
                    return Optional.of(new Matches(matches, Optional.of(last)));
                }
                last = may.isPresent() ? candidate.id() : last;
                may.ifPresent(permit -> door.openCandidate(candidate)
                        .filter(record -> isMatch(record, asked))
                        .ifPresent(record -> matches.add(new Permitted<>(record, permit))));
                after = candidate.id();
                opened++;
            }
            if (candidates.records().size() < most) {
                return Optional.of(new Matches(matches, Optional.empty()));
            }
        }
        return Optional.of(new Matches(matches, Optional.of(after)));
    }

    /// One condition with one value shares its round trip with other callers.
    private Candidates candidates(List<SearchCondition> asked, RecordId after, int most) {
        var first = asked.getFirst();
        if (asked.size() > 1 || first.values().size() != 1) {
            return transactions.snapshot(connection -> new CandidateQuery(asked, after, most).ask(connection));
        }
        var value = first.values().getFirst();
        if (!first.index().unique()) {
            return reads.byIndex(new RecordReads.IndexQuestion(first.index().number(), value, after, most));
        }
        var found = reads.byUnique(new IndexRows.Value(first.index().number(), value));
        return new Candidates(
                found.configurationVersion(),
                found.records().stream()
                        .filter(record -> record.id().isBehind(after))
                        .toList());
    }

    private boolean isMatch(OpenedRecord record, List<SearchCondition> asked) {
        return asked.stream()
                .allMatch(condition -> record.has(condition.field().id())
                        && condition
                                .matches()
                                .test(door.open(record, condition.field().id())));
    }

    private Found disclose(Look look, Decision.Permit permit, List<SearchCondition> asked, Matches matches) {
        var records = matches.records();
        var policy = permit.policy();
        counts.spend(look, policy, () -> budgets.take(look.caller(), Budgets.Kind.DISCLOSURES, records.size()));
        counts.countFound(look, permit, records);
        var search = entries.search(look, kinds(asked), policy, words(asked, records.isEmpty()));
        return new Found(door.discloseFound(look, records, search), matches.next());
    }

    /// A value that was found whole stands in the found records; anything else would be forgotten.
    private static Optional<String> words(List<SearchCondition> asked, boolean isNobodyFound) {
        boolean isExact = asked.stream().allMatch(condition -> condition.kind() == SearchKind.EXACT);
        return isExact && !isNobodyFound
                ? Optional.empty()
                : Optional.of(asked.stream().map(SearchCondition::words).collect(Collectors.joining("\n")));
    }

    private static Map<String, String> kinds(List<SearchCondition> asked) {
        var kinds = new LinkedHashMap<String, String>();
        asked.forEach(condition -> kinds.merge(
                condition.field().id(),
                condition.kind().name().toLowerCase(Locale.ROOT),
                (one, other) -> one + "+" + other));
        return kinds;
    }

    private static Problem notOffered(Condition condition) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "search.not_offered",
                        "Search the field in a way that the catalog names for it.")
                .with("field", condition.field());
    }
}
