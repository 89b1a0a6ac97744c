package dev.strongroom.catalog.web;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.AskedChange.Kind;
import dev.strongroom.approval.ChangeDetails;
import dev.strongroom.approval.KnownChanges;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogApplication;
import dev.strongroom.catalog.CatalogErrors;
import dev.strongroom.catalog.GrantChange;
import dev.strongroom.pages.ShownText;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Catalogs that others agreed to put in force.
@Component
final class CatalogsAskedFor implements KnownChanges {

    private final ActiveCatalog active;
    private final CatalogApplication application;

    CatalogsAskedFor(ActiveCatalog active, CatalogApplication application) {
        this.active = active;
        this.application = application;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.APPLY_CATALOG);
    }

    /// Compared with the catalog in force now.
    @Override
    public ChangeDetails details(AskedChange change, Locale language) {
        var current = active.current();
        boolean isOutdated = !CatalogPages.hash(current).equals(change.content().getOrDefault("before", ""));
        var source = source(change);
        var lines = CatalogDifference.between(current.map(Catalog::source).orElse(new byte[0]), source).stream()
                .map(line -> new ChangeDetails.Line(line.kind(), ShownText.of(line.text())))
                .toList();
        return new ChangeDetails(isOutdated, lines, seen(current, source));
    }

    private static List<ChangeDetails.Seen> seen(Optional<Catalog> current, byte[] source) {
        try {
            return GrantChange.between(current, Catalog.read(source)).stream()
                    .map(CatalogsAskedFor::seen)
                    .toList();
        } catch (CatalogErrors ofAnEarlierVersion) {
            return List.of();
        }
    }

    private static ChangeDetails.Seen seen(GrantChange change) {
        return new ChangeDetails.Seen(
                change.role(),
                change.purpose(),
                change.collection() + "." + change.field(),
                CatalogMatrix.word(change.before()),
                CatalogMatrix.word(change.after()),
                change.isMore());
    }

    @Override
    public Optional<Handover> carryOut(AskedChange change, Caller requester) {
        try {
            application.apply(Catalog.read(source(change)), requester);
        } catch (CatalogErrors ofAnEarlierVersion) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "catalog.not_readable",
                    "This catalog cannot be read any more: write it anew, and ask again.");
        }
        return Optional.empty();
    }

    private static byte[] source(AskedChange change) {
        return change.content().getOrDefault("source", "").getBytes(StandardCharsets.UTF_8);
    }
}
