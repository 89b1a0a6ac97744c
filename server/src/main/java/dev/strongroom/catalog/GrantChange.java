package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a role would see more of, or less, if another catalog came into force.
///
/// @param before [Level#NONE] if it saw nothing
/// @param after another one than `before`
public record GrantChange(String role, String purpose, String collection, String field, Level before, Level after) {

    /// Whether more would be seen.
    public boolean isMore() {
        return after.compareTo(before) > 0;
    }

    /// Every role, purpose and field at which the two differ, in the order of the catalogs. Tells what grants show, not
    /// the terms and requirements under which they count.
    public static List<GrantChange> between(Optional<Catalog> current, Catalog next) {
        var changes = new ArrayList<GrantChange>();
        for (var role : names(
                current, next, catalog -> catalog.roles().stream().map(Role::id).toList())) {
            for (var purpose : names(
                    current,
                    next,
                    catalog -> catalog.purposes().stream().map(Purpose::id).toList())) {
                for (var collection : names(
                        current,
                        next,
                        catalog -> catalog.collections().stream()
                                .map(CollectionDefinition::id)
                                .toList())) {
                    var before = current.map(catalog -> catalog.levels(Set.of(role), purpose, collection))
                            .orElse(Map.of());
                    add(changes, new Place(role, purpose, collection), before, next);
                }
            }
        }
        return changes;
    }

    private record Place(String role, String purpose, String collection) {}

    private interface Names {
        List<String> of(Catalog catalog);
    }

    private static Set<String> names(Optional<Catalog> current, Catalog next, Names names) {
        var all = new LinkedHashSet<String>();
        current.ifPresent(catalog -> all.addAll(names.of(catalog)));
        all.addAll(names.of(next));
        return all;
    }

    private static void add(List<GrantChange> changes, Place place, Map<String, Level> before, Catalog next) {
        var after = next.levels(Set.of(place.role()), place.purpose(), place.collection());
        var fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (var field : fields) {
            var was = before.getOrDefault(field, Level.NONE);
            var becomes = after.getOrDefault(field, Level.NONE);
            if (was != becomes) {
                changes.add(new GrantChange(place.role(), place.purpose(), place.collection(), field, was, becomes));
            }
        }
    }
}
