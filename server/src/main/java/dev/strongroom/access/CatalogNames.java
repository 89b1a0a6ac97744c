package dev.strongroom.access;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.KnownNames;
import java.util.Set;

/// Roles are built in or of the catalog in force; purposes are of the catalog in force.
final class CatalogNames implements KnownNames {

    private static final Set<String> BUILT_IN =
            Set.of(ApiClient.ADMINISTRATOR, ApiClient.LOG_READER, ApiClient.ERASER, ApiClient.BACKUP_OPERATOR);

    private final ActiveCatalog active;

    CatalogNames(ActiveCatalog active) {
        this.active = active;
    }

    @Override
    public boolean isRole(String name) {
        return BUILT_IN.contains(name)
                || active.current().flatMap(catalog -> catalog.role(name)).isPresent();
    }

    @Override
    public boolean isPurpose(String name) {
        return active.current().flatMap(catalog -> catalog.purpose(name)).isPresent();
    }
}
