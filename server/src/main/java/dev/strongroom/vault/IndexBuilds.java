package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.Suite;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.keys.KeyRing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings blind indexes in line with the catalog and with the number of records while the server runs: what is to be
/// indexed is indexed in small transactions that resume anywhere, and an index that another has replaced is removed.
/// New writes are indexed by themselves.
final class IndexBuilds {

    private static final Logger log = LoggerFactory.getLogger(IndexBuilds.class);
    private static final int BATCH = 500;
    private static final int REMOVED_A_STEP = 10_000;

    /// How many rows may share each value on average.
    private static final long OUTGROWN_AT = 8;

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final ConfigurationChanges changes;
    private final RecordOpening opening;
    private final FieldDisclosure fields;
    private final SearchIndexes indexes;
    private final KeyRing ring;
    private final Suite suite;
    private volatile String reconciledWith = "";

    IndexBuilds(
            Transactions transactions,
            ActiveCatalog active,
            ConfigurationChanges changes,
            RecordOpening opening,
            FieldDisclosure fields,
            SearchIndexes indexes,
            KeyRing ring,
            Suite suite) {
        this.transactions = transactions;
        this.active = active;
        this.changes = changes;
        this.opening = opening;
        this.fields = fields;
        this.indexes = indexes;
        this.ring = ring;
        this.suite = suite;
    }

    /// One step.
    ///
    /// @return whether there is more to do at once
    boolean step() {
        active.current()
                .filter(catalog -> !reconciledWith.equals(catalog.hash()))
                .ifPresent(this::reconcile);
        return buildBatch() || removeBatch();
    }

    /// A deployment that was begun before indexes had rows of their own gets them here; nobody else is disturbed.
    private void reconcile(Catalog catalog) {
        boolean isMissing = transactions.read(connection -> {
            var there = SearchIndexTable.all(connection);
            return wanted(connection, catalog).stream()
                    .anyMatch(wanted -> there.stream().noneMatch(index -> isSame(index, wanted)));
        });
        if (isMissing) {
            transactions.run(connection -> {
                ConfigurationChanges.announce(connection);
                reconcile(connection, catalog);
                return true;
            });
            changes.catchUp();
        }
        reconciledWith = catalog.hash();
    }

    private static boolean isSame(SearchIndex index, SearchIndex wanted) {
        return index.isOf(wanted.collection(), wanted.field(), wanted.kind())
                && index.unique() == wanted.unique()
                && !index.retired();
    }

    /// Makes the indexes of a catalog, in the transaction that puts it in force and holds every write until then.
    void reconcile(Connection connection, Catalog catalog) throws SQLException {
        var there = new ArrayList<>(SearchIndexTable.all(connection));
        there.removeIf(SearchIndex::retired);
        for (var wanted : wanted(connection, catalog)) {
            boolean isThere = there.removeIf(index -> isSame(index, wanted));
            if (!isThere) {
                SearchIndexTable.add(connection, wanted);
            }
        }
        for (var unwanted : there) {
            SearchIndexTable.retire(connection, unwanted.number());
        }
    }

    private List<SearchIndex> wanted(Connection connection, Catalog catalog) throws SQLException {
        var wanted = new ArrayList<SearchIndex>();
        for (var collection : catalog.collections()) {
            long records = RecordScan.count(connection, collection.id());
            for (var field : collection.fields().values()) {
                for (var kind : field.search()) {
                    wanted.add(new SearchIndex(
                            0,
                            collection.id(),
                            field.id(),
                            kind,
                            0,
                            ring.newestIndexRoot(),
                            suite,
                            SearchIndexes.bits(field, kind, records),
                            SearchIndexes.isUnique(field, kind),
                            false,
                            false));
                }
            }
        }
        return wanted;
    }

    /// Makes the newest index of each field anew, under the newest root and the suite in force, and as wide as there
    /// are records.
    ///
    /// @return what is made anew
    /// @throws dev.strongroom.web.Problem while one of them is being built already
    List<SearchIndex> renew(List<SearchIndex> chosen) {
        transactions.run(connection -> {
            ConfigurationChanges.announce(connection);
            for (var index : chosen) {
                SearchIndexTable.addBeside(connection, renewed(connection, index));
            }
            return true;
        });
        changes.catchUp();
        return chosen;
    }

    private SearchIndex renewed(Connection connection, SearchIndex index) throws SQLException {
        long records = RecordScan.count(connection, index.collection());
        var field = field(index).orElseThrow(Refusals::configurationChanged);
        return new SearchIndex(
                0,
                index.collection(),
                index.field(),
                index.kind(),
                0,
                ring.newestIndexRoot(),
                suite,
                SearchIndexes.bits(field, index.kind(), records),
                index.unique(),
                false,
                false);
    }

