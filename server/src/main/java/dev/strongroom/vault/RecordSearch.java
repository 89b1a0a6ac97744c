package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.InvalidValue;
import dev.strongroom.web.Problem;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Exact search by one field. Candidates of the blind index are opened and compared; what does not match is never
/// disclosed. Every search is an entry, empty ones too; everyone found gets a look.
public final class RecordSearch {

    /// The most candidates one answer opens; a truncated index gives few false ones.
    private static final int CANDIDATES_PER_MATCH = 2;

    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final RecordReads reads;
    private final FieldIndexes indexes;
    private final IndexBuilds builds;
    private final Door door;
    private final LookEntries entries;

    RecordSearch(
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordReads reads,
            FieldIndexes indexes,
            IndexBuilds builds,
            Door door,
            LookEntries entries) {
        this.decisions = decisions;
        this.active = active;
        this.reads = reads;
        this.indexes = indexes;
        this.builds = builds;
        this.door = door;
        this.entries = entries;
    }

    /// @param limit 1 to 100 disclosures an answer
    /// @param after the cursor of the previous answer
    public record Query(String field, JsonNode value, int limit, Optional<RecordId> after) {
        @Override
        public String toString() {
            return "Query[" + field + "]";
        }
    }

    /// @param next where the next answer starts; empty when there is nothing more
    public record Found(List<Disclosure> disclosures, Optional<RecordId> next) {}

    /// @throws Problem when refused, or when the field's index is still being built
    public Found search(Look look, Query query) {
        var decision =
                decisions.decideSearch(look.caller(), look.purpose(), look.collection(), query.field(), look.fields());
        if (decision instanceof Decision.Deny deny) {
            throw door.refuse(look, Optional.empty(), deny.policy(), Refusals.of(deny));
        }
        var permit = (Decision.Permit) decision;
        var field = field(look, query.field());
        refuseWhileBuilding(look, permit, field);
        return find(look, query, permit, field, normalised(look, query, permit, field));
    }

    private Found find(Look look, Query query, Decision.Permit permit, FieldDefinition field, Searched searched) {
        var row = indexes.row(look.collection(), field, searched.canonical());
        int most = query.limit() * CANDIDATES_PER_MATCH + 1;
        var after = query.after().orElse(new RecordId(Long.MIN_VALUE, Long.MIN_VALUE));
        var candidates = reads.byIndex(new RecordReads.IndexQuestion(row.field(), row.value(), after, most));
        candidates.forEach(door::refuseOutdated);
        var matches = new ArrayList<OpenedRecord>();
        Optional<RecordId> next = Optional.empty();
        Optional<RecordId> last = Optional.empty();
        for (var candidate : candidates) {
            if (matches.size() == query.limit()) {
                next = last;
                break;
            }
            door.openCandidate(candidate)
                    .filter(record -> isMatch(record, field, searched))
                    .ifPresent(matches::add);
            last = Optional.of(candidate.id());
        }
        if (next.isEmpty() && candidates.size() == most) {
            next = last;
        }
        return new Found(disclose(look, permit, field, matches, searched), next);
    }

    private List<Disclosure> disclose(
            Look look, Decision.Permit permit, FieldDefinition field, List<OpenedRecord> matches, Searched searched) {
        var term = matches.isEmpty() ? Optional.of(searched.canonical()) : Optional.<String>empty();
        var search = entries.search(look, field.id(), permit.policy(), term);
        return door.discloseFound(look, permit, matches, search, look.onBehalfOf());
    }

    private boolean isMatch(OpenedRecord record, FieldDefinition field, Searched searched) {
        if (!record.has(field.id())) {
            return false;
        }
        var stored = field.type().normalised(door.open(record, field.id()));
        return MessageDigest.isEqual(stored, searched.normalised());
    }

    private record Searched(String canonical, byte[] normalised) {
        @Override
        public String toString() {
            return "Searched";
        }
    }

    private Searched normalised(Look look, Query query, Decision.Permit permit, FieldDefinition field) {
        try {
            var canonical = field.type().canonical(field, query.value());
            return new Searched(canonical, field.type().normalised(canonical));
        } catch (InvalidValue invalid) {
            throw door.refuse(look, Optional.empty(), permit.policy(), Refusals.invalid(field.id(), invalid));
        }
    }

    private FieldDefinition field(Look look, String field) {
        return active.current()
                .flatMap(catalog -> catalog.collection(look.collection()))
                .map(collection -> collection.fields().get(field))
                .orElseThrow(() -> Refusals.unknownField(field));
    }

    private void refuseWhileBuilding(Look look, Decision.Permit permit, FieldDefinition field) {
        if (!builds.isComplete(FieldIndexes.name(look.collection(), field.id()))) {
            var problem = Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "search.index_building",
                            "Repeat the search later: the field became searchable and its index is being built.")
                    .with("retryAfterSeconds", 5);
            throw door.refuse(look, Optional.empty(), permit.policy(), problem);
        }
    }
}
