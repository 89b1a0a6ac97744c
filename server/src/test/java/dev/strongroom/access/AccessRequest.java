package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Somebody asks for something.
///
/// @param factorAge how long ago a person proved the second factor; empty for a program
/// @param named fields asked for by name
/// @param field to search by
record AccessRequest(
        Set<String> roles,
        Set<String> purposes,
        Optional<Duration> factorAge,
        String purpose,
        String collection,
        List<String> named,
        String field,
        SearchKind kind) {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static AccessDecisions under(Catalog catalog) {
        return new AccessDecisions(
                () -> Optional.of(catalog),
                (account, stated, how, whose, now) -> false,
                List::of,
                () -> CustomerRelations.NONE,
                CLOCK);
    }

    Caller caller() {
        var id = "0123456789abcdef";
        return factorAge
                .map(age -> Caller.person(id, roles, purposes, proven(NOW.minus(age))))
                .orElseGet(() -> Caller.program(id, roles, purposes));
    }

    private static Caller.Proven proven(Instant strongFactorAt) {
        return new Caller.Proven(Optional.of(strongFactorAt), Optional.empty());
    }

    Decision decidedBy(AccessDecisions decisions) {
        return decisions.decide(caller(), purpose, collection, named);
    }

    Decision searchDecidedBy(AccessDecisions decisions) {
        return decisions.decideSearch(caller(), purpose, collection, field, kind, named, Subject.EVERYONE);
    }

    List<Decision> bothDecidedBy(AccessDecisions decisions) {
        return List.of(decidedBy(decisions), searchDecidedBy(decisions));
    }

    AccessRequest withRoles(Set<String> others) {
        return new AccessRequest(others, purposes, factorAge, purpose, collection, named, field, kind);
    }

    AccessRequest withPurposes(Set<String> others) {
        return new AccessRequest(roles, others, factorAge, purpose, collection, named, field, kind);
    }

    AccessRequest withFactorAge(Optional<Duration> other) {
        return new AccessRequest(roles, purposes, other, purpose, collection, named, field, kind);
    }

    /// The same of somebody whose factor is in no one's way.
    AccessRequest justProven() {
        return withFactorAge(factorAge.map(age -> Duration.ZERO));
    }

    AccessRequest withNamed(List<String> others) {
        return new AccessRequest(roles, purposes, factorAge, purpose, collection, others, field, kind);
    }

    AccessRequest withSearch(String other, SearchKind otherKind) {
        return new AccessRequest(roles, purposes, factorAge, purpose, collection, named, other, otherKind);
    }
}
