package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.access.Subject;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What somebody could look at, and look for, before they do. Tells what the catalog and their roles say, and nothing
/// about anybody; whether a look is permitted is decided anew when it comes.
public final class LookOffers {

    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final LookRefusals refusals;

    LookOffers(AccessDecisions decisions, ActiveCatalog active, LookRefusals refusals) {
        this.decisions = decisions;
        this.active = active;
        this.refusals = refusals;
    }

    /// A purpose of the caller for which something may be seen.
    ///
    /// @param isOpen whether it may be stated now; otherwise it has to be opened for a time first
    public record Offered(Purpose purpose, boolean isOpen) {}

    /// A collection of which something may be seen for a purpose.
    ///
    /// @param granted fields that may be seen, in the order of the catalog
    /// @param searchable fields by which records may be found, each with the ways to; may be empty
    public record Place(CollectionDefinition collection, List<FieldDefinition> granted, List<Searchable> searchable) {}

    /// A field by which records may be found.
    ///
    /// @param kinds in the order of [SearchKind]; never empty
    public record Searchable(FieldDefinition field, List<SearchKind> kinds) {}

    /// In the order of the catalog, without those for which nothing may be seen.
    public List<Offered> purposes(Caller caller) {
        return active.current().stream()
                .flatMap(catalog -> catalog.purposes().stream()
                        .filter(purpose -> caller.purposes().contains(purpose.id()))
                        .flatMap(purpose -> offered(catalog, caller, purpose).stream()))
                .toList();
    }

    /// @throws Problem if the caller may not state the purpose now, or could see nothing for it; the refusal is in the
    ///     ledger
    public Purpose requireOpen(Caller caller, String name) {
        var offered = purposes(caller).stream()
                .filter(known -> known.purpose().id().equals(name))
                .findFirst()
                .orElseThrow(() -> denied(caller, name, Decision.Reason.PURPOSE_NOT_ALLOWED));
        if (!offered.isOpen()) {
            throw denied(caller, name, Decision.Reason.ACCESS_NOT_OPEN);
        }
        return offered.purpose();
    }

    private Problem denied(Caller caller, String purpose, Decision.Reason reason) {
        var policy = active.current().map(Catalog::hash).orElse("-");
        var look = new Look(caller, purpose, Optional.empty(), "", new TreeSet<>());
        return refusals.refuse(look, Optional.empty(), policy, Refusals.of(new Decision.Deny(policy, reason, "")));
    }

    private Optional<Offered> offered(Catalog catalog, Caller caller, Purpose purpose) {
        var answers = catalog.collections().stream()
                .map(collection -> decisions.decide(caller, purpose.id(), collection.id(), List.of(), Subject.SOMEONE))
                .toList();
        if (answers.stream().anyMatch(LookOffers::isPermitOnceProven)) {
            return Optional.of(new Offered(purpose, true));
        }
        return answers.stream().anyMatch(answer -> isDenied(answer, Decision.Reason.ACCESS_NOT_OPEN))
                ? Optional.of(new Offered(purpose, false))
                : Optional.empty();
    }

    private static boolean isPermitOnceProven(Decision answer) {
        return answer instanceof Decision.Permit || isDenied(answer, Decision.Reason.FACTOR_STALE);
    }

    private static boolean isDenied(Decision answer, Decision.Reason reason) {
        return answer instanceof Decision.Deny deny && deny.reason() == reason;
    }

    /// In the order of the catalog.
    public List<Place> places(Caller caller, String purpose) {
        var roles = decisions.roles(caller, Subject.SOMEONE);
        return active.current().stream()
                .flatMap(catalog -> catalog.collections().stream()
                        .flatMap(collection -> place(catalog, roles, purpose, collection).stream()))
                .toList();
    }

    /// Whether the caller may change records of the collection, of that customer.
    public boolean mayWrite(Caller caller, String collection, RecordId customer) {
        var roles = decisions.roles(caller, decisions.subject(caller, customer.customer()));
        return active.current()
                .filter(catalog -> catalog.mayWrite(roles, collection))
                .isPresent();
    }

    /// @throws Problem if the caller may not; the refusal is in the ledger
    public void requireMayWrite(Look look, RecordId customer) {
        if (!mayWrite(look.caller(), look.collection(), customer)) {
            var policy = active.current().map(Catalog::hash).orElse("-");
            throw refusals.refuse(look, Optional.empty(), policy, Refusals.mayNotWrite());
        }
    }

    private static Optional<Place> place(
            Catalog catalog, Set<String> roles, String purpose, CollectionDefinition collection) {
        var levels = catalog.levels(roles, purpose, collection.id());
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        var fields = collection.fields().values();
        var granted =
                fields.stream().filter(field -> levels.containsKey(field.id())).toList();
        var searchable = fields.stream()
                .filter(field -> catalog.maySearch(roles, purpose, collection.id(), field.id()))
                .map(field -> new Searchable(field, kinds(field, levels)))
                .filter(found -> !found.kinds().isEmpty())
                .toList();
        return Optional.of(new Place(collection, granted, searchable));
    }

    private static List<SearchKind> kinds(FieldDefinition field, Map<String, Level> levels) {
        boolean isClear = levels.get(field.id()) == Level.CLEAR;
        return Stream.of(SearchKind.values())
                .filter(field.search()::contains)
                .filter(kind -> isClear || !kind.needsClearLevel())
                .toList();
    }
}
