package dev.strongroom.access;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Unproven;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides by the catalog in force: the purpose must exist, be one the caller may state, and cover each field; a role
/// of the caller must be granted the field for that purpose; and a person who is to see more than masks must have
/// proven
/// a second factor within ten minutes. Everything else is denied.
public final class AccessDecisions {

    private static final String NO_POLICY = "-";

    private static final int MOST_REMEMBERED = 1_000;

    private final ActiveCatalog active;
    private final Clock clock;
    private volatile Remembered remembered = new Remembered("", new ConcurrentHashMap<>());

    /// Permits given under one catalog; asked for again by nearly every look. What is denied is decided anew.
    private record Remembered(String policy, Map<Asked, Decision> permits) {}

    private record Asked(
            Set<String> roles, Set<String> purposes, String purpose, String collection, List<String> named) {}

    AccessDecisions(ActiveCatalog active, Clock clock) {
        this.active = active;
        this.clock = clock;
    }

    /// @param named the fields asked for by name; empty: all that may be seen
    public Decision decide(Caller caller, String purpose, String collection, Collection<String> named) {
        var decision = decideAnyTime(caller, purpose, collection, named);
        return decision instanceof Decision.Permit permit
                        && needsFreshFactor(permit)
                        && Unproven.isStale(caller, clock.instant())
                ? new Decision.Deny(permit.policy(), Decision.Reason.FACTOR_STALE, "")
                : decision;
    }

    private static boolean needsFreshFactor(Decision.Permit permit) {
        return permit.levels().values().stream().anyMatch(level -> level != Level.MASKED);
    }

    private Decision decideAnyTime(Caller caller, String purpose, String collection, Collection<String> named) {
        var current = active.current();
        if (current.isEmpty()) {
            return new Decision.Deny(NO_POLICY, Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        }
        var catalog = current.get();
        var permits = permitsUnder(catalog.hash());
        var asked = new Asked(caller.roles(), caller.purposes(), purpose, collection, List.copyOf(named));
        var known = permits.get(asked);
        if (known != null) {
            return known;
        }
        var decision = decide(caller, catalog, purpose, collection, named);
        if (decision instanceof Decision.Permit && permits.size() < MOST_REMEMBERED) {
            permits.put(asked, decision);
        }
        return decision;
    }

    private Map<Asked, Decision> permitsUnder(String policy) {
        var current = remembered;
        if (!current.policy().equals(policy)) {
            current = new Remembered(policy, new ConcurrentHashMap<>());
            remembered = current;
        }
        return current.permits();
    }

    private static Decision decide(
            Caller caller, Catalog catalog, String purpose, String collection, Collection<String> named) {
        if (!mayState(caller, catalog, purpose)) {
            return deny(catalog, Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        }
        var definition = catalog.collection(collection);
        var granted = catalog.levels(caller.roles(), purpose, collection);
        if (definition.isEmpty() || granted.isEmpty()) {
            return deny(catalog, Decision.Reason.NOTHING_GRANTED, "");
        }
        return named.isEmpty()
                ? all(catalog, definition.get(), granted)
                : named(catalog, definition.get(), purpose, granted, named);
    }

    /// @param field to search by
    /// @param kind how; some need the field to be granted in clear
    public Decision decideSearch(
            Caller caller, String purpose, String collection, String field, SearchKind kind, Collection<String> named) {
        var decision = decide(caller, purpose, collection, named);
        if (decision instanceof Decision.Permit
                && kind.needsClearLevel()
                && Unproven.isStale(caller, clock.instant())) {
            return new Decision.Deny(decision.policy(), Decision.Reason.FACTOR_STALE, "");
        }
        boolean granted = active.current()
                .filter(catalog -> catalog.hash().equals(decision.policy()))
                .filter(catalog -> catalog.maySearch(caller.roles(), purpose, collection, field))
                .map(catalog -> !kind.needsClearLevel()
                        || catalog.levels(caller.roles(), purpose, collection).get(field) == Level.CLEAR)
                .orElse(false);
        return decision instanceof Decision.Permit && !granted
                ? new Decision.Deny(decision.policy(), Decision.Reason.SEARCH_NOT_GRANTED, field)
                : decision;
    }

    private static boolean mayState(Caller caller, Catalog catalog, String purpose) {
        return caller.purposes().contains(purpose) && catalog.purpose(purpose).isPresent();
    }

    private static Decision all(Catalog catalog, CollectionDefinition definition, Map<String, Level> granted) {
        var withheld = new HashSet<>(definition.fields().keySet());
        withheld.removeAll(granted.keySet());
        return new Decision.Permit(catalog.hash(), granted, withheld);
    }

    private static Decision named(
            Catalog catalog,
            CollectionDefinition definition,
            String purpose,
            Map<String, Level> granted,
            Collection<String> named) {
        var levels = new HashMap<String, Level>();
        var withheld = new HashSet<String>();
        for (var field : named) {
            if (!definition.fields().containsKey(field)) {
                return deny(catalog, Decision.Reason.UNKNOWN_FIELD, field);
            }
            if (!covers(catalog, purpose, definition.id(), field)) {
                return deny(catalog, Decision.Reason.NOT_COVERED, field);
            }
            var level = granted.get(field);
            if (level == null) {
                withheld.add(field);
            } else {
                levels.put(field, level);
            }
        }
        return new Decision.Permit(catalog.hash(), levels, withheld);
    }

    private static boolean covers(Catalog catalog, String purpose, String collection, String field) {
        return catalog.purpose(purpose)
                .map(found -> found.covers(collection, field))
                .orElse(false);
    }

    private static Decision deny(Catalog catalog, Decision.Reason reason, String field) {
        return new Decision.Deny(catalog.hash(), reason, field);
    }
}
