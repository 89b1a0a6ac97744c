package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.DrawnCatalog.Covered;
import dev.strongroom.access.DrawnCatalog.Place;
import dev.strongroom.access.DrawnCatalog.Target;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.SearchKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What was permitted once is remembered, and never longer than it holds.
class RememberedDecisionsTests {

    private static final int SWITCHES = 20_000;
    private static final Place NAME = new Place(DrawnCatalog.CUSTOMERS, "name");
    private static final Place EMAIL = new Place(DrawnCatalog.CUSTOMERS, "email");
    private static final Place NOTE = new Place(DrawnCatalog.CUSTOMERS, "note");

    private static final Catalog WIDE = showing(Map.of(NAME, Level.CLEAR, EMAIL, Level.CLEAR));
    private static final Catalog NARROW = showing(Map.of(NAME, Level.MASKED));
    private static final Catalog NOTHING = showing(Map.of());

    private final AtomicReference<Optional<Catalog>> inForce = new AtomicReference<>(Optional.of(WIDE));
    private final AtomicReference<Instant> now = new AtomicReference<>(AccessRequest.NOW);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final AccessDecisions decisions = new AccessDecisions(
            inForce::get, (account, stated, how, whose, now) -> false, List::of, () -> CustomerRelations.NONE, clock);

    /// A catalog that shows these fields to agents, who may search by what they see.
    private static Catalog showing(Map<Place, Level> levels) {
        var fields = Set.of(NAME, EMAIL, NOTE);
        var shown = levels.entrySet().stream()
                .collect(Collectors.toMap(entry -> agent(entry.getKey()), Map.Entry::getValue));
        var covered =
                fields.stream().map(place -> new Covered("support", place)).collect(Collectors.toSet());
        return DrawnCatalog.consistent(fields, covered, shown, shown.keySet()).read();
    }

    private static Target agent(Place place) {
        return new Target("agent", new Covered("support", place));
    }

    private static AccessRequest asking(List<String> named) {
        return new AccessRequest(
                Set.of("agent"),
                Set.of("support"),
                Optional.empty(),
                "support",
                DrawnCatalog.CUSTOMERS,
                named,
                "name",
                SearchKind.PREFIX);
    }

