package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogApplied;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.core.crypto.DoesNotOpen;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/// Brings blind indexes in line with the catalog while the server runs: what became searchable is indexed in small
/// transactions that resume anywhere, what is searchable no longer is removed. New writes are indexed by themselves.
final class IndexBuilds {

    private static final Logger log = LoggerFactory.getLogger(IndexBuilds.class);
    private static final int BATCH = 500;

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final RecordOpening opening;
    private final FieldDisclosure fields;
    private final FieldIndexes indexes;
    private final Set<String> complete = ConcurrentHashMap.newKeySet();
    private volatile String reconciledWith = "";

    IndexBuilds(
            Transactions transactions,
            ActiveCatalog active,
            RecordOpening opening,
            FieldDisclosure fields,
            FieldIndexes indexes) {
        this.transactions = transactions;
        this.active = active;
        this.opening = opening;
        this.fields = fields;
        this.indexes = indexes;
    }

    /// Whether every stored record is in the index of that name. An index once complete stays so until the field is
    /// no longer searchable.
    boolean isComplete(String name) {
        if (complete.contains(name)) {
            return true;
        }
        boolean isComplete = transactions.run(connection -> readComplete(connection, name));
        if (isComplete) {
            complete.add(name);
        }
        return isComplete;
    }

    /// One step.
    ///
    /// @return whether there is more to do at once
    boolean step() {
        var current = active.current();
        if (current.isEmpty()) {
            return false;
        }
        var catalog = current.get();
        if (!reconciledWith.equals(catalog.hash())) {
            reconcile(catalog);
            reconciledWith = catalog.hash();
        }
        return next(catalog).map(this::buildBatch).isPresent();
    }

    /// Does not wait for the next step: a field that no record has yet is searchable at once.
    @EventListener
    void reconcile(CatalogApplied applied) {
        active.current().ifPresent(this::reconcile);
    }

    private record Build(CollectionDefinition collection, FieldDefinition field, RecordId after) {
        String name() {
            return FieldIndexes.name(collection.id(), field.id());
        }
    }

    private void reconcile(Catalog catalog) {
        var wanted = wanted(catalog);
        transactions.run(connection -> {
            for (var build : wanted.values()) {
                insertState(connection, build);
            }
            return removeOthers(connection, wanted.keySet());
        });
        complete.retainAll(wanted.keySet());
    }

    private static Map<String, Build> wanted(Catalog catalog) {
        var wanted = new HashMap<String, Build>();
        for (var collection : catalog.collections()) {
            for (var field : collection.fields().values()) {
                if (FieldIndexes.isIndexed(field)) {
                    var build = new Build(collection, field, new RecordId(Long.MIN_VALUE, Long.MIN_VALUE));
                    wanted.put(build.name(), build);
                }
            }
        }
        return wanted;
    }

    /// An index over a collection without records is complete from the start.
    private static void insertState(Connection connection, Build build) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into blind_index_state (field, bits, complete)
                select ?, ?, not exists (select 1 from record where collection = ?) on conflict do nothing
                """)) {
            statement.setString(1, build.name());
            statement.setInt(2, FieldIndexes.bits(build.field()));
            statement.setString(3, build.collection().id());
            statement.executeUpdate();
        }
    }

    private static int removeOthers(Connection connection, Set<String> wanted) throws SQLException {
        int removed = 0;
        for (var table : List.of("blind_index_state", "blind_index")) {
            try (var statement = connection.prepareStatement("delete from " + table + " where field <> all (?)")) {
                statement.setObject(1, wanted.toArray(String[]::new));
                removed += statement.executeUpdate();
            }
        }
        return removed;
    }

    private Optional<Build> next(Catalog catalog) {
        return transactions.run(connection -> {
            try (var statement = connection.prepareStatement(
                            "select field, after_customer, after_record from blind_index_state"
                                    + " where not complete order by field limit 1 for update skip locked");
                    var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.<Build>empty();
                }
                var after = new RecordId(rows.getLong(2), rows.getLong(3));
                return Optional.ofNullable(wanted(catalog).get(rows.getString(1)))
                        .map(build -> new Build(build.collection(), build.field(), after));
            }
        });
    }

    private int buildBatch(Build build) {
        return transactions.run(connection -> {
            var batch = RecordScan.next(connection, build.collection().id(), build.after(), BATCH);
            for (var record : batch) {
                index(connection, build, record);
            }
            var last = batch.isEmpty() ? build.after() : batch.getLast().id();
            advance(connection, build.name(), last, batch.size() < BATCH);
            return batch.size();
        });
    }

    private void index(Connection connection, Build build, StoredRecord stored) throws SQLException {
        try {
            var record = opening.open(stored);
            var rows = new ArrayList<FieldIndexes.Row>();
            if (record.has(build.field().id())) {
                var value = fields.open(record, build.field().id());
                rows.add(indexes.row(build.collection().id(), build.field(), value));
            }
            RecordRows.insertIndexes(connection, stored.id(), rows);
        } catch (DoesNotOpen changed) {
            log.error("Record {} does not open and is left out of an index", stored.id());
        }
    }

    private static void advance(Connection connection, String name, RecordId last, boolean isComplete)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "update blind_index_state set after_customer = ?, after_record = ?, complete = ? where field = ?")) {
            statement.setLong(1, last.customer());
            statement.setLong(2, last.record());
            statement.setBoolean(3, isComplete);
            statement.setString(4, name);
            statement.executeUpdate();
        }
    }

    private static boolean readComplete(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("select complete from blind_index_state where field = ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
