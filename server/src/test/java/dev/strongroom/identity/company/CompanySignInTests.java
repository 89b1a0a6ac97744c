package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Somebody signs in at the company, and has to prove a factor of their own all the same; every shorter way is refused.
@ExtendWith(OutputCaptureExtension.class)
class CompanySignInTests {

    private static final String SESSION = "__Host-strongroom";
    private static final String ENTRIES = "select next from ledger_head";
    private static final String BROWSER = "__Host-strongroom-company";

    @TempDir
    static Path home;

    private static ProviderForTests provider;
    private static RunningServer server;
    private static CompanyFlow flow;

    @BeforeAll
    static void start() {
        provider = new ProviderForTests();
        server = RunningServer.startShop(home, provider.settings(home));
        flow = new CompanyFlow(server, provider);
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

    @Test
    void companySignIn_standsForThePassword_andASecondFactorCompletesIt() {
        var member = flow.connected("enters");
        var browser = member.atAnotherDevice();
        var answer = flow.signIn(browser);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("complete").asBoolean()).isFalse();
        assertThat(answer.json().get("next").toString()).isEqualTo("[\"app\",\"recovery-code\"]");
        assertThat(browser.cookies()).doesNotContainKey(BROWSER);
        member.forgetCodes();
        assertThat(browser.app(browser.code(0)).json().get("complete").asBoolean())
                .isTrue();
        assertThat(browser.get("/v1/me").json().get("id").asString()).isEqualTo(member.id());
        assertThat(browser.get("/v1/me")
                        .json()
                        .get("factors")
                        .get("company")
                        .get("link")
                        .hasNonNull("usedAt"))
                .isTrue();
    }

    @Test
    void companySignIn_alone_opensNothing() {
        var browser = flow.connected("alone").atAnotherDevice();
        flow.signIn(browser);
        assertThat(browser.get("/v1/me").code()).isEqualTo("session.incomplete");
        assertThat(browser.get("/v1/me/session").json().get("next").toString())
                .isEqualTo("[\"app\",\"recovery-code\"]");
        assertThat(browser.post("/v1/me/apps", Map.of("label", "mine")).code()).isEqualTo("factor.stale");
        assertThat(browser.post(CompanyFlow.OWN + "/attempts", Map.of()).code()).isEqualTo("session.incomplete");
        assertThat(browser.get("/v1/records/customers/0123456789abcdef0123456789", "Strongroom-Purpose", "support")
                        .code())
                .isEqualTo("caller.unknown");
    }

