package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.portal.CustomersShop;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.CustomersOnly;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.RequiresRole;
import dev.strongroom.web.SignInStep;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
            List.of(AnyCaller.class, RequiresRole.class, CustomersOnly.class, OpenEndpoint.class, SignInStep.class);

    /// What may be reached on the way in: these begin a session, or prove the next factor of one.
    private static final List<String> WAY_IN = List.of(
            "POST /v1/sign-in/password",
            "POST /v1/sign-in/invitation",
            "POST /v1/sign-in/app",
            "POST /v1/sign-in/recovery-code",
            "POST /v1/sign-in/phone-code",
            "POST /v1/sign-in/phone-code/requests",
            "POST /v1/sign-in/passkey",
            "POST /v1/sign-in/passkey/options",
            "POST /v1/sign-in/company",
            "POST /v1/sign-in/company/attempts",
            "POST /v1/sign-in/customer/password",
            "POST /v1/sign-in/customer/invitation",
            "POST /v1/sign-in/customer/invitation/codes",
            "POST /v1/administrators",
            "GET /v1/me/session",
            "DELETE /v1/me/session");

    /// Reached by who takes up an invitation; everybody else is refused there by their factors.
    private static final List<String> ENROLMENT = List.of(
            "POST /v1/me/apps",
            "POST /v1/me/apps/confirmations",
            "POST /v1/me/passkeys",
            "POST /v1/me/passkeys/options");

    @TempDir
    static Path home;

    private static CustomersShop shop;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        shop = new CustomersShop(home);
        server = shop.server();
    }

    @AfterAll
    static void stop() throws IOException {
        shop.close();
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
    void withThePasswordAndATextMessage_nothingIsChanged_andNothingShownInClear() {
        var member = StaffMember.signedIn(
                server, "by-text", List.of("administrator", "log-reader", "eraser"), List.of("support"));
        server.execute(
                "update account_session set phone_at = app_at, app_at = null where account_id = '" + member.id() + "'");
        staleFor(member);
    }

    @Test
    void withFactorsProvenLongAgo_nothingIsChanged() {
        var member = StaffMember.signedIn(
                server, "long-ago", List.of("administrator", "log-reader", "eraser"), List.of("support"));
        member.waitElevenMinutes();
        staleFor(member);
    }

    /// Whatever changes something and answers to somebody signed in asks for a strong factor first.
    private static void staleFor(StaffMember member) {
        var answered = new TreeSet<String>();
        endpoints().stream()
                .filter(endpoint -> !endpoint.is(OpenEndpoint.class))
                .filter(endpoint -> !endpoint.method().equals("GET"))
                .filter(endpoint -> !WAY_IN.contains(endpoint.toString()))
                .filter(endpoint -> !(endpoint.is(AnyCaller.class) && reads(endpoint)))
                .forEach(endpoint -> {
                    var answer = answer(member, endpoint);
                    if (!answer.code().equals("factor.stale") && answer.status() != 403) {
                        answered.add(endpoint + " " + answer.status() + " " + answer.code());
                    }
                });
        assertThat(answered).isEmpty();
    }

    private static boolean reads(Endpoint endpoint) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(
                        endpoint.handler().getMethod(), AnyCaller.class))
                .filter(AnyCaller::reads)
                .isPresent();
    }

    @Test
    void customer_reachesNothingOfStaff() {
        var customer = shop.signedIn(shop.customer());
        var answered = new TreeSet<String>();
        endpoints().stream()
                .filter(endpoint -> endpoint.is(AnyCaller.class) || endpoint.is(RequiresRole.class))
                .forEach(endpoint -> {
                    var answer = answer(customer, endpoint);
                    if (answer.status() != 403 || !answer.code().equals("caller.role_missing")) {
                        answered.add(endpoint + " " + answer.status());
                    }
                });
        assertThat(answered).isEmpty();
        assertThat(customer.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void staffAndPrograms_reachNothingOfCustomers() {
        var staff = everybody("no-customer");
        var keys = List.of(server.administrator(), shop.backEnd());
        var ofCustomers = endpoints().stream()
                .filter(endpoint -> endpoint.is(CustomersOnly.class))
                .toList();
        assertThat(ofCustomers).isNotEmpty().allSatisfy(endpoint -> {
            assertThat(answer(staff, endpoint).code()).isEqualTo("caller.no_customer");
            keys.forEach(key -> assertThat(server.send(endpoint.method(), endpoint.example(), key, body(endpoint))
                            .code())
                    .isEqualTo("caller.no_customer"));
        });
    }

    @Test
    void withALinkTakenUp_onlyAFactorCanBeEnrolled() {
        refusedFor(shop.takenUp(shop.customer()));
    }

    @Test
    void withACustomersFactorsProvenLongAgo_nothingIsChanged() {
        var customer = shop.signedIn(shop.customer());
        server.execute("update account_session set app_at = app_at - interval '11 minutes'");
        staleFor(customer);
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

    @Test
    void fromAPageOfAnotherSite_nothingIsChanged() {
        var member = everybody("lured");
        var changed = endpoints().stream()
                .filter(endpoint -> !endpoint.is(OpenEndpoint.class) && !"GET".equals(endpoint.method()))
                .filter(endpoint -> !"session.cross_site"
                        .equals(fromAnotherSite(member, endpoint).code()))
                .toList();
        assertThat(changed).isEmpty();
    }

    @Test
    void reading_changesNothingButTheLedger() {
        var member = everybody("reader");
        var before = contents();
        endpoints().stream()
                .filter(endpoint -> "GET".equals(endpoint.method()))
                .forEach(endpoint ->
                        assertThat(answer(member, endpoint).status()).isLessThan(500));
        assertThat(contents()).isEqualTo(before);
    }

    private static StaffMember everybody(String name) {
        return StaffMember.signedIn(
                server,
                name,
                List.of("administrator", "log-reader", "eraser", "exporter", "tokenizer", "shop_backend"),
                List.of("support"));
    }

    private static Answer fromAnotherSite(StaffMember member, Endpoint endpoint) {
        var headers = new ArrayList<>(List.of(headers(endpoint)));
        headers.addAll(List.of("Sec-Fetch-Site", "cross-site"));
        return member.send(endpoint.method(), endpoint.example(), body(endpoint), headers.toArray(String[]::new));
    }

    /// A hash of the rows of every table that people or programs change.
    private static Map<String, Long> contents() {
        return Stream.of(
                        "account",
                        "account_invitation",
                        "authenticator_app",
                        "recovery_code",
                        "api_client",
                        "catalog_applied",
                        "record",
                        "token",
                        "import")
                .collect(Collectors.toMap(
                        table -> table,
                        table -> server.count("select coalesce(sum(hashtext(t::text)), 0) from " + table + " t")));
    }

    private static void refusedFor(StaffMember member) {
        var answered = new TreeSet<String>();
        endpoints().stream()
                .filter(endpoint -> !endpoint.is(OpenEndpoint.class))
                .filter(endpoint -> !WAY_IN.contains(endpoint.toString()))
                .filter(endpoint -> !ENROLMENT.contains(endpoint.toString()))
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
