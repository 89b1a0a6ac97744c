package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// How long the values of earlier versions stay, as the catalog in force says, counted from when a version was
/// replaced. What is older is not shown, whether or not the upkeep has removed it yet.
final class HistoryPeriods {

    private static final int AT_ONCE = 1_000;

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final CatalogInForce inForce;
    private final Clock clock;

    HistoryPeriods(Transactions transactions, ActiveCatalog active, CatalogInForce inForce, Clock clock) {
        this.transactions = transactions;
        this.active = active;
        this.inForce = inForce;
        this.clock = clock;
    }

    /// Versions replaced before this are over; empty: all are, since the collection keeps none.
    Optional<Instant> since(CollectionDefinition collection) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return collection.history().map(period -> now.minus(period).toInstant());
    }

    /// An earlier version of a record of the collection, unless it is over.
    Optional<KeptVersion> find(Connection connection, CollectionDefinition collection, RecordId id, int version)
            throws SQLException {
        var since = since(collection);
        return since.isEmpty()
                ? Optional.empty()
                : VersionRows.find(connection, id, version)
                        .filter(kept -> kept.stored().collection().equals(collection.id()))
                        .filter(kept -> !kept.replacedAt().isBefore(since.get()));
    }

    /// Which versions of a record are kept.
    ///
    /// @param from inclusive
    /// @param to inclusive
    Set<Integer> kept(Connection connection, CollectionDefinition collection, RecordId id, int from, int to)
            throws SQLException {
        var since = since(collection);
        return since.isEmpty() ? Set.of() : VersionRows.kept(connection, id, from, to, since.get());
    }

    /// Removes a batch of what is over in each collection. The catalog is held meanwhile, so that nothing is removed
    /// by one that is no longer in force.
    ///
    /// @return whether there may be more
    boolean removeOver() {
        var catalog = active.current();
        if (catalog.isEmpty()) {
            return false;
        }
        return transactions.run(connection ->
                removeOver(connection, inForce.hold(connection, catalog.get().hash()), AT_ONCE));
    }

    /// In the transaction that puts a catalog in force: what a shorter period or none ends is gone from then on, and no
    /// later catalog brings it back.
    void removeAllOver(Connection connection, Catalog next) throws SQLException {
        removeOver(connection, next, Integer.MAX_VALUE);
    }

    private boolean removeOver(Connection connection, Catalog catalog, int most) throws SQLException {
        boolean isMore = false;
        for (var id : VersionRows.collections(connection)) {
            var since = catalog.collection(id).flatMap(this::since);
            isMore |= VersionRows.remove(connection, id, since, most) == most;
        }
        return isMore;
    }
}
