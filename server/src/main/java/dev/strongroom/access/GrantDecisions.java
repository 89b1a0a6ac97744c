package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the grants of a catalog say about roles that count, whatever the time and whoever it is about: the purpose must
/// exist, be one the caller may state, and cover each field; one of the roles must be granted the field for it.
final class GrantDecisions {

    private static final int MOST_REMEMBERED = 1_000;

    private volatile Remembered remembered = new Remembered("", new ConcurrentHashMap<>());

    /// Permits given under one catalog; asked for again by nearly every look. What is denied is decided anew.
    private record Remembered(String policy, Map<Asked, Decision> permits) {}

    /// @param roles that count
    /// @param purposes the caller may state
    /// @param named fields; empty: all that may be seen
    record Asked(Set<String> roles, Set<String> purposes, String purpose, String collection, List<String> named) {

        static Asked of(
                Set<String> roles, Set<String> purposes, String purpose, String collection, Collection<String> named) {
            return new Asked(roles, purposes, purpose, collection, List.copyOf(named));
        }
    }

    Decision decide(Catalog catalog, Asked asked) {
        var permits = permitsUnder(catalog.hash());
        var known = permits.get(asked);
        if (known != null) {
            return known;
        }
        var decision = decideAnew(catalog, asked);
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

    private static Decision decideAnew(Catalog catalog, Asked asked) {
        if (!asked.purposes().contains(asked.purpose())
                || catalog.purpose(asked.purpose()).isEmpty()) {
            return deny(catalog, Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        }
        var definition = catalog.collection(asked.collection());
        var granted = catalog.levels(asked.roles(), asked.purpose(), asked.collection());
        if (definition.isEmpty() || granted.isEmpty()) {
            return deny(catalog, Decision.Reason.NOTHING_GRANTED, "");
        }
        return asked.named().isEmpty()
                ? all(catalog, definition.get(), asked, granted)
                : named(catalog, definition.get(), asked, granted);
    }

    private static Decision all(
            Catalog catalog, CollectionDefinition definition, Asked asked, Map<String, Level> granted) {
        var withheld = new HashSet<>(definition.fields().keySet());
        withheld.removeAll(granted.keySet());
        return permit(catalog, asked, granted, withheld);
    }

    private static Decision named(
            Catalog catalog, CollectionDefinition definition, Asked asked, Map<String, Level> granted) {
        var levels = new HashMap<String, Level>();
        var withheld = new HashSet<String>();
        for (var field : asked.named()) {
            if (!definition.fields().containsKey(field)) {
                return deny(catalog, Decision.Reason.UNKNOWN_FIELD, field);
            }
            if (!covers(catalog, asked.purpose(), definition.id(), field)) {
                return deny(catalog, Decision.Reason.NOT_COVERED, field);
            }
            var level = granted.get(field);
            if (level == null) {
                withheld.add(field);
            } else {
                levels.put(field, level);
            }
        }
        return permit(catalog, asked, levels, withheld);
    }

    private static Decision permit(Catalog catalog, Asked asked, Map<String, Level> levels, Set<String> withheld) {
        var hourly = catalog.hourlyLimit(asked.roles(), asked.purpose(), asked.collection());
        return new Decision.Permit(catalog.hash(), levels, withheld, hourly);
    }

    private static boolean covers(Catalog catalog, String purpose, String collection, String field) {
        return catalog.purpose(purpose)
                .map(found -> found.covers(collection, field))
                .orElse(false);
    }

    static Decision deny(Catalog catalog, Decision.Reason reason, String field) {
        return new Decision.Deny(catalog.hash(), reason, field);
    }
}