    private Optional<FieldDefinition> field(SearchIndex index) {
        return active.current()
                .flatMap(catalog -> catalog.collection(index.collection()))
                .flatMap(collection -> collection.field(index.field()));
    }

    /// Indexes that have become too narrow for the records there are: each search opens too many false candidates.
    void renewOutgrown() {
        var outgrown = transactions.read(connection -> {
            var narrow = new ArrayList<SearchIndex>();
            var counts = new HashMap<String, Long>();
            for (var index : SearchIndexTable.all(connection)) {
                boolean mayGrow =
                        index.complete() && !index.retired() && !index.unique() && index.kind() != SearchKind.CONTAINS;
                if (mayGrow && isNewest(index)) {
                    var collection = index.collection();
                    if (!counts.containsKey(collection)) {
                        counts.put(collection, RecordScan.count(connection, collection));
                    }
                    if (isOutgrown(index, counts.getOrDefault(collection, 0L))) {
                        narrow.add(index);
                    }
                }
            }
            return narrow;
        });
        if (!outgrown.isEmpty()) {
            renew(outgrown);
        }
    }

    private boolean isOutgrown(SearchIndex index, long records) {
        return field(index)
                .map(field -> records * IndexTerms.count(field, index.kind()) > OUTGROWN_AT << index.bits())
                .orElse(false);
    }

    private boolean isNewest(SearchIndex index) {
        return indexes.of(index.collection(), index.field()).stream()
                .filter(other -> other.kind() == index.kind())
                .noneMatch(other -> other.version() > index.version());
    }

    private boolean buildBatch() {
        var building = transactions.run(connection -> {
            var held = SearchIndexTable.holdUnfinished(connection);
            if (held.isPresent()) {
                return Optional.of(buildBatch(connection, held.get()));
            }
            return Optional.<Built>empty();
        });
        building.filter(Built::isLast).ifPresent(built -> complete(built.index()));
        return building.isPresent();
    }

    private record Built(SearchIndex index, boolean isLast) {}

    /// The records are held until their rows are stored: a change of one waits, and then replaces the rows.
    private Built buildBatch(Connection connection, SearchIndexTable.Building building) throws SQLException {
        var index = building.index();
        var batch = RecordScan.hold(connection, index.collection(), building.after(), BATCH);
        var rows = new ArrayList<IndexRows.Of>();
        batch.forEach(record -> rows(index, record).ifPresent(rows::add));
        IndexRows.insert(connection, rows);
        var last = batch.isEmpty() ? building.after() : batch.getLast().id();
        SearchIndexTable.advance(connection, index.number(), last, building.records() + batch.size());
        return new Built(index, batch.size() < BATCH);
    }

    private Optional<IndexRows.Of> rows(SearchIndex index, StoredRecord stored) {
        try {
            var record = opening.open(stored);
            return field(index)
                    .filter(known -> record.has(known.id()))
                    .map(known ->
                            new IndexRows.Of(stored.id(), indexes.rows(index, known, fields.open(record, known.id()))));
        } catch (DoesNotOpen changed) {
            log.error("Record {} does not open and is left out of an index", stored.id());
            return Optional.empty();
        }
    }

    /// From now on searches ask this index, and its predecessors are neither written nor asked.
    private void complete(SearchIndex index) {
        transactions.run(connection -> {
            ConfigurationChanges.announce(connection);
            SearchIndexTable.complete(connection, index.number());
            for (var other : SearchIndexTable.all(connection)) {
                boolean isOlder = other.isOf(index.collection(), index.field(), index.kind())
                        && other.version() < index.version();
                if (isOlder) {
                    SearchIndexTable.retire(connection, other.number());
                }
            }
            return true;
        });
        changes.catchUp();
    }

    private boolean removeBatch() {
        return transactions.run(connection -> {
            var retired = SearchIndexTable.all(connection).stream()
                    .filter(SearchIndex::retired)
                    .findFirst();
            if (retired.isEmpty()) {
                return false;
            }
            int number = retired.get().number();
            if (SearchIndexTable.removeRows(connection, number, REMOVED_A_STEP) == 0) {
                SearchIndexTable.remove(connection, number);
            }
            return true;
        });
    }

    /// Roots that no index is derived from are destroyed: what a thief has of the old indexes then tells nothing,
    /// whatever
    /// keys are stolen later.
    void destroyUnusedRoots() {
        var used = transactions.read(SearchIndexTable::all);
        used.stream().mapToInt(SearchIndex::rootVersion).min().ifPresent(ring::destroyIndexRootsBefore);
    }
}
