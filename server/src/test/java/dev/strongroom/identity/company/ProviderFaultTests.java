package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.config.ConfigurationErrors;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.identity.company.ProviderForTests.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A provider that is down, slow, talkative or leads elsewhere: people are told in time, and sign in by their own
/// factors.
class ProviderFaultTests {

    private static final Duration IN_TIME = Duration.ofSeconds(7);

    @TempDir
    static Path home;

    private static ProviderForTests provider;
    private static RunningServer server;
    private static CompanyFlow flow;
    private static StaffMember member;

    @BeforeAll
    static void start() {
        provider = new ProviderForTests();
        provider.fails("/.well-known/openid-configuration", Fault.FAILS);
        server = RunningServer.startShop(home, provider.settings(home));
        flow = new CompanyFlow(server, provider);
        provider.recovers();
        member = flow.connected("waits");
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void everythingIsInOrder() {
        provider.recovers();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FAILS", "REDIRECTS", "SLOW", "DRIPS", "HUGE", "NO_JSON"})
    void providerThatDoesNotDescribeItself_isToldInTime(Fault fault) {
        try (var faulty = new ProviderForTests();
                var connection = new ProviderConnection(Duration.ofSeconds(1))) {
            faulty.fails("/.well-known/openid-configuration", fault);
            var provider = CompanyForTests.provider(faulty, home, connection);
            var begun = System.nanoTime();
            assertThat(CompanyForTests.refusal(provider)).isEqualTo("sign_in.company_unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
            faulty.recovers();
            assertThat(CompanyForTests.refusal(provider))
                    .as("it is asked again")
                    .isEmpty();
        }
    }

    static Stream<Arguments> wrongDescriptions() {
        return Stream.of(
                wrong("of another issuer", said -> said.put("issuer", "https://elsewhere.example")),
                wrong("of nearly this issuer", said -> said.put("issuer", said.get("issuer") + "/")),
                wrong("without keys", said -> said.remove("jwks_uri")),
                wrong("without a place for tokens", said -> said.remove("token_endpoint")),
                wrong("without a place to sign in", said -> said.remove("authorization_endpoint")),
                wrong("tokens in the clear", said -> said.put("token_endpoint", "http://elsewhere.example/token")),
                wrong("keys in the clear", said -> said.put("jwks_uri", "http://elsewhere.example/keys")),
                wrong("keys in a file", said -> said.put("jwks_uri", "file:///etc/passwd")),
                wrong("sign-in by a script", said -> said.put("authorization_endpoint", "javascript:alert(1)")));
    }

    private static Arguments wrong(String what, Consumer<Map<String, Object>> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDescriptions")
    void descriptionThatCannotBeTrusted_isNotUsed(String what, Consumer<Map<String, Object>> change) {
        try (var wrong = new ProviderForTests();
                var connection = new ProviderConnection(Duration.ofSeconds(1))) {
            wrong.describes(change);
            assertThat(CompanyForTests.refusal(CompanyForTests.provider(wrong, home, connection)))
                    .isEqualTo("sign_in.company_unavailable");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/token, FAILS, sign_in.company_unavailable",
        "/token, REDIRECTS, sign_in.company_refused",
        "/token, SLOW, sign_in.company_unavailable",
        "/token, DRIPS, sign_in.company_unavailable",
        "/token, HUGE, sign_in.company_unavailable",
        "/token, NO_JSON, sign_in.company_refused"
    })
    void tokenEndpointThatFails_isToldInTime_andNobodyIsSignedIn(String path, Fault fault, String code) {
        var browser = member.atAnotherDevice();
        var returned = flow.returned(browser, CompanyFlow.SIGN_IN);
        provider.fails(path, fault);
        var begun = System.nanoTime();
        assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(IN_TIME);
        assertThat(browser.get("/v1/me").code()).isEqualTo("session.missing");
    }

    @Test
    void providerThatIsDown_stopsNeitherTheStart_norOwnSignIn() {
        var settings = new HashMap<>(provider.settings(home));
        settings.put("STRONGROOM_COMPANY_ISSUER", "http://127.0.0.1:9");
        try (var peer = server.peer(home.resolve("peer"), settings)) {
            var browser = member.at(peer);
            assertThat(browser.post(CompanyFlow.SIGN_IN + "/attempts", Map.of()).code())
                    .isEqualTo("sign_in.company_unavailable");
            browser.signIn();
            assertThat(browser.get("/v1/me").status()).isEqualTo(200);
        }
    }

    @Test
    void whereNothingIsConfigured_nothingIsOffered() {
        try (var peer = server.peer(
                home.resolve("without"),
                Map.of(
                        "STRONGROOM_COMPANY_ISSUER", "",
                        "STRONGROOM_COMPANY_CLIENT_ID", "",
                        "STRONGROOM_COMPANY_CLIENT_SECRET_FILE", "",
                        "STRONGROOM_COMPANY_NAME", ""))) {
            var browser = member.at(peer);
            assertThat(browser.post(CompanyFlow.SIGN_IN + "/attempts", Map.of()).code())
                    .isEqualTo("sign_in.company_off");
            assertThat(browser.get("/sign-in").text()).doesNotContain("id=\"company\"");
            browser.signIn();
            assertThat(browser.get("/v1/me").json().get("factors").hasNonNull("company"))
                    .isFalse();
            assertThat(browser.post(CompanyFlow.OWN + "/attempts", Map.of()).code())
                    .isEqualTo("sign_in.company_off");
        }
        assertThat(member.get("/sign-in").text()).contains("id=\"company\"", "Example Works");
    }

    @Test
    void secretThatCannotBeRead_isToldAtTheStart() {
        var settings = new HashMap<>(provider.settings(home));
        settings.put("STRONGROOM_COMPANY_CLIENT_SECRET_FILE", "/nowhere/secret");
        assertThatThrownBy(() -> server.peer(home.resolve("unreadable"), settings))
                .rootCause()
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessage("company.client-secret-file must be a file that the server can read");
    }
}
