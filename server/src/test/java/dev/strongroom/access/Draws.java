package dev.strongroom.access;

import dev.strongroom.access.DrawnCatalog.Covered;
import dev.strongroom.access.DrawnCatalog.Place;
import dev.strongroom.access.DrawnCatalog.Target;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.SearchKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Random small catalogs and random requests to them. Both collections call their fields alike, so that what is granted
/// in one is asked for in the other.
final class Draws {

    private static final List<String> COLLECTIONS = List.of(DrawnCatalog.CUSTOMERS, "orders");
    private static final List<String> FIELDS = List.of("name", "email", "note");
    private static final List<String> PURPOSES = List.of("support", "billing", "research");
    private static final List<Covered> COVERABLE = coverable();
    private static final List<Target> GRANTABLE = DrawnCatalog.ROLES.stream()
            .flatMap(role -> COVERABLE.stream().map(what -> new Target(role, what)))
            .toList();

    private Draws() {}

    private static List<Covered> coverable() {
        var fields = Stream.concat(FIELDS.stream(), Stream.of(DrawnCatalog.REFERENCE))
                .toList();
        return PURPOSES.stream()
                .flatMap(purpose -> COLLECTIONS.stream()
                        .flatMap(collection ->
                                fields.stream().map(field -> new Covered(purpose, new Place(collection, field)))))
                .toList();
    }

    static Arbitrary<DrawnCatalog> catalogs() {
        var places = COLLECTIONS.stream()
                .flatMap(collection -> FIELDS.stream().map(field -> new Place(collection, field)))
                .toList();
        return Combinators.combine(some(places, 9), some(COVERABLE, 6), levels(), some(GRANTABLE, 2))
                .as(DrawnCatalog::consistent);
    }

    /// Each with a chance of `weight` to one.
    private static <T> Arbitrary<Set<T>> some(List<T> all, int weight) {
        return Arbitraries.frequency(Tuple.of(1, false), Tuple.of(weight, true))
                .list()
                .ofSize(all.size())
                .map(taken -> {
                    var some = new HashSet<T>();
                    for (int i = 0; i < all.size(); i++) {
                        if (taken.get(i)) {
                            some.add(all.get(i));
                        }
                    }
                    return some;
                });
    }

    private static Arbitrary<Map<Target, Level>> levels() {
        return Arbitraries.frequency(
                        Tuple.of(4, Level.NONE),
                        Tuple.of(2, Level.MASKED),
                        Tuple.of(1, Level.PARTIAL),
                        Tuple.of(2, Level.CLEAR))
                .list()
                .ofSize(GRANTABLE.size())
                .map(drawn -> {
                    var levels = new HashMap<Target, Level>();
                    for (int i = 0; i < drawn.size(); i++) {
                        if (drawn.get(i) != Level.NONE) {
                            levels.put(GRANTABLE.get(i), drawn.get(i));
                        }
                    }
                    return levels;
                });
    }

    static Arbitrary<AccessRequest> requests() {
        var field = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.of(FIELDS)),
                Tuple.of(4, Arbitraries.just(DrawnCatalog.REFERENCE)),
                Tuple.of(1, Arbitraries.just("shoe_size")));
        var named = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(List.<String>of())),
                Tuple.of(2, field.list().ofMinSize(1).ofMaxSize(3)));
        return Combinators.combine(roles(), purposes(), factorAges(), purpose(), collection(), named, field, kinds())
                .as(AccessRequest::new);
    }

    static Arbitrary<Set<String>> roles() {
        return some(List.of("agent", "clerk", "lead", "stranger", "administrator"), 2);
    }

    private static Arbitrary<Set<String>> purposes() {
        return some(List.of("support", "billing", "research", "unheard"), 6);
    }

    private static Arbitrary<String> purpose() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.of(PURPOSES)), Tuple.of(1, Arbitraries.just("unheard")));
    }

    private static Arbitrary<String> collection() {
        return Arbitraries.frequency(
                Tuple.of(8, COLLECTIONS.getFirst()), Tuple.of(8, "orders"), Tuple.of(1, "parcels"));
    }

    private static Arbitrary<SearchKind> kinds() {
        return Arbitraries.of(SearchKind.class);
    }

    /// Programs, persons around the tenth minute, and persons of any age.
    static Arbitrary<Optional<Duration>> factorAges() {
        var tenMinutes = Duration.ofMinutes(10);
        var ages = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(tenMinutes.minusMillis(1), tenMinutes, tenMinutes.plusMillis(1))),
                Tuple.of(2, Arbitraries.longs().between(0, 1_200).map(Duration::ofSeconds)));
        return ages.optional(0.6);
    }
}