    @Test
    void withdrawnGrant_isObeyedByTheNextDecision() {
        assertThat(levels(asking(List.of("name")))).containsEntry("name", Level.CLEAR);
        inForce.set(Optional.of(NARROW));
        assertThat(levels(asking(List.of("name")))).containsEntry("name", Level.MASKED);
        inForce.set(Optional.of(NOTHING));
        assertThat(asking(List.of("name")).decidedBy(decisions)).isInstanceOf(Decision.Deny.class);
        inForce.set(Optional.empty());
        assertThat(asking(List.of("name")).decidedBy(decisions)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void whatOneCallerWasPermitted_isNotPermittedToOthers() {
        var permitted = asking(List.of("name"));
        assertThat(permitted.decidedBy(decisions)).isInstanceOf(Decision.Permit.class);
        assertThat(permitted.withRoles(Set.of("clerk")).decidedBy(decisions)).isInstanceOf(Decision.Deny.class);
        assertThat(permitted.withPurposes(Set.of("billing")).decidedBy(decisions))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void rememberedPermit_endsWithTheFactor() {
        var request = asking(List.of("name")).withFactorAge(Optional.of(Duration.ZERO));
        assertThat(request.bothDecidedBy(decisions)).hasOnlyElementsOfType(Decision.Permit.class);
        now.set(AccessRequest.NOW.plus(Duration.ofMinutes(10)));
        assertThat(request.bothDecidedBy(decisions))
                .containsOnly(new Decision.Deny(WIDE.hash(), Decision.Reason.FACTOR_STALE, ""));
    }

    @Test
    void moreThanCanBeRemembered_isDecidedRightly() {
        var requests = manyNamings();
        assertThat(requests).hasSizeGreaterThan(2_000);
        for (var round = 0; round < 2; round++) {
            for (var request : requests) {
                assertThat(request.decidedBy(decisions)).isEqualTo(request.decidedBy(AccessRequest.under(WIDE)));
            }
        }
    }

    @Test
    void searchWhileTheCatalogChanges_isDecidedUnderOneOfThem() {
        for (var first : List.of(WIDE, NARROW, NOTHING)) {
            for (var second : List.of(WIDE, NARROW, NOTHING)) {
                for (var kind : List.of(SearchKind.EXACT, SearchKind.PREFIX)) {
                    var request = asking(List.of("name")).withSearch("name", kind);
                    var catalogs = List.of(first, second, second).iterator();
                    var changing = new AccessDecisions(
                            () -> Optional.of(catalogs.next()),
                            (account, stated, how, whose, now) -> false,
                            List::of,
                            () -> CustomerRelations.NONE,
                            clock);
                    assertThat(request.searchDecidedBy(changing))
                            .isEqualTo(request.searchDecidedBy(AccessRequest.under(first)));
                }
            }
        }
    }

    @Test
    void catalogChangedDuringADecision_isObeyedByTheNext() {
        var request = asking(List.of("name"));
        var named = new Interrupting(request.named(), () -> {
            inForce.set(Optional.of(NARROW));
            asking(List.of("email")).decidedBy(decisions);
        });
        var decided = decisions.decide(request.caller(), request.purpose(), request.collection(), named);
        assertThat(decided).isEqualTo(request.decidedBy(AccessRequest.under(WIDE)));
        assertThat(request.decidedBy(decisions)).isEqualTo(request.decidedBy(AccessRequest.under(NARROW)));
    }

    /// Names during whose reading something else happens.
    private static final class Interrupting extends AbstractCollection<String> {

        private final List<String> names;
        private final Runnable other;

        Interrupting(List<String> names, Runnable other) {
            this.names = names;
            this.other = other;
        }

        @Override
        public Iterator<String> iterator() {
            other.run();
            return names.iterator();
        }

        @Override
        public int size() {
            return names.size();
        }
    }

    @Test
    void whileCatalogsChange_everyDecisionIsTheOneOfItsCatalog() throws Exception {
        var requests = manyNamings().subList(0, 100);
        var catalogs = List.of(WIDE, NARROW, NOTHING);
        var expected =
                catalogs.stream().collect(Collectors.toMap(Catalog::hash, catalog -> decided(requests, catalog)));
        var done = new AtomicBoolean();
        try (var askers = Executors.newFixedThreadPool(3)) {
            Callable<Integer> asker = () -> askUntil(done, requests, expected);
            var asking =
                    IntStream.range(0, 3).mapToObj(i -> askers.submit(asker)).toList();
            try {
                for (int i = 0; i < SWITCHES; i++) {
                    var catalog = catalogs.get(i % catalogs.size());
                    inForce.set(Optional.of(catalog));
                    var request = requests.get(i % requests.size());
                    assertThat(request.decidedBy(decisions)).isEqualTo(request.decidedBy(AccessRequest.under(catalog)));
                }
            } finally {
                done.set(true);
            }
            for (var asked : asking) {
                assertThat(asked.get()).isPositive();
            }
        }
    }

    private int askUntil(
            AtomicBoolean done, List<AccessRequest> requests, Map<String, Map<AccessRequest, Decision>> expected) {
        int asked = 0;
        while (!done.get()) {
            var request = requests.get(asked++ % requests.size());
            var decision = request.decidedBy(decisions);
            assertThat(decision)
                    .isEqualTo(
                            expected.getOrDefault(decision.policy(), Map.of()).get(request));
        }
        return asked;
    }

    private static Map<AccessRequest, Decision> decided(List<AccessRequest> requests, Catalog catalog) {
        return requests.stream()
                .collect(Collectors.toMap(
                        Function.identity(), request -> request.decidedBy(AccessRequest.under(catalog))));
    }

    private Map<String, Level> levels(AccessRequest request) {
        return ((Decision.Permit) request.decidedBy(decisions)).levels();
    }

    /// The same three fields named in some thousands of ways.
    private static List<AccessRequest> manyNamings() {
        var namings = new ArrayList<List<String>>(List.of(List.of()));
        for (int i = 0; i < 1_000; i++) {
            for (var name : List.of("name", "email", "note")) {
                namings.add(
                        Stream.concat(namings.get(i).stream(), Stream.of(name)).toList());
            }
        }
        return namings.stream().map(RememberedDecisionsTests::asking).toList();
    }
}
