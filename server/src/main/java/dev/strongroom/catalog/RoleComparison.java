package dev.strongroom.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares what the roles of two catalogs may see and search. A role that appears or goes is also told grant by
/// grant, so that nobody has to look up what it may do.
final class RoleComparison {

    private final Optional<Catalog> current;
    private final Catalog next;
    private final List<Change> changes;

    private record Target(String purpose, String collection, String field) {}

    RoleComparison(Optional<Catalog> current, Catalog next, List<Change> changes) {
        this.current = current;
        this.next = next;
        this.changes = changes;
    }

    void run() {
        for (var role : current.map(Catalog::roles).orElse(List.of())) {
            if (next.role(role.id()).isEmpty()) {
                changes.add(new Change.RoleRemoved(role.id()));
                grants(role.id(), role.grants(), List.of());
                writes(role.id(), role.writes(), Set.of());
            }
        }
        for (var role : next.roles()) {
            var before = current.flatMap(catalog -> catalog.role(role.id()));
            if (before.isEmpty()) {
                changes.add(new Change.RoleAdded(role.id()));
            } else if (!before.get().title().equals(role.title())) {
                changes.add(new Change.TitleChanged(role.id()));
            }
            grants(role.id(), before.map(Role::grants).orElse(List.of()), role.grants());
            writes(role.id(), before.map(Role::writes).orElse(Set.of()), role.writes());
            terms(role.id(), before.map(Role::terms).orElse(RoleTerms.NONE), role.terms());
        }
    }

    private void grants(String role, List<Grant> before, List<Grant> after) {
        var from = levels(before);
        var to = levels(after);
        var targets = new LinkedHashSet<>(from.keySet());
        targets.addAll(to.keySet());
        for (var target : targets) {
            level(role, target, from.getOrDefault(target, Level.NONE), to.getOrDefault(target, Level.NONE));
        }
        searches(role, searchable(before), searchable(after));
    }

    private void writes(String role, Set<String> before, Set<String> after) {
        before.stream()
                .filter(collection -> !after.contains(collection))
                .sorted()
                .forEach(gone -> changes.add(new Change.WriteWithdrawn(role, gone)));
        after.stream()
                .filter(collection -> !before.contains(collection))
                .sorted()
                .forEach(come -> changes.add(new Change.WriteGranted(role, come)));
    }

    private void terms(String role, RoleTerms before, RoleTerms after) {
        var from = told(before);
        var to = told(after);
        var names = new LinkedHashSet<>(from.keySet());
        names.addAll(to.keySet());
        for (var name : names) {
            if (!from.containsKey(name)) {
                changes.add(new Change.RoleTermAdded(role, name));
            } else if (!to.containsKey(name)) {
                changes.add(new Change.RoleTermRemoved(role, name));
            } else if (!from.getOrDefault(name, "").equals(to.get(name))) {
                changes.add(new Change.RoleTermChanged(role, name));
            }
        }
    }

    /// The terms that a role has, by the words of the file.
    private static Map<String, Object> told(RoleTerms terms) {
        var told = new LinkedHashMap<String, Object>();
        terms.hours().ifPresent(hours -> told.put("hours", hours));
        if (!terms.networks().isEmpty()) {
            told.put("networks", terms.networks().toString());
        }
        for (var requirement : terms.requirements()) {
            told.merge(Words.of(requirement.kind()), requirement.word(), (one, other) -> one + " " + other);
        }
        if (terms.customers() != CustomerScope.ALL) {
            told.put("customers", Words.of(terms.customers()));
        }
        terms.hourly().ifPresent(hourly -> told.put("hourly", hourly));
        return told;
    }

    private void level(String role, Target target, Level from, Level to) {
        var purpose = target.purpose;
        var collection = target.collection;
        int difference = to.compareTo(from);
        if (difference > 0) {
            changes.add(new Change.GrantWidened(role, purpose, collection, target.field, from, to));
        } else if (difference < 0) {
            changes.add(new Change.GrantNarrowed(role, purpose, collection, target.field, from, to));
        }
    }

    private void searches(String role, Set<Target> before, Set<Target> after) {
        before.stream()
                .filter(target -> !after.contains(target))
                .map(gone -> new Change.SearchWithdrawn(role, gone.purpose, gone.collection, gone.field))
                .forEach(changes::add);
        after.stream()
                .filter(target -> !before.contains(target))
                .map(come -> new Change.SearchGranted(role, come.purpose, come.collection, come.field))
                .forEach(changes::add);
    }

    private static Map<Target, Level> levels(List<Grant> grants) {
        var levels = new LinkedHashMap<Target, Level>();
        grants.forEach(grant -> grant.fields()
                .forEach((field, level) -> levels.put(new Target(grant.purpose(), grant.collection(), field), level)));
        return levels;
    }

    private static Set<Target> searchable(List<Grant> grants) {
        var searchable = new LinkedHashSet<Target>();
        grants.forEach(grant -> grant.search()
                .forEach(field -> searchable.add(new Target(grant.purpose(), grant.collection(), field))));
        return searchable;
    }
}
