package dev.strongroom.bench;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.BenchDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.access.Subject;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a decision costs where it is remembered, and where as much is remembered already as may be.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmarks {

    static final String MANY = "40";
    static final String ONE = "1";

    private static final int MOST_REMEMBERED = 1_000;
    private static final int ROLES_HELD = 3;
    private static final int REQUESTS = 64;
    private static final String FIELD = BenchGrants.COVERED.getLast();
    private static final List<String> NOT_COVERED = Stream.concat(
                    BenchGrants.COVERED.stream(), Stream.of(BenchGrants.UNCOVERED))
            .toList();

    /// Roles that share the grants: many, or one that has them all.
    @Param({MANY, ONE})
    public int roles;

    private final List<Request> requests = new ArrayList<>();
    private AccessDecisions remembering = BenchDecisions.withoutCatalog();
    private AccessDecisions full = BenchDecisions.withoutCatalog();
    private int asked;

    private record Request(Caller caller, String purpose, String collection) {}

    @Setup
    public void decideBefore() {
        var grants = new BenchGrants(roles);
        remembering = BenchDecisions.under(grants.catalog());
        full = BenchDecisions.under(grants.catalog());
        for (int i = 0; i < REQUESTS; i++) {
            var held = IntStream.range(i, i + ROLES_HELD).mapToObj(number -> "role" + number % roles);
            var purpose = any(grants.purposes().reversed(), i / 8);
            var caller = Caller.person(
                    "bench" + i,
                    held.collect(Collectors.toSet()),
                    Set.of(purpose),
                    new Caller.Proven(Optional.of(Clock.systemUTC().instant()), Optional.empty()));
            requests.add(new Request(caller, purpose, any(grants.collections(), i / 8)));
        }
        requests.forEach(this::fill);
    }

    private static String any(List<String> all, int number) {
        return all.get(number % all.size());
    }

    /// Invented roles make combinations that nobody has asked with before.
    private void fill(Request request) {
        for (int i = 0; i < MOST_REMEMBERED; i++) {
            var invented = Stream.concat(request.caller.roles().stream(), Stream.of("invented" + i));
            var caller = Caller.program("bench", invented.collect(Collectors.toSet()), request.caller.purposes());
            full.decide(caller, request.purpose, request.collection, List.of());
        }
    }

    private Request next() {
        asked = (asked + 1) % REQUESTS;
        return requests.get(asked);
    }

    @Benchmark
    public Decision remembered() {
        var request = next();
        return remembering.decide(request.caller, request.purpose, request.collection, List.of());
    }

    @Benchmark
    public Decision anew() {
        var request = next();
        return full.decide(request.caller, request.purpose, request.collection, BenchGrants.COVERED);
    }

    @Benchmark
    public Decision denied() {
        var request = next();
        return full.decide(request.caller, request.purpose, request.collection, NOT_COVERED);
    }

    @Benchmark
    public Decision searchRemembered() {
        var request = next();
        return remembering.decideSearch(
                request.caller,
                request.purpose,
                request.collection,
                FIELD,
                SearchKind.PREFIX,
                List.of(),
                Subject.EVERYONE);
    }

    @Benchmark
    public Decision searchAnew() {
        var request = next();
        return full.decideSearch(
                request.caller,
                request.purpose,
                request.collection,
                FIELD,
                SearchKind.PREFIX,
                BenchGrants.COVERED,
                Subject.EVERYONE);
    }
}
