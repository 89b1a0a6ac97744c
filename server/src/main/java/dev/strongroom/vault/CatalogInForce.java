package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.database.ConfigurationChanges;
import java.sql.Connection;
import java.sql.SQLException;

/// Keeps the catalog from changing while a write runs.
///
/// INVARIANT: a write under one catalog commits before another catalog is in force, so that an index that is being
/// built never misses it. The shared lock is held to commit.
final class CatalogInForce {

    private final ActiveCatalog active;
    private final ConfigurationChanges changes;

    CatalogInForce(ActiveCatalog active, ConfigurationChanges changes) {
        this.active = active;
        this.changes = changes;
    }

    /// @param policy hash of the catalog that the write was permitted under
    /// @throws dev.strongroom.web.Problem if another one is in force by now
    Catalog hold(Connection connection, String policy) throws SQLException {
        try (var statement = connection.prepareStatement("select version from configuration_version for share");
                var rows = statement.executeQuery()) {
            rows.next();
            changes.catchUp(rows.getLong(1));
        }
        return active.current()
                .filter(catalog -> catalog.hash().equals(policy))
                .orElseThrow(Refusals::configurationChanged);
    }
}
