package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.DrawnCatalog.Covered;
import dev.strongroom.access.DrawnCatalog.Place;
import dev.strongroom.access.DrawnCatalog.Target;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds of the decision whatever the catalog says and whoever asks.
///
/// A person whose factor is stale is refused what is more than masks, and may be given the masks alone once the rest is
/// taken away. So what somebody may be given at most is told by the same person with a fresh factor.
class AccessDecisionsProperties {

    private static final int TRIES = 150;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void removingAGrant_neverWidens(
            @ForAll("catalogs") DrawnCatalog drawn,
            @ForAll("requests") List<AccessRequest> requests,
            @ForAll Random random) {
        var whole = AccessRequest.under(drawn.read());
        for (var fewer : lessOf(drawn, random)) {
            var reduced = AccessRequest.under(fewer.read());
            for (var request : requests) {
                assertWithin(
                        request.bothDecidedBy(reduced), request.justProven().bothDecidedBy(whole));
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anotherRoleOrPurpose_neverNarrows(
            @ForAll("catalogs") DrawnCatalog drawn,
            @ForAll("requests") List<AccessRequest> requests,
            @ForAll("roles") Set<String> roles) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            var decided = request.bothDecidedBy(decisions);
            var more = request.justProven();
            assertWithin(decided, more.withRoles(union(more.roles(), roles)).bothDecidedBy(decisions));
            assertWithin(
                    decided,
                    more.withPurposes(union(more.purposes(), drawn.purposes())).bothDecidedBy(decisions));
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void takingARoleOrPurposeAway_neverWidens(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            var atMost = request.justProven().bothDecidedBy(decisions);
            for (var role : request.roles()) {
                var fewer = request.withRoles(without(request.roles(), role));
                assertWithin(fewer.bothDecidedBy(decisions), atMost);
            }
            for (var purpose : request.purposes()) {
                var fewer = request.withPurposes(without(request.purposes(), purpose));
                assertWithin(fewer.bothDecidedBy(decisions), atMost);
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void callerWithoutARoleOfTheCatalog_seesNothing(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var roles : List.of(Set.<String>of(), Set.of("stranger", "administrator"))) {
            for (var request : requests) {
                assertThat(request.withRoles(roles).bothDecidedBy(decisions))
                        .hasOnlyElementsOfType(Decision.Deny.class);
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void withoutACatalog_everythingIsDenied(@ForAll("requests") List<AccessRequest> requests) {
        var decisions = new AccessDecisions(
                Optional::empty,
                (account, stated, how, whose, now) -> false,
                List::of,
                () -> CustomerRelations.NONE,
                AccessRequest.CLOCK);
        var denied = new Decision.Deny("-", Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        for (var request : requests) {
            assertThat(request.bothDecidedBy(decisions)).containsOnly(denied);
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void staleFactor_neverWidensAndShowsMasksAtMost(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            var program = request.withFactorAge(Optional.empty()).bothDecidedBy(decisions);
            var fresh = request.withFactorAge(Optional.of(Duration.ofMinutes(10).minusMillis(1)));
            var stale = request.withFactorAge(Optional.of(Duration.ofMinutes(10)));
            assertThat(fresh.bothDecidedBy(decisions)).isEqualTo(program);
            assertWithin(stale.bothDecidedBy(decisions), program);
            if (stale.decidedBy(decisions) instanceof Decision.Permit permit) {
                assertThat(permit.levels().values()).allMatch(level -> level == Level.MASKED);
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsPermitted_isCoveredByAPurposeThatTheCallerMayState(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            if (request.decidedBy(decisions) instanceof Decision.Permit permit) {
                assertThat(request.purposes()).contains(request.purpose());
                assertThat(permit.levels()).doesNotContainValue(Level.NONE);
                for (var field : permit.levels().keySet()) {
                    var place = new Place(request.collection(), field);
                    assertThat(drawn.covered()).contains(new Covered(request.purpose(), place));
                }
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsAskedFor_isShownOrWithheld(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            if (request.decidedBy(decisions) instanceof Decision.Permit permit) {
                var named = Set.copyOf(request.named());
                var asked = named.isEmpty() ? drawn.fields(request.collection()) : named;
                assertThat(union(permit.levels().keySet(), permit.withheld())).isEqualTo(asked);
                assertThat(Collections.disjoint(permit.levels().keySet(), permit.withheld()))
                        .isTrue();
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void orderOfNamedFields_doesNotMatter(
            @ForAll("catalogs") DrawnCatalog drawn,
            @ForAll("requests") List<AccessRequest> requests,
            @ForAll Random random) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            var shuffled = new ArrayList<>(request.named());
            shuffled.addAll(request.named());
            Collections.shuffle(shuffled, random);
            assertThat(withoutField(request.withNamed(shuffled).bothDecidedBy(decisions)))
                    .isEqualTo(withoutField(request.bothDecidedBy(decisions)));
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void permittedSearch_showsWhatALookShows(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var decisions = AccessRequest.under(drawn.read());
        for (var request : requests) {
            if (request.searchDecidedBy(decisions) instanceof Decision.Permit permit) {
                assertThat(permit).isEqualTo(request.decidedBy(decisions));
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatWasDecidedUnderOtherCatalogsAndForOthers_isNotUsed(
            @ForAll("catalogs") DrawnCatalog first,
            @ForAll("catalogs") DrawnCatalog second,
            @ForAll("requests") List<AccessRequest> requests) {
        var inForce = new AtomicReference<Optional<Catalog>>(Optional.empty());
        var remembering = new AccessDecisions(
                inForce::get,
                (account, stated, how, whose, now) -> false,
                List::of,
                () -> CustomerRelations.NONE,
                AccessRequest.CLOCK);
        for (var catalog : List.of(first.read(), second.read(), first.read())) {
            inForce.set(Optional.of(catalog));
            for (var request : requests) {
                var anew = request.bothDecidedBy(AccessRequest.under(catalog));
                assertThat(request.bothDecidedBy(remembering)).isEqualTo(anew);
                assertThat(request.bothDecidedBy(remembering)).isEqualTo(anew);
            }
        }
    }

    @Provide
    Arbitrary<DrawnCatalog> catalogs() {
        return Draws.catalogs();
    }

    @Provide
    Arbitrary<List<AccessRequest>> requests() {
        return Draws.requests().list().ofSize(10);
    }

    @Provide
    Arbitrary<Set<String>> roles() {
        return Arbitraries.subsetOf(DrawnCatalog.ROLES);
    }

    /// The catalog with one field shown less, and with one search granted less.
    private static List<DrawnCatalog> lessOf(DrawnCatalog drawn, Random random) {
        var less = new ArrayList<DrawnCatalog>();
        any(drawn.shown().keySet(), random).map(drawn::withoutShowing).ifPresent(less::add);
        any(drawn.searched(), random).map(drawn::withoutSearching).ifPresent(less::add);
        return less;
    }

    private static Optional<Target> any(Set<Target> targets, Random random) {
        return targets.isEmpty()
                ? Optional.empty()
                : targets.stream().skip(random.nextInt(targets.size())).findFirst();
    }

    private static void assertWithin(List<Decision> narrow, List<Decision> wide) {
        for (int i = 0; i < narrow.size(); i++) {
            if (narrow.get(i) instanceof Decision.Permit less) {
                assertThat(wide.get(i)).isInstanceOf(Decision.Permit.class);
                var more = ((Decision.Permit) wide.get(i)).levels();
                less.levels()
                        .forEach((field, level) -> assertThat(more.getOrDefault(field, Level.NONE))
                                .as(field)
                                .isGreaterThanOrEqualTo(level));
            }
        }
    }

    /// Of several named fields that are refused, the first one is told.
    private static List<Object> withoutField(List<Decision> decisions) {
        return decisions.stream()
                .<Object>map(decision -> switch (decision) {
                    case Decision.Permit permit -> permit;
                    case Decision.Deny deny -> isAboutNames(deny.reason()) ? "refused for a name" : deny;
                })
                .toList();
    }

    private static boolean isAboutNames(Decision.Reason reason) {
        return reason == Decision.Reason.UNKNOWN_FIELD || reason == Decision.Reason.NOT_COVERED;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Set<String> without(Set<String> all, String gone) {
        var others = new HashSet<>(all);
        others.remove(gone);
        return others;
    }
}
