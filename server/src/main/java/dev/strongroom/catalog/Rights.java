package dev.strongroom.catalog;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What sets of roles may see and search, remembered: asked for every look.
///
/// Remembers at most [#MOST_REMEMBERED] sets of roles for each purpose and collection, so callers cannot fill memory
/// by inventing combinations; what is not remembered is computed again.
final class Rights {

    static final int MOST_REMEMBERED = 1_000;

    private static final Right NOTHING = new Right(Map.of(), Set.of());

    private final Map<String, Role> roles;
    private final Map<String, Map<String, Map<Set<String>, Right>>> remembered;

    /// @param levels by id of field, never NONE
    record Right(Map<String, Level> levels, Set<String> searchable) {}

    Rights(Map<String, Purpose> purposes, Map<String, Role> roles) {
        this.roles = roles;
        var byPurpose = new LinkedHashMap<String, Map<String, Map<Set<String>, Right>>>();
        purposes.forEach((id, purpose) -> {
            var byCollection = new LinkedHashMap<String, Map<Set<String>, Right>>();
            purpose.covers().keySet().forEach(collection -> byCollection.put(collection, new ConcurrentHashMap<>()));
            byPurpose.put(id, byCollection);
        });
        this.remembered = byPurpose;
    }

    Right of(Set<String> held, String purpose, String collection) {
        var byRoles = remembered.getOrDefault(purpose, Map.of()).get(collection);
        if (byRoles == null) {
            return NOTHING;
        }
        var known = byRoles.get(held);
        return known == null ? computed(held, purpose, collection, byRoles) : known;
    }

    private Right computed(Set<String> held, String purpose, String collection, Map<Set<String>, Right> byRoles) {
        var right = merged(held, purpose, collection);
        if (byRoles.size() < MOST_REMEMBERED) {
            byRoles.putIfAbsent(Set.copyOf(held), right);
        }
        return right;
    }

    private Right merged(Set<String> held, String purpose, String collection) {
        var levels = new LinkedHashMap<String, Level>();
        var searchable = new HashSet<String>();
        for (var role : roles.values()) {
            if (held.contains(role.id())) {
                role.grant(purpose, collection).ifPresent(grant -> {
                    grant.fields().forEach((field, level) -> levels.merge(field, level, Rights::higher));
                    searchable.addAll(grant.search());
                });
            }
        }
        return new Right(Ordered.copyOf(levels), Set.copyOf(searchable));
    }

    private static Level higher(Level one, Level other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
