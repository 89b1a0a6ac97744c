package dev.strongroom.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Compares the purposes of two catalogs.
final class PurposeComparison {

    private final Optional<Catalog> current;
    private final Catalog next;
    private final List<Change> changes;

    PurposeComparison(Optional<Catalog> current, Catalog next, List<Change> changes) {
        this.current = current;
        this.next = next;
        this.changes = changes;
    }

    void run() {
        current.map(Catalog::purposes).orElse(List.of()).stream()
                .map(Purpose::id)
                .filter(id -> next.purpose(id).isEmpty())
                .forEach(id -> changes.add(new Change.PurposeRemoved(id)));
        for (var purpose : next.purposes()) {
            current.flatMap(catalog -> catalog.purpose(purpose.id()))
                    .ifPresentOrElse(
                            before -> purposes(before, purpose),
                            () -> changes.add(new Change.PurposeAdded(purpose.id())));
        }
    }

    private void purposes(Purpose before, Purpose after) {
        if (!before.title().equals(after.title())) {
            changes.add(new Change.TitleChanged(after.id()));
        }
        if (before.gdpr() != after.gdpr()
                || before.pipl() != after.pipl()
                || !before.retention().equals(after.retention())
                || !before.sensitiveBecause().equals(after.sensitiveBecause())
                || !before.gdprSpecial().equals(after.gdprSpecial())) {
            changes.add(new Change.PurposeChanged(after.id()));
        }
        if (before.access() != after.access()
                || before.approvals() != after.approvals()
                || !before.refusedFor().equals(after.refusedFor())) {
            changes.add(new Change.PurposeAccessChanged(after.id()));
        }
        var collections = new LinkedHashSet<>(before.covers().keySet());
        collections.addAll(after.covers().keySet());
        collections.forEach(collection -> coverage(before, after, collection));
    }

    private void coverage(Purpose before, Purpose after, String collection) {
        before.fields(collection).stream()
                .filter(field -> !after.covers(collection, field))
                .forEach(field -> changes.add(new Change.CoverageNarrowed(after.id(), collection, field)));
        after.fields(collection).stream()
                .filter(field -> !before.covers(collection, field))
                .forEach(field -> changes.add(new Change.CoverageWidened(after.id(), collection, field)));
    }
}
