package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Unproven;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Decides by the catalog in force: the purpose must exist, be one the caller may state, and cover each field; a role
/// of the caller must be granted the field for that purpose; a purpose that is opened for a time only must be open for
/// the
/// caller; and a person who is to see more than masks must have proven a second factor within ten minutes. Everything
/// else is denied. Each decision is made under one catalog.
public final class AccessDecisions {

    private static final Decision WITHOUT_CATALOG = new Decision.Deny("-", Decision.Reason.PURPOSE_NOT_ALLOWED, "");

    private static final int MOST_REMEMBERED = 1_000;

    private final Supplier<Optional<Catalog>> inForce;
    private final StatedPurposes stated;
    private final Clock clock;
    private volatile Remembered remembered = new Remembered("", new ConcurrentHashMap<>());

    /// Permits given under one catalog; asked for again by nearly every look. What is denied is decided anew.
    private record Remembered(String policy, Map<Asked, Decision> permits) {}

    private record Asked(
            Set<String> roles, Set<String> purposes, String purpose, String collection, List<String> named) {}

    AccessDecisions(Supplier<Optional<Catalog>> inForce, StatedPurposes stated, Clock clock) {
        this.inForce = inForce;
        this.stated = stated;
        this.clock = clock;
    }

    /// @param named the fields asked for by name; empty: all that may be seen
    public Decision decide(Caller caller, String purpose, String collection, Collection<String> named) {
        return inForce.get()
                .map(catalog -> decide(catalog, caller, purpose, collection, named))
                .orElse(WITHOUT_CATALOG);
    }

    /// As [#decide(Caller, String, String, Collection)], for many records at once.
    public Decision decideMany(Caller caller, String purpose, String collection, Collection<String> named) {
        return inForce.get()
                .map(catalog -> {
                    var decision = decide(catalog, caller, purpose, collection, named);
                    boolean isPermit = decision instanceof Decision.Permit;
                    return isPermit && access(catalog, purpose) == PurposeAccess.BREAK_GLASS
                            ? deny(catalog, Decision.Reason.ONE_AT_A_TIME, "")
                            : decision;
                })
                .orElse(WITHOUT_CATALOG);
    }

    /// @param field to search by
    /// @param kind how; some need the field to be granted in clear
    public Decision decideSearch(
            Caller caller, String purpose, String collection, String field, SearchKind kind, Collection<String> named) {
        return inForce.get()
                .map(catalog -> {
                    var decision = decide(catalog, caller, purpose, collection, named);
                    return decision instanceof Decision.Permit
                            ? search(catalog, caller, purpose, collection, field, kind)
                                    .orElse(decision)
                            : decision;
                })
                .orElse(WITHOUT_CATALOG);
    }

    /// Why records may not be found that way, if they may not.
    private Optional<Decision> search(
            Catalog catalog, Caller caller, String purpose, String collection, String field, SearchKind kind) {
        if (kind.needsClearLevel() && Unproven.isStale(caller, clock.instant())) {
            return Optional.of(deny(catalog, Decision.Reason.FACTOR_STALE, ""));
        }
        boolean granted = catalog.maySearch(caller.roles(), purpose, collection, field)
                && (!kind.needsClearLevel()
                        || catalog.levels(caller.roles(), purpose, collection).get(field) == Level.CLEAR);
        return granted ? Optional.empty() : Optional.of(deny(catalog, Decision.Reason.SEARCH_NOT_GRANTED, field));
    }

    private Decision decide(
            Catalog catalog, Caller caller, String purpose, String collection, Collection<String> named) {
        var decision = decideAnyTime(catalog, caller, purpose, collection, named);
        if (!(decision instanceof Decision.Permit permit)) {
            return decision;
        }
        var now = clock.instant();
        if (!isOpen(catalog, caller, purpose, now)) {
            return deny(catalog, Decision.Reason.ACCESS_NOT_OPEN, "");
        }
        return needsFreshFactor(permit) && Unproven.isStale(caller, now)
                ? deny(catalog, Decision.Reason.FACTOR_STALE, "")
                : decision;
    }

    private boolean isOpen(Catalog catalog, Caller caller, String purpose, Instant now) {
        return switch (access(catalog, purpose)) {
            case ALWAYS -> true;
            case APPROVED -> stated.isOpen(caller.id(), purpose, AccessPeriod.Kind.APPROVED, now);
            case BREAK_GLASS -> stated.isOpen(caller.id(), purpose, AccessPeriod.Kind.BREAK_GLASS, now);
        };
    }

    private static PurposeAccess access(Catalog catalog, String purpose) {
        return catalog.purpose(purpose).map(Purpose::access).orElse(PurposeAccess.APPROVED);
    }

    private static boolean needsFreshFactor(Decision.Permit permit) {
        return permit.levels().values().stream().anyMatch(level -> level != Level.MASKED);
    }

    private Decision decideAnyTime(
            Catalog catalog, Caller caller, String purpose, String collection, Collection<String> named) {
        var permits = permitsUnder(catalog.hash());
        var asked = new Asked(caller.roles(), caller.purposes(), purpose, collection, List.copyOf(named));
        var known = permits.get(asked);
        if (known != null) {
            return known;
        }
        var decision = decideAnew(caller, catalog, purpose, collection, named);
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

    private static Decision decideAnew(
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
