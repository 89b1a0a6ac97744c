package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CustomerScope;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.catalog.RequirementAnswers;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Unproven;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Decides by the catalog in force: the purpose must exist, be one the caller may state, and cover each field; a role
/// of the caller that counts by its terms must be granted the field for that purpose; a purpose that is opened for a
/// time only must be open for the caller; the customer must not bear a flag that the purpose does not reach; and a
/// person who is to see more than masks must have proven a second factor within ten minutes. Everything else is denied.
/// Each decision is made under one catalog.
public final class AccessDecisions {

    private static final Decision WITHOUT_CATALOG = new Decision.Deny("-", Decision.Reason.PURPOSE_NOT_ALLOWED, "");

    private final GrantDecisions grants = new GrantDecisions();
    private final Supplier<Optional<Catalog>> inForce;
    private final StatedPurposes stated;
    private final CountingRoles roles;
    private final Supplier<CustomerRelations> relations;
    private final Clock clock;

    AccessDecisions(
            Supplier<Optional<Catalog>> inForce,
            StatedPurposes stated,
            Supplier<List<RequirementAnswers>> answers,
            Supplier<CustomerRelations> relations,
            Clock clock) {
        this.inForce = inForce;
        this.stated = stated;
        this.roles = new CountingRoles(answers);
        this.relations = relations;
        this.clock = clock;
    }

    /// A request for fields of a collection.
    ///
    /// @param named the fields asked for by name; empty: all that may be seen
    private record Wish(Caller caller, String purpose, String collection, Collection<String> named, Subject subject) {}

    /// About everybody: roles for some customers only do not count.
    ///
    /// @param named the fields asked for by name; empty: all that may be seen
    public Decision decide(Caller caller, String purpose, String collection, Collection<String> named) {
        return decide(caller, purpose, collection, named, Subject.EVERYONE);
    }

    /// @param subject whose data it is about
    public Decision decide(
            Caller caller, String purpose, String collection, Collection<String> named, Subject subject) {
        var wish = new Wish(caller, purpose, collection, named, subject);
        return inForce.get().map(catalog -> decide(catalog, wish)).orElse(WITHOUT_CATALOG);
    }

    /// As [#decide(Caller, String, String, Collection, Subject)], for many records at once.
    public Decision decideMany(
            Caller caller, String purpose, String collection, Collection<String> named, Subject subject) {
        var wish = new Wish(caller, purpose, collection, named, subject);
        return inForce.get()
                .map(catalog -> {
                    var decision = decide(catalog, wish);
                    boolean isPermit = decision instanceof Decision.Permit;
                    return isPermit && access(catalog, purpose) == PurposeAccess.BREAK_GLASS
                            ? deny(catalog, Decision.Reason.ONE_AT_A_TIME)
                            : decision;
                })
                .orElse(WITHOUT_CATALOG);
    }

    /// @param field to search by
    /// @param kind how; some need the field to be granted in clear
    public Decision decideSearch(
            Caller caller,
            String purpose,
            String collection,
            String field,
            SearchKind kind,
            Collection<String> named,
            Subject subject) {
        var wish = new Wish(caller, purpose, collection, named, subject);
        return inForce.get()
                .map(catalog -> {
                    var decision = decide(catalog, wish);
                    return decision instanceof Decision.Permit
                            ? search(catalog, wish, field, kind).orElse(decision)
                            : decision;
                })
                .orElse(WITHOUT_CATALOG);
    }

    /// Whether what the caller may see for the purpose may be more, or less, for one customer than for all: then each
    /// customer is decided about.
    public boolean dependsOnCustomer(Caller caller, String purpose) {
        return inForce.get()
                .map(catalog -> hasScopedRoles(catalog, caller)
                        || catalog.purpose(purpose)
                                .filter(found -> !found.refusedFor().isEmpty())
                                .isPresent()
                        || !isOpen(catalog, caller, purpose, Subject.EVERYONE, clock.instant())
                                && isOpen(catalog, caller, purpose, Subject.SOMEONE, clock.instant()))
                .orElse(false);
    }

    /// One customer, with how the caller is related to them now.
    public Subject subject(Caller caller, long customer) {
        return new Subject.Customer(
                customer, relations(caller, List.of(customer)).getOrDefault(customer, Set.of()));
    }

