package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.RequiresRole;
import dev.strongroom.web.SignInStep;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint there is, taken from the handlers themselves, tried with every set of factors that is not enough.
class EveryEndpointTests {

    private static final List<Class<? extends Annotation>> RULES =
            List.of(AnyCaller.class, RequiresRole.class, OpenEndpoint.class, SignInStep.class);

    /// What may be reached on the way in: these begin a session, or prove the next factor of one.
    private static final List<String> WAY_IN = List.of(
            "POST /v1/sign-in/password",
            "POST /v1/sign-in/invitation",
            "POST /v1/sign-in/app",
            "POST /v1/sign-in/recovery-code",
            "DELETE /v1/me/session");

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Endpoint(String method, String path, HandlerMethod handler) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        String example() {
            return path.replaceAll("\\{[^}]*}", "customers");
        }

        boolean is(Class<? extends Annotation> rule) {
            return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), rule)
                    || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), rule);
        }
    }

    private static List<Endpoint> endpoints() {
        return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.strongroom"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(pattern -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> new Endpoint(method.name(), pattern, entry.getValue()))))
                .toList();
    }

    @Test
    void everyHandler_declaresItsRule() {
        assertThat(endpoints()).isNotEmpty().allMatch(endpoint -> RULES.stream().anyMatch(endpoint::is));
    }

    @Test
    void withoutFactors_onlyWhatIsOpen_andTheWayIn_answers() {
        refusedFor(new StaffMember(server, "nobody"));
    }

    @Test
    void withThePasswordAlone_nothingMoreAnswers() {
        var member = StaffMember.signedIn(
                server, "half", List.of("administrator", "log-reader", "eraser"), List.of("support"));
        var half = member.atAnotherDevice();
        half.password(StaffMember.PASSWORD);
        refusedFor(half);
    }

    @Test
    void withAnInvitationTakenUp_onlyAnAppCanBeEnrolled() {
        var invited = new StaffMember(server, "invited");
        invited.take(invited.invite(List.of("administrator", "log-reader"), List.of("support")));
        refusedFor(invited);
    }

    @Test
    void withARoleNamedLikeAFactor_nothingIsGained() {
        var answer = server.post(
                "/v1/accounts",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(
                        Map.of("name", "x", "signInName", "x", "roles", List.of("app_at"))));
        assertThat(answer.code()).isEqualTo("account.invalid");
    }

    private static void refusedFor(StaffMember member) {
        var answered = new TreeSet<String>();
        endpoints().stream()
                .filter(endpoint -> !endpoint.is(OpenEndpoint.class))
                .filter(endpoint -> !WAY_IN.contains(endpoint.toString()))
                .filter(endpoint -> !endpoint.path().startsWith("/v1/me/apps"))
                .forEach(endpoint -> {
                    var answer = answer(member, endpoint);
                    if (answer.status() != 401) {
                        answered.add(endpoint + " " + answer.status());
                    }
                });
        assertThat(answered).isEmpty();
    }

    /// Strangers are slowed down, so it is tried until it is decided.
    private static Answer answer(StaffMember member, Endpoint endpoint) {
        var answer = member.send(endpoint.method(), endpoint.example(), body(endpoint), headers(endpoint));
        while (answer.status() == 429) {
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            answer = member.send(endpoint.method(), endpoint.example(), body(endpoint), headers(endpoint));
        }
        return answer;
    }

    private static String body(Endpoint endpoint) {
        return Stream.of("POST", "PUT", "PATCH").anyMatch(endpoint.method()::equals) ? "{}" : "";
    }

    /// As the endpoint takes it, so that it is not refused for the form.
    private static String[] headers(Endpoint endpoint) {
        var mapping = server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().equals(endpoint.handler()))
                .findFirst()
                .orElseThrow()
                .getKey();
        var types = mapping.getConsumesCondition().getConsumableMediaTypes();
        var type =
                types.isEmpty() ? "application/json" : types.iterator().next().toString();
        return body(endpoint).isEmpty() ? new String[0] : new String[] {"Content-Type", type};
    }
}
