package dev.strongroom.vault;

import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gathers the entries of one request: one for each customer and collection, and one for each refusal. Refusals are
/// never taken together: their number would tell which of several tokens there are.
final class TokenDrafts {

    private static final long NOBODY = 0;

    private final TokenCaller caller;
    private final String policy;
    private final EntryKind kind;
    private final LookEntries entries;
    private final Clock clock;
    private final Map<Group, Entry> gathered = new LinkedHashMap<>();

    /// @param kind of the entries of what is permitted
    TokenDrafts(TokenCaller caller, String policy, EntryKind kind, LookEntries entries, Clock clock) {
        this.caller = caller;
        this.policy = policy;
        this.kind = kind;
        this.entries = entries;
        this.clock = clock;
    }

    /// @param refused code of the refusal; empty for what is permitted
    /// @param refusal its number; 0 for what is permitted
    private record Group(long customer, String collection, String refused, int refusal) {}

    private record Entry(int position, Optional<LookEntries.About> about, SortedMap<String, String> fields) {}

    /// @param what was done to the field
    /// @return the position of the entry among the drafts
    int permitted(LookEntries.About about, String collection, String field, String what) {
        var entry = entry(new Group(about.customer(), collection, "", 0), Optional.of(about));
        entry.fields().put(field, what);
        return entry.position();
    }

    /// @param about the customer concerned, where there is one
    void refused(Optional<LookEntries.About> about, String collection, String code) {
        long customer = about.map(LookEntries.About::customer).orElse(NOBODY);
        entry(new Group(customer, collection, code, gathered.size() + 1), about);
    }

    private Entry entry(Group group, Optional<LookEntries.About> about) {
        return gathered.computeIfAbsent(group, missing -> new Entry(gathered.size(), about, new TreeMap<>()));
    }

    /// In the order of their positions.
    List<Draft> drafts() {
        var drafts = new ArrayList<Draft>();
        gathered.forEach((group, entry) -> drafts.add(draft(group, entry)));
        return drafts;
    }

    private Draft draft(Group group, Entry entry) {
        if (!group.refused().isEmpty()) {
            return entries.refusal(caller.look(group.collection()), entry.about(), policy, group.refused());
        }
        var permitted = LedgerEntry.of(clock.instant(), kind, caller.caller().id(), policy)
                .forPurpose(caller.purpose())
                .in(group.collection())
                .withFields(entry.fields());
        return entries.about(entry.about(), permitted, LookWords.onBehalfOf(caller.onBehalfOf()));
    }
}
