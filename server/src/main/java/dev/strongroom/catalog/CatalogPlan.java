package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What applying a catalog would change, found by comparing it with the one in force. Changes nothing itself.
///
/// Things are matched by id: an id that is spelt differently is one thing removed and another added.
public final class CatalogPlan {

    private final List<Change> changes;

    private CatalogPlan(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /// @param current empty before the first catalog is applied; everything is an addition then
    public static CatalogPlan between(Optional<Catalog> current, Catalog next) {
        var changes = new ArrayList<Change>();
        new CollectionComparison(current, next, changes).run();
        new PurposeComparison(current, next, changes).run();
        new RoleComparison(current, next, changes).run();
        return new CatalogPlan(changes);
    }

    /// Collections and fields first, then purposes, then roles. Empty if the two catalogs mean the same.
    public List<Change> changes() {
        return changes;
    }

    public boolean wouldOrphanData() {
        return changes.stream().anyMatch(Change::wouldOrphanData);
    }
}
