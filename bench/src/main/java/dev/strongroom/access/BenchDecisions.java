package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import java.time.Clock;
import java.util.Optional;

/// Decides by a catalog that no server has in force.
public final class BenchDecisions {

    private BenchDecisions() {}

    public static AccessDecisions withoutCatalog() {
        return new AccessDecisions(Optional::empty, (account, stated, how, now) -> false, Clock.systemUTC());
    }

    public static AccessDecisions under(Catalog catalog) {
        return new AccessDecisions(() -> Optional.of(catalog), (account, stated, how, now) -> false, Clock.systemUTC());
    }
}
