package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What sets of roles may see and search, remembered: asked for every look.
///
/// Remembers at most [#MOST_REMEMBERED] sets of roles for each purpose and collection, so callers cannot fill memory
/// by inventing combinations; what is not remembered is computed again.
final class Rights {

    static final int MOST_REMEMBERED = 1_000;

    private static final Right NOTHING = new Right(Map.of(), Set.of(), Optional.empty());

    private final Map<String, Map<String, Reach>> reaches;

    /// @param levels by id of field, never NONE
    /// @param hourly that of the most generous role that is granted anything; empty: without a limit, or nothing
    record Right(Map<String, Level> levels, Set<String> searchable, Optional<HourlyLimit> hourly) {}

    private record Granted(Grant grant, Optional<HourlyLimit> hourly) {}

    /// What is granted for one purpose in one collection.
    ///
    /// @param grants by role, in the order of the file
    private record Reach(Map<String, Granted> grants, Map<Set<String>, Right> remembered) {}

    Rights(Map<String, Purpose> purposes, Map<String, Role> roles) {
        var byPurpose = new LinkedHashMap<String, Map<String, Reach>>();
        purposes.forEach((id, purpose) -> {
            var byCollection = new LinkedHashMap<String, Reach>();
            purpose.covers()
                    .keySet()
                    .forEach(collection ->
                            byCollection.put(collection, new Reach(new LinkedHashMap<>(), new ConcurrentHashMap<>())));
            byPurpose.put(id, byCollection);
        });
        this.reaches = byPurpose;
        roles.values()
                .forEach(role -> role.grants()
                        .forEach(grant -> reach(grant.purpose(), grant.collection())
                                .ifPresent(reach -> reach.grants.putIfAbsent(
                                        role.id(),
                                        new Granted(grant, role.terms().hourly())))));
    }

    private Optional<Reach> reach(String purpose, String collection) {
        return Optional.ofNullable(reaches.getOrDefault(purpose, Map.of()).get(collection));
    }

    Right of(Set<String> held, String purpose, String collection) {
        return reach(purpose, collection).map(reach -> of(held, reach)).orElse(NOTHING);
    }

    private static Right of(Set<String> held, Reach reach) {
        var known = reach.remembered.get(held);
        return known == null ? computed(held, reach) : known;
    }

    private static Right computed(Set<String> held, Reach reach) {
        var right = merged(held, reach);
        if (reach.remembered.size() < MOST_REMEMBERED) {
            reach.remembered.putIfAbsent(Set.copyOf(held), right);
        }
        return right;
    }

    private static Right merged(Set<String> held, Reach reach) {
        var levels = new LinkedHashMap<String, Level>();
        var searchable = new HashSet<String>();
        var limits = new ArrayList<Optional<HourlyLimit>>();
        reach.grants.forEach((role, granted) -> {
            if (held.contains(role)) {
                var grant = granted.grant();
                limits.add(granted.hourly());
                grant.fields().forEach((field, level) -> levels.merge(field, level, Rights::higher));
                searchable.addAll(grant.search());
            }
        });
        return new Right(Ordered.copyOf(levels), Set.copyOf(searchable), mostGenerous(limits));
    }

    private static Optional<HourlyLimit> mostGenerous(List<Optional<HourlyLimit>> limits) {
        return limits.stream().allMatch(Optional::isPresent)
                ? limits.stream().flatMap(Optional::stream).reduce(HourlyLimit::orMore)
                : Optional.empty();
    }

    private static Level higher(Level one, Level other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
