package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.EarlierCatalogs;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.Sealer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/// Writes the values of an earlier version as a new one, through the same checks as any write. Nothing is shown, and
/// what was is not changed.
///
/// Files, and fields that the catalog did not carry on unchanged since, stay as they are in the record.
public final class VersionRestore {

    private final RecordWrites writes;
    private final RecordReads reads;
    private final Transactions transactions;
    private final ActiveCatalog active;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final HistoryPeriods periods;
    private final EarlierCatalogs earlier;
    private final JsonMapper json;

    VersionRestore(
            RecordWrites writes,
            RecordReads reads,
            Transactions transactions,
            ActiveCatalog active,
            RecordOpening opening,
            Sealer sealer,
            HistoryPeriods periods,
            EarlierCatalogs earlier,
            JsonMapper json) {
        this.writes = writes;
        this.reads = reads;
        this.transactions = transactions;
        this.active = active;
        this.opening = opening;
        this.sealer = sealer;
        this.periods = periods;
        this.earlier = earlier;
        this.json = json;
    }

    /// @param write without fields
    /// @param expectedVersion the version the record has now
    /// @param version whose values it shall have
    /// @throws Problem when refused: the values are not kept, or the catalog in force or a unique field of another
    ///     record does not allow them
    public Written restore(Write write, RecordId id, int expectedVersion, int version) {
        return writes.onRecord(write, id, expectedVersion, (connection, catalog, definition, record) -> {
            var changes = changes(connection, catalog, definition, record, version);
            var why = Map.of(WriteEntries.version(version), WriteEntries.RESTORED);
            return writes.change(connection, write, catalog, definition, record, changes, why);
        });
    }

    /// Which fields [#restore] would write or remove as things are now. Says nothing of their values, and checks no
    /// right: whoever is told has been shown both versions.
    ///
    /// @throws Problem when the restore would be refused; a value that another record has by now is found only by it
    public SortedSet<String> changed(String collection, RecordId id, int version) {
        var catalog = active.current().orElseThrow(Refusals::noSuchRecord);
        var definition = catalog.collection(collection).orElseThrow(Refusals::noSuchRecord);
        var stored = reads.byId(id)
                .filter(record -> record.collection().equals(collection))
                .orElseThrow(Refusals::noSuchRecord);
        var changes = transactions.read(connection -> changes(connection, catalog, definition, open(stored), version));
        var names = new TreeSet<>(changes.set().keySet());
        names.addAll(changes.removed());
        return names;
    }

    private OpenedRecord open(StoredRecord stored) {
        try {
            return opening.open(stored);
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    private FieldValues.Changes changes(
            Connection connection, Catalog catalog, CollectionDefinition definition, OpenedRecord record, int version)
            throws SQLException {
        var kept = kept(connection, definition, record, version);
        var usable = earlier.unchangedFields(connection, kept.catalog(), definition);
        var fields = definition.fields().values().stream()
                .filter(field -> field.type() != FieldType.FILE && usable.contains(field.id()))
                .toList();
        return changes(catalog, definition, record, open(kept), fields);
    }

    private KeptVersion kept(Connection connection, CollectionDefinition definition, OpenedRecord record, int version)
            throws SQLException {
        int newest = record.sealed().version();
        if (version == newest) {
            throw VersionRefusals.current();
        }
        if (version < 1 || version > newest) {
            throw VersionRefusals.unknown();
        }
        return periods.find(connection, definition, record.id(), version).orElseThrow(VersionRefusals::notKept);
    }

    private OpenedRecord open(KeptVersion kept) {
        try {
            return kept.open(opening);
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    /// What has to be written so that the record has the values it had, checked as if they had been sent now.
    private FieldValues.Changes changes(
            Catalog catalog,
            CollectionDefinition definition,
            OpenedRecord record,
            OpenedRecord was,
            List<FieldDefinition> fields) {
        try {
            var sent = new HashMap<String, JsonNode>();
            fields.forEach(field -> difference(record, was, field, sent));
            var changes = FieldValues.read(catalog, definition, sent);
            requireAll(definition, record, changes);
            return changes;
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    private void difference(OpenedRecord record, OpenedRecord was, FieldDefinition field, Map<String, JsonNode> sent) {
        var id = field.id();
        if (!was.has(id)) {
            if (record.has(id)) {
                sent.put(id, NullNode.getInstance());
            }
            return;
        }
        var value = was.open(sealer, id);
        if (!record.has(id) || !record.open(sealer, id).equals(value)) {
            sent.put(id, field.type() == FieldType.JSON ? json.readTree(value) : StringNode.valueOf(value));
        }
    }

    private static void requireAll(CollectionDefinition definition, OpenedRecord record, FieldValues.Changes changes) {
        var present = new TreeMap<>(changes.set());
        record.sealed().fields().keySet().forEach(field -> present.putIfAbsent(field, ""));
        present.keySet().removeAll(changes.removed());
        FieldValues.requireAll(definition, new FieldValues.Changes(present, new TreeSet<>()));
    }
}