    @Test
    void companySignIn_withARecoveryCode_isComplete_andWithAPasskeyToo() {
        var member = flow.connected("other-ways");
        var device = member.addPasskey();
        var first = member.atAnotherDevice();
        flow.signIn(first);
        assertThat(first.post(
                                "/v1/sign-in/recovery-code",
                                Map.of("code", member.recoveryCodes().getFirst()))
                        .json()
                        .get("complete")
                        .asBoolean())
                .isTrue();
        var second = member.atAnotherDevice();
        flow.signIn(second);
        second.prove(device);
        assertThat(second.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void companySignIn_neverGoesTogetherWithATextMessage() {
        var member = flow.connected("by-text");
        var browser = member.atAnotherDevice();
        flow.signIn(browser);
        assertThat(browser.post("/v1/sign-in/phone-code/requests", Map.of()).code())
                .isEqualTo("factor.phone_out_of_place");
        assertThat(browser.post("/v1/sign-in/phone-code", Map.of("code", "123456"))
                        .code())
                .isEqualTo("factor.phone_out_of_place");
        server.execute("update account_session set phone_at = clock_timestamp() where company_at is not null"
                + " and account_id = '" + member.id() + "'");
        assertThat(browser.get("/v1/me").code()).isEqualTo("session.incomplete");
    }

    @Test
    void companySignIn_withAnApp_isNotEnoughToChangeFactors() {
        var member = flow.connected("not-fresh");
        var browser = member.atAnotherDevice();
        flow.signIn(browser);
        member.forgetCodes();
        browser.app(browser.code(0));
        assertThat(browser.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.password_stale");
        assertThat(browser.delete(CompanyFlow.OWN).code()).isEqualTo("factor.password_stale");
        assertThat(browser.post(CompanyFlow.OWN + "/attempts", Map.of()).code()).isEqualTo("factor.password_stale");
    }

    @Test
    void companySignInOnceMore_makesNothingFresh() {
        var member = flow.connected("step-up");
        member.waitElevenMinutes();
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        flow.signIn(member);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("session.incomplete");
    }

    @Test
    void beginning_endsTheSessionThatTheBrowserHad() {
        var member = flow.connected("begins-anew");
        var before = member.stolenCookies();
        flow.signIn(member);
        assertThat(before.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(member.cookies().get(SESSION)).isNotEqualTo(before.cookies().get(SESSION));
    }

    @Test
    void subjectThatNobodyConnected_isTheSameRefusal_asALockedAccount() {
        var locked = flow.connected("locked");
        server.post("/v1/accounts/" + locked.id() + "/disable", server.administrator(), "");
        var ofLocked = flow.signIn(locked.atAnotherDevice());
        provider.signsIn("nobody-here");
        var ofNobody = flow.signIn(locked.atAnotherDevice());
        assertThat(ofNobody.status()).isEqualTo(401);
        assertThat(ofNobody.code()).isEqualTo("sign_in.company_unknown");
        assertThat(ofLocked.json().toString()).isEqualTo(ofNobody.json().toString());
        assertThat(ofNobody.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(ofLocked.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void accountThatHasToBeginAnew_isRefused() {
        var member = flow.connected("recovered");
        server.execute("update account set status = 'invited' where id = '" + member.id() + "'");
        assertThat(flow.signIn(member.atAnotherDevice()).code()).isEqualTo("sign_in.company_unknown");
    }

    @Test
    void mailAddressInTheToken_connectsNobody() {
        flow.agent("somebody");
        provider.signsIn("stranger");
        provider.claims(said -> {
            said.put("email", "somebody@example.com");
            said.put("email_verified", true);
            said.put("preferred_username", "somebody@example.com");
        });
        long before = server.count("select count(*) from account");
        assertThat(flow.signIn(new StaffMember(server, "somebody")).code()).isEqualTo("sign_in.company_unknown");
        assertThat(server.count("select count(*) from account")).isEqualTo(before);
    }

    @Test
    void linkMovedToAnotherAccount_inTheDatabase_opensNothing() {
        var own = flow.connected("moved-from");
        var other = flow.agent("moved-to");
        server.execute(
                "update company_link set account_id = '" + other.id() + "' where account_id = '" + own.id() + "'");
        provider.signsIn("moved-from");
        assertThat(flow.signIn(other.atAnotherDevice()).code()).isEqualTo("sign_in.company_unknown");
    }

    @Test
    void whoSomebodyIsAtTheCompany_cannotBeReadInTheDatabase() {
        var member = flow.connected("unreadable-subject");
        assertThat(server.count("select count(*) from company_link where account_id = '" + member.id()
                        + "' and position('unreadable' in company_link::text"
                        + " || encode(sealed_identity, 'escape') || encode(identity_hash, 'escape')) = 0"))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sign-in.",
                "sign-in.AAAA",
                "connect.AAAA",
                "sign-in.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sign-in.****",
                "nonsense"
            })
    void stateThatWasNeverGiven_isRefused_andNothingIsAskedOfTheProvider(String state) {
        var browser = new StaffMember(server, "forger");
        var returned = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
        returned.put("state", state);
        int before = provider.tokensAsked();
        assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code()).isEqualTo("sign_in.company_refused");
        assertThat(provider.tokensAsked()).isEqualTo(before);
    }

    @Test
    void stateWithAnyBitTurned_isRefused() {
        var browser = new StaffMember(server, "turned");
        var returned = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
        var state = Objects.requireNonNull(returned.get("state"));
        for (int at : List.of(8, 12, 30, 60)) {
            var turned = state.substring(0, at) + (state.charAt(at) == 'A' ? 'B' : 'A') + state.substring(at + 1);
            returned.put("state", turned);
            assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code())
                    .as("character " + at)
                    .isEqualTo("sign_in.company_refused");
        }
    }

    @Test
    void answerThatAnotherBrowserWasGiven_isRefused() {
        var member = flow.connected("lured");
        var thief = new StaffMember(server, "thief");
        var stolen = flow.returned(thief, CompanyFlow.SIGN_IN);
        var victim = member.atAnotherDevice();
        assertThat(victim.post(CompanyFlow.SIGN_IN, stolen).code())
                .as("without any attempt of its own")
                .isEqualTo("sign_in.company_refused");
        flow.address(victim, CompanyFlow.SIGN_IN);
        assertThat(victim.post(CompanyFlow.SIGN_IN, stolen).code())
                .as("with another attempt of its own")
                .isEqualTo("sign_in.company_refused");
        assertThat(thief.post(CompanyFlow.SIGN_IN, stolen).status())
                .as("where it belongs")
                .isEqualTo(200);
    }

    @Test
    void answer_countsOnce() {
        var browser = flow.connected("replayed").atAnotherDevice();
        var returned = flow.returned(browser, CompanyFlow.SIGN_IN);
        var copied = browser.stolenCookies();
        assertThat(browser.post(CompanyFlow.SIGN_IN, returned).status()).isEqualTo(200);
        assertThat(copied.post(CompanyFlow.SIGN_IN, returned).code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void codeOfOneAttempt_isWorthNothingInAnother() {
        var browser = flow.connected("injected").atAnotherDevice();
        var first = flow.returned(browser, CompanyFlow.SIGN_IN);
        var second = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
        second.put("code", first.get("code"));
        assertThat(browser.post(CompanyFlow.SIGN_IN, second).code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void codeUsedTwice_isRefusedByTheProvider() {
        var browser = flow.connected("twice").atAnotherDevice();
        var first = flow.returned(browser, CompanyFlow.SIGN_IN);
        assertThat(browser.post(CompanyFlow.SIGN_IN, first).status()).isEqualTo(200);
        var second = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
        second.put("code", first.get("code"));
        assertThat(browser.post(CompanyFlow.SIGN_IN, second).code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void answerForConnecting_signsNobodyIn_andTheOtherWayRound() {
        var member = flow.connected("crossed");
        var connecting = flow.returned(member, CompanyFlow.OWN);
        assertThat(member.post(CompanyFlow.SIGN_IN, connecting).code()).isEqualTo("sign_in.company_refused");
        var signingIn = flow.returned(member, CompanyFlow.SIGN_IN);
        assertThat(member.post(CompanyFlow.OWN, signingIn).code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void answerOfAnotherIssuer_orOfNone_isRefused() {
        var browser = flow.connected("mixed-up").atAnotherDevice();
        for (var issuer : List.of("https://elsewhere.example", "", provider.issuer() + "/")) {
            var returned = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
            returned.put("iss", issuer);
            assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code())
                    .as(issuer)
                    .isEqualTo("sign_in.company_refused");
        }
        var unnamed = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
        unnamed.remove("iss");
        assertThat(browser.post(CompanyFlow.SIGN_IN, unnamed).code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void answerWithoutACode_orWithOneWithoutEnd_isRefused() {
        var browser = flow.connected("no-code").atAnotherDevice();
        for (var code : List.of("", "  ", "x".repeat(5_000))) {
            var returned = new HashMap<>(flow.returned(browser, CompanyFlow.SIGN_IN));
            returned.put("code", code);
            assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code()).isEqualTo("sign_in.company_refused");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void refusals_areInTheLedger_andNothingOfTheAnswerIsInTheLog(CapturedOutput output) {
        var browser = new StaffMember(server, "logged");
        provider.signsIn("subject-that-must-not-be-logged");
        long before = server.count(ENTRIES);
        var returned = flow.returned(browser, CompanyFlow.SIGN_IN);
        assertThat(browser.post(CompanyFlow.SIGN_IN, returned).code()).isEqualTo("sign_in.company_unknown");
        provider.claims(said -> said.put("aud", "audience-that-must-not-be-logged"));
        assertThat(flow.signIn(browser).code()).isEqualTo("sign_in.company_refused");
        assertThat(server.count(ENTRIES)).isEqualTo(before + 2);
        assertThat(output.toString())
                .contains("Company sign-in was refused: the ID token is not valid")
                .doesNotContain(
                        "must-not-be-logged", returned.get("code"), returned.get("state"), "somebody@example.com");
    }

    @Test
    void cookieOfAnAttempt_isBoundToThisHost_andIsForNoScript() {
        var answer = new StaffMember(server, "cookie").post(CompanyFlow.SIGN_IN + "/attempts", Map.of());
        assertThat(answer.header("Set-Cookie"))
                .startsWith(BROWSER + "=srb_")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=600")
                .doesNotContain("Domain");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
