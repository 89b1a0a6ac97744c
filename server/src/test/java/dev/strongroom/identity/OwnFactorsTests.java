package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People look after their own factors and sessions.
class OwnFactorsTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(
                home, Map.of("STRONGROOM_SESSIONS_IDLE", "PT20M", "STRONGROOM_SESSIONS_ABSOLUTE", "PT8H"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StaffMember agent(String name) {
        return StaffMember.signedIn(server, name, List.of("support_agent"), List.of("support"));
    }

    private static String firstApp(StaffMember member) {
        return member.get("/v1/me")
                .json()
                .get("factors")
                .get("apps")
                .get(0)
                .get("id")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "password123", "chosen chosen chosen", "Strongroom2026"})
    void weakPassword_isRefused_andTheInvitationStaysGood(String password) {
        var member = new StaffMember(server, "chosen");
        var name = "weak-" + password.hashCode();
        var invited = server.post(
                "/v1/accounts",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of("name", "Chosen", "signInName", name)));
        var token = invited.json().get("token").asString();
        var refused = member.post("/v1/sign-in/invitation", Map.of("token", token, "password", password));
        assertThat(refused.code()).isEqualTo("password.refused");
        assertThat(refused.text()).doesNotContain(password);
        assertThat(member.take(token).status()).isEqualTo(200);
    }

    @Test
    void appThatWasOnlyBegun_countsForNothing() {
        var member = agent("begun");
        assertThat(member.post("/v1/me/apps", Map.of("label", "tablet")).status())
                .isEqualTo(201);
        assertThat(member.get("/v1/me").json().get("factors").get("apps").size())
                .isEqualTo(1);
        assertThat(member.post("/v1/me/apps/confirmations", Map.of("code", "000000"))
                        .code())
                .isEqualTo("sign_in.code_refused");
    }

    @Test
    void secondApp_isEnrolled_renamed_andTheFirstRemoved_butNeverTheLast() {
        var member = agent("two-apps");
        var first = firstApp(member);
        assertThat(member.delete("/v1/me/apps/" + first).code()).isEqualTo("factor.last");
        var enrolled = member.enrol();
        assertThat(enrolled.json().get("recoveryCodes").size()).isZero();
        assertThat(member.put("/v1/me/apps/" + first, Map.of("label", "旧手机")).status())
                .isEqualTo(204);
        assertThat(member.get("/v1/me").text()).contains("旧手机");
        assertThat(member.put("/v1/me/apps/" + first, Map.of("label", " ")).code())
                .isEqualTo("factor.label_invalid");
        assertThat(member.delete("/v1/me/apps/" + first).status()).isEqualTo(204);
        assertThat(member.delete("/v1/me/apps/" + firstApp(member)).code())
                .as("the code that was proven may have been of the app that is gone")
                .isEqualTo("factor.stale");
        member.signIn();
        assertThat(member.delete("/v1/me/apps/" + firstApp(member)).code()).isEqualTo("factor.last");
    }

    @Test
    void openBrowser_whosePasswordWasProvenLongAgo_changesNoFactor() {
        var member = agent("left-open");
        var app = firstApp(member);
        member.forgetPassword();
        var contact = Map.of("kind", "phone", "label", "x", "value", "+8613800138000");
        assertThat(List.of(
                        member.post("/v1/me/apps", Map.of("label", "thief")).code(),
                        member.put("/v1/me/apps/" + app, Map.of("label", "x")).code(),
                        member.delete("/v1/me/apps/" + app).code(),
                        member.post("/v1/me/recovery-codes", Map.of()).code(),
                        member.post("/v1/me/contacts", contact).code(),
                        member.delete("/v1/me/contacts/phone-000000000000").code(),
                        member.post("/v1/me/passkeys/options", Map.of()).code()))
                .containsOnly("factor.password_stale");
        member.signIn();
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void appBegunWhileThePasswordWasFresh_isNotConfirmedLongAfter() {
        var member = agent("slow-enroller");
        member.post("/v1/me/apps", Map.of("label", "tablet"));
        member.forgetPassword();
        assertThat(member.post("/v1/me/apps/confirmations", Map.of("code", "000000"))
                        .code())
                .isEqualTo("factor.password_stale");
    }

    @Test
    void newPassword_endsOtherSessions_andTheOldOneIsRefused() {
        var member = agent("changer");
        var other = member.atAnotherDevice();
        other.signIn();
        assertThat(member.put(
                                "/v1/me/password",
                                Map.of("current", StaffMember.PASSWORD, "password", "a tenth calm harbour"))
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        assertThat(member.atAnotherDevice().password(StaffMember.PASSWORD).code())
                .isEqualTo("sign_in.refused");
        assertThat(member.atAnotherDevice().password("a tenth calm harbour").status())
                .isEqualTo(200);
    }

    @Test
    void newPasswordThatIsWeak_isRefused_andTheOldOneStays() {
        var member = agent("careless");
        for (var weak : List.of("tiny", "password123", "careless1970", "Strongroom2026")) {
            var body = Map.of("current", StaffMember.PASSWORD, "password", weak);
            assertThat(member.put("/v1/me/password", body).code()).as(weak).isEqualTo("password.refused");
        }
        assertThat(member.atAnotherDevice().password(StaffMember.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void newPassword_needsTheOneThereIs_whichCannotBeTriedForEver() {
        var member = agent("guarded");
        var codes = IntStream.range(0, 8)
                .mapToObj(number -> member.put(
                                "/v1/me/password",
                                Map.of("current", "a guess " + number, "password", "a tenth calm harbour"))
                        .code())
                .toList();
        assertThat(codes).containsOnly("sign_in.refused", "sign_in.too_many").contains("sign_in.too_many");
        assertThat(member.atAnotherDevice().password(StaffMember.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void passwordOfTenYearsAgo_isStillGood() {
        var member = agent("loyal");
        server.execute(
                "update account set created_at = created_at - interval '10 years' where id = '" + member.id() + "'");
        var other = member.atAnotherDevice();
        other.signIn();
        assertThat(other.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void recoveryCodes_areFiftyRandomBitsEach() {
        var codes = new ArrayList<String>();
        for (int person = 0; person < 12; person++) {
            codes.addAll(agent("drawn-" + person).recoveryCodes());
        }
        assertThat(codes).hasSize(120).doesNotHaveDuplicates();
        assertThat(codes).allMatch(code -> code.matches("[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}"));
        for (int at : new int[] {0, 1, 2, 3, 4, 6, 7, 8, 9, 10}) {
            assertThat(codes.stream().map(code -> code.charAt(at)).distinct().count())
                    .isGreaterThan(20);
        }
    }

    @Test
    void newRecoveryCodes_voidThoseBefore() {
        var member = agent("renewed");
        var before = member.recoveryCodes().getFirst();
        var renewed = member.post("/v1/me/recovery-codes", Map.of()).json().get("recoveryCodes");
        assertThat(renewed.size()).isEqualTo(10);
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        assertThat(other.post("/v1/sign-in/recovery-code", Map.of("code", before))
                        .code())
                .isEqualTo("sign_in.code_refused");
        assertThat(other.post(
                                "/v1/sign-in/recovery-code",
                                Map.of("code", renewed.get(0).asString()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void sessions_areListed_andEndedFromElsewhere() {
        var member = agent("two-places");
        var other = member.atAnotherDevice();
        other.signIn();
        var sessions = member.get("/v1/me/sessions").json().get("sessions");
        assertThat(sessions.size()).isEqualTo(2);
        assertThat(sessions.get(0).get("current").asBoolean()).isTrue();
        assertThat(member.delete("/v1/me/sessions/" + sessions.get(1).get("id").asString())
                        .status())
                .isEqualTo(204);
        assertThat(other.get("/v1/me").code()).isEqualTo("session.missing");
        other.signIn();
        assertThat(member.delete("/v1/me/sessions").json().get("ended").asInt()).isEqualTo(1);
        assertThat(other.get("/v1/me").code()).isEqualTo("session.missing");
    }

    @Test
    void signedOut_theCookieOpensNothing_forNobodyWhoKeptIt() {
        var member = agent("leaving");
        var kept = member.stolenCookies();
        var left = member.delete("/v1/me/session");
        assertThat(left.status()).isEqualTo(204);
        assertThat(left.header("Clear-Site-Data")).contains("cache", "storage");
        assertThat(member.cookies()).doesNotContainKey("__Host-strongroom");
        assertThat(kept.get("/v1/me").code()).isEqualTo("session.missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seen_at = seen_at - interval '20 minutes'",
                "created_at = created_at - interval '8 hours'",
            })
    void sessionThatIsIdleOrOld_isOver(String passed) {
        var member = agent("over-" + passed.hashCode());
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        server.execute("update account_session set " + passed + " where account_id = '" + member.id() + "'");
        assertThat(member.get("/v1/me").code()).isEqualTo("session.missing");
    }

    @Test
    void sessionHalfwaySignedIn_isOverAfterTenMinutes() {
        var member = agent("dawdler");
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        server.execute("update account_session set created_at = created_at - interval '10 minutes'"
                + " where app_at is null and account_id = '" + member.id() + "'");
        member.forgetCodes();
        assertThat(other.app(other.code(0)).code()).isEqualTo("session.missing");
    }

    @Test
    void sessions_outliveARestart() {
        var member = agent("restarted");
        server.restart();
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void database_holdsNoCode_noToken_noName_andNoPassword() {
        var member = agent("Grace Unmistakable");
        var kept = String.join(
                " ", List.of("account", "account_session", "authenticator_app", "recovery_code", "account_invitation"));
        for (var table : kept.split(" ")) {
            for (var canary : List.of(
                    "Grace Unmistakable",
                    StaffMember.PASSWORD,
                    member.recoveryCodes().getFirst(),
                    member.cookies().getOrDefault("__Host-strongroom", "missing"),
                    "argon2id")) {
                assertThat(server.count("select count(*) from " + table + " t where position('" + canary
                                + "' in t::text) > 0 or position(encode('" + canary
                                + "'::bytea, 'hex') in t::text) > 0"))
                        .as(table)
                        .isZero();
            }
        }
    }
}