    /// As [#subject] for many.
    public Map<Long, Subject> subjects(Caller caller, Collection<Long> customers) {
        var known = relations(caller, customers);
        return customers.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        customer -> new Subject.Customer(customer, known.getOrDefault(customer, Set.of()))));
    }

    /// Asked for only if a role of the caller needs them, which few do.
    private Map<Long, Set<CustomerScope>> relations(Caller caller, Collection<Long> customers) {
        boolean isNeeded =
                inForce.get().filter(catalog -> hasScopedRoles(catalog, caller)).isPresent();
        return isNeeded ? relations.get().of(caller.id(), customers) : Map.of();
    }

    /// The roles of the caller that count for the subject now.
    public Set<String> roles(Caller caller, Subject subject) {
        return inForce.get()
                .map(catalog -> roles.of(catalog, caller, subject, clock.instant()))
                .orElse(Set.of());
    }

    private static boolean hasScopedRoles(Catalog catalog, Caller caller) {
        return !catalog.counting(caller.roles(), terms -> terms.customers() == CustomerScope.ALL)
                .containsAll(caller.roles());
    }

    /// Why records may not be found that way, if they may not.
    private Optional<Decision> search(Catalog catalog, Wish wish, String field, SearchKind kind) {
        var now = clock.instant();
        if (kind.needsClearLevel() && Unproven.isStale(wish.caller(), now)) {
            return Optional.of(deny(catalog, Decision.Reason.FACTOR_STALE));
        }
        var counting = roles.of(catalog, wish.caller(), wish.subject(), now);
        boolean granted = catalog.maySearch(counting, wish.purpose(), wish.collection(), field)
                && (!kind.needsClearLevel()
                        || catalog.levels(counting, wish.purpose(), wish.collection())
                                        .get(field)
                                == Level.CLEAR);
        return granted
                ? Optional.empty()
                : Optional.of(GrantDecisions.deny(catalog, Decision.Reason.SEARCH_NOT_GRANTED, field));
    }

    private Decision decide(Catalog catalog, Wish wish) {
        var now = clock.instant();
        var counting = roles.of(catalog, wish.caller(), wish.subject(), now);
        var decision = grants.decide(catalog, asked(wish, counting));
        if (!(decision instanceof Decision.Permit permit)) {
            return explained(catalog, wish, decision, now);
        }
        if (!isOpen(catalog, wish.caller(), wish.purpose(), wish.subject(), now)) {
            return deny(catalog, Decision.Reason.ACCESS_NOT_OPEN);
        }
        return unmet(catalog, wish, permit, now)
                .<Decision>map(reason -> deny(catalog, reason))
                .orElse(decision);
    }

    private Optional<Decision.Reason> unmet(Catalog catalog, Wish wish, Decision.Permit permit, Instant now) {
        var flagged = flagged(catalog, wish);
        return flagged.isEmpty() && needsFreshFactor(permit) && Unproven.isStale(wish.caller(), now)
                ? Optional.of(Decision.Reason.FACTOR_STALE)
                : flagged;
    }

    /// Of customers who are still to be found nothing is known yet, but that somebody has to answer.
    private Optional<Decision.Reason> flagged(Catalog catalog, Wish wish) {
        var required =
                catalog.purpose(wish.purpose()).map(Purpose::requirements).orElse(Set.of());
        return roles.unmet(required, wish.caller(), wish.subject())
                .filter(reason -> wish.subject() != Subject.SOMEONE || reason == Decision.Reason.UNANSWERED);
    }

    /// Tells a caller whose roles do not count now which term it is; never whether somebody else's customer exists.
    private Decision explained(Catalog catalog, Wish wish, Decision decision, Instant now) {
        boolean isForRoles = decision instanceof Decision.Deny deny && deny.reason() == Decision.Reason.NOTHING_GRANTED;
        if (!isForRoles) {
            return decision;
        }
        var otherwise = roles.anyTime(catalog, wish.caller(), wish.subject());
        return grants.decide(catalog, asked(wish, otherwise)) instanceof Decision.Permit
                ? roles.unmet(catalog, wish.caller(), wish.subject(), now)
                        .<Decision>map(reason -> deny(catalog, reason))
                        .orElse(decision)
                : decision;
    }

    private static GrantDecisions.Asked asked(Wish wish, Set<String> counting) {
        return GrantDecisions.Asked.of(
                counting, wish.caller().purposes(), wish.purpose(), wish.collection(), wish.named());
    }

    private boolean isOpen(Catalog catalog, Caller caller, String purpose, Subject subject, Instant now) {
        return switch (access(catalog, purpose)) {
            case ALWAYS -> true;
            case APPROVED -> stated.isOpen(caller.id(), purpose, AccessPeriod.Kind.APPROVED, subject, now);
            case BREAK_GLASS -> stated.isOpen(caller.id(), purpose, AccessPeriod.Kind.BREAK_GLASS, subject, now);
        };
    }

    private static PurposeAccess access(Catalog catalog, String purpose) {
        return catalog.purpose(purpose).map(Purpose::access).orElse(PurposeAccess.APPROVED);
    }

    private static boolean needsFreshFactor(Decision.Permit permit) {
        return permit.levels().values().stream().anyMatch(level -> level != Level.MASKED);
    }

    private static Decision deny(Catalog catalog, Decision.Reason reason) {
        return GrantDecisions.deny(catalog, reason, "");
    }
}
