package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Decides by a catalog that no server has in force.
public final class BenchDecisions {

    private BenchDecisions() {}

    public static AccessDecisions withoutCatalog() {
        return new AccessDecisions(
                Optional::empty,
                (account, stated, how, whose, now) -> false,
                List::of,
                () -> CustomerRelations.NONE,
                Clock.systemUTC());
    }

    public static AccessDecisions under(Catalog catalog) {
        return new AccessDecisions(
                () -> Optional.of(catalog),
                (account, stated, how, whose, now) -> false,
                List::of,
                () -> CustomerRelations.NONE,
                Clock.systemUTC());
    }
}
