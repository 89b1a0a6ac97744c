package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

/// Which kind of caller reaches which handler, and how lately a factor has to have been proven.
class AccessRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
    private static final Caller FRESH = customer(Duration.ofMinutes(9));
    private static final Caller STALE = customer(Duration.ofMinutes(11));
    private static final Caller STAFF =
            Caller.person("staff-1", Set.of("administrator"), Set.of("support"), proven(Duration.ofMinutes(1)));
    private static final Caller PROGRAM = Caller.program("client-1", Set.of("administrator"), Set.of("support"));

    private static final LastingCaller NOBODY = () -> {
        throw new IllegalStateException("Nobody calls");
    };

    /// Handlers of every rule.
    static final class Handlers {
        @CustomersOnly
        public void customers() {}

        @AnyCaller
        public void any() {}

        @AnyCaller(reads = true)
        public void reading() {}

        @RequiresRole("administrator")
        public void administrators() {}

        public void undeclared() {}
    }

    private static Caller.Proven proven(Duration age) {
        return new Caller.Proven(Optional.of(NOW.minus(age)), Optional.empty());
    }

    private static Caller customer(Duration age) {
        return Caller.customer("customer-1", proven(age));
    }

    /// Who is found to call at first, and whoever asks again.
    private record Callers(Optional<Caller> first, Optional<Caller> later) implements CallerAuthentication {

        @Override
        public Optional<Caller> authenticate(HttpServletRequest request) {
            return first;
        }

        @Override
        public Optional<Caller> again(HttpServletRequest request) {
            return later;
        }
    }

    private static void call(Optional<Caller> caller, String method, String handler) {
        call(new Callers(caller, caller), method, handler);
    }

    private static LastingCaller call(Callers callers, String method, String handler) {
        var rules = new AccessRules(callers, new RequestRates(1_000), Clock.fixed(NOW, ZoneOffset.UTC));
        var target = Arrays.stream(Handlers.class.getDeclaredMethods())
                .filter(found -> found.getName().equals(handler))
                .findFirst()
                .orElseThrow();
        var request = new MockHttpServletRequest(method, "/");
        rules.preHandle(request, new MockHttpServletResponse(), new HandlerMethod(new Handlers(), target));
        return (LastingCaller) Objects.requireNonNullElse(request.getAttribute(LastingCaller.class.getName()), NOBODY);
    }

    private static void assertEnds(Callers callers, String handler, String code) {
        var lasting = call(callers, "GET", handler);
        assertThatThrownBy(lasting::now)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void callThatLasts_endsForWhoeverIsGone_andForAnother() {
        assertEnds(new Callers(Optional.of(STAFF), Optional.empty()), "any", "caller.unknown");
        assertEnds(new Callers(Optional.of(STAFF), Optional.of(PROGRAM)), "any", "caller.unknown");
        assertEnds(new Callers(Optional.of(FRESH), Optional.empty()), "customers", "caller.unknown");
    }

    @Test
    void callThatLasts_endsForWhoeverLosesTheRole_andTellsOthersTheirRightsNow() {
        var less = Caller.person("staff-1", Set.of("auditor"), Set.of(), proven(Duration.ofMinutes(1)));
        var callers = new Callers(Optional.of(STAFF), Optional.of(less));
        assertEnds(callers, "administrators", "caller.role_missing");
        assertThat(call(callers, "GET", "any").now()).isEqualTo(less);
    }

    @Test
    void callThatLasts_goesOn_whenTheFactorIsNoLongerFresh() {
        var later = Caller.person("staff-1", STAFF.roles(), STAFF.purposes(), proven(Duration.ofMinutes(11)));
        var lasting = call(new Callers(Optional.of(STAFF), Optional.of(later)), "POST", "administrators");
        assertThat(lasting.now()).isEqualTo(later);
    }

    private static void assertRefused(Caller caller, String method, String handler, String code) {
        assertThatThrownBy(() -> call(Optional.of(caller), method, handler))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void customer_reachesWhatIsForCustomers_andChangesItWithAFreshFactorOnly() {
        assertThatCode(() -> call(Optional.of(STALE), "GET", "customers")).doesNotThrowAnyException();
        assertThatCode(() -> call(Optional.of(FRESH), "POST", "customers")).doesNotThrowAnyException();
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertRefused(STALE, method, "customers", "factor.stale");
        }
    }

    @Test
    void customer_reachesNothingElse_howeverFresh() {
        for (var handler : List.of("any", "reading", "administrators", "undeclared")) {
            for (var method : List.of("GET", "POST")) {
                assertRefused(FRESH, method, handler, "caller.role_missing");
            }
        }
    }

    @Test
    void staffAndPrograms_reachNothingOfCustomers() {
        for (var caller : List.of(STAFF, PROGRAM)) {
            assertRefused(caller, "GET", "customers", "caller.no_customer");
            assertRefused(caller, "POST", "customers", "caller.no_customer");
            assertThatCode(() -> call(Optional.of(caller), "POST", "any")).doesNotThrowAnyException();
            assertThatCode(() -> call(Optional.of(caller), "POST", "administrators"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nobody_reachesNothing() {
        for (var handler : List.of("customers", "any", "administrators")) {
            assertThatThrownBy(() -> call(Optional.empty(), "GET", handler))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("caller.unknown"));
        }
    }
}
