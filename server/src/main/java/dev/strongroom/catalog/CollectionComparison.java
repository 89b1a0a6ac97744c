package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares the collections and fields of two catalogs.
final class CollectionComparison {

    private final Optional<Catalog> current;
    private final Catalog next;
    private final List<Change> changes;

    CollectionComparison(Optional<Catalog> current, Catalog next, List<Change> changes) {
        this.current = current;
        this.next = next;
        this.changes = changes;
    }

    void run() {
        current.ifPresent(before -> {
            var from = before.customerCollection().id();
            var to = next.customerCollection().id();
            if (!from.equals(to)) {
                changes.add(new Change.CustomerCollectionChanged(from, to));
            }
            if (!before.name().equals(next.name())) {
                changes.add(new Change.TitleChanged("name"));
            }
            before.collections().stream()
                    .map(CollectionDefinition::id)
                    .filter(id -> next.collection(id).isEmpty())
                    .forEach(id -> changes.add(new Change.CollectionRemoved(id)));
        });
        for (var collection : next.collections()) {
            var before = current.flatMap(catalog -> catalog.collection(collection.id()));
            before.ifPresentOrElse(
                    known -> collections(known, collection),
                    () -> changes.add(new Change.CollectionAdded(collection.id())));
        }
    }

    private void collections(CollectionDefinition before, CollectionDefinition after) {
        if (!before.title().equals(after.title())) {
            changes.add(new Change.TitleChanged(after.id()));
        }
        if (!before.retentionDuty().equals(after.retentionDuty())) {
            changes.add(new Change.RetentionDutyChanged(after.id()));
        }
        history(before, after).ifPresent(changes::add);
        before.fields().keySet().stream()
                .filter(field -> after.field(field).isEmpty())
                .forEach(field -> changes.add(new Change.FieldRemoved(after.id(), field)));
        for (var field : after.fields().values()) {
            before.field(field.id())
                    .ifPresentOrElse(
                            known -> fields(after.id(), known, field),
                            () -> changes.add(new Change.FieldAdded(after.id(), field.id())));
        }
    }

    private static Optional<Change> history(CollectionDefinition before, CollectionDefinition after) {
        if (before.history().equals(after.history())) {
            return Optional.empty();
        }
        if (after.history().isEmpty()) {
            return Optional.of(new Change.HistoryRemoved(after.id()));
        }
        var to = after.history().get();
        return Optional.of(before.history()
                .<Change>map(from -> new Change.HistoryChanged(after.id(), from, to))
                .orElseGet(() -> new Change.HistoryAdded(after.id(), to)));
    }

    private void fields(String collection, FieldDefinition before, FieldDefinition after) {
        var id = after.id();
        if (before.type() != after.type()) {
            changes.add(new Change.FieldTypeChanged(collection, id, before.type(), after.type()));
        }
        if (!before.region().equals(after.region()) || !before.pattern().equals(after.pattern())) {
            changes.add(new Change.FormatChanged(collection, id));
        }
        if (before.sensitivity() != after.sensitivity()) {
            changes.add(new Change.SensitivityChanged(collection, id, before.sensitivity(), after.sensitivity()));
        }
        if (before.required() != after.required()) {
            changes.add(new Change.RequiredChanged(collection, id, after.required()));
        }
        changes.addAll(indexes(collection, before, after));
        if (before.mask() != after.mask()) {
            changes.add(new Change.MaskChanged(collection, id, before.mask(), after.mask()));
        }
        if (!before.title().equals(after.title())) {
            changes.add(new Change.TitleChanged(CatalogContent.place(collection, id)));
        }
        if (isCovered(current, collection, id) && !next.isCoveredByAnyPurpose(collection, id)) {
            changes.add(new Change.FieldUncovered(collection, id));
        }
    }

    private static List<Change> indexes(String collection, FieldDefinition before, FieldDefinition after) {
        var found = new ArrayList<Change>();
        for (var kind : SearchKind.values()) {
            if (before.search().contains(kind) && !after.search().contains(kind)) {
                found.add(new Change.SearchRemoved(collection, after.id(), kind));
            }
            if (!before.search().contains(kind) && after.search().contains(kind)) {
                found.add(new Change.SearchAdded(collection, after.id(), kind));
            }
        }
        if (before.unique() != after.unique()) {
            found.add(
                    after.unique()
                            ? new Change.UniqueAdded(collection, after.id())
                            : new Change.UniqueRemoved(collection, after.id()));
        }
        return found;
    }

    private static boolean isCovered(Optional<Catalog> catalog, String collection, String field) {
        return catalog.map(known -> known.isCoveredByAnyPurpose(collection, field))
                .orElse(false);
    }
}
