package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Passkeys are made and used, and everything that could be wrong with one is refused.
class PasskeyTests {

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

    private static StaffMember agent(String name) {
        return StaffMember.signedIn(server, name, List.of("support_agent"), List.of("support"));
    }

    private static Answer enrol(StaffMember member, SoftPasskeys device) {
        var options = member.post("/v1/me/passkeys/options", Map.of());
        assertThat(options.status()).as(options.text()).isEqualTo(200);
        return member.post(
                "/v1/me/passkeys",
                Map.of(
                        "label",
                        "laptop",
                        "credential",
                        device.make(options.json().get("publicKey"))));
    }

    private static SoftPasskeys enrolled(StaffMember member) {
        var device = new SoftPasskeys();
        assertThat(enrol(member, device).status()).isEqualTo(201);
        return device;
    }

    private static Answer use(StaffMember member, SoftPasskeys device) {
        var options = member.post("/v1/sign-in/passkey/options", Map.of());
        return member.post(
                "/v1/sign-in/passkey",
                Map.of("credential", device.sign(options.json().get("publicKey"))));
    }

    private static StaffMember signedInBy(SoftPasskeys device) {
        var somebody = new StaffMember(server, "somebody");
        assertThat(use(somebody, device).status()).isEqualTo(200);
        return somebody;
    }

    private static String firstPasskey(StaffMember member) {
        return member.get("/v1/me")
                .json()
                .get("factors")
                .get("passkeys")
                .get(0)
                .get("id")
                .asString();
    }

    @Test
    void passkey_signsIn_withoutANameOrAPassword_andIsFresh() {
        var member = agent("passkey-owner");
        var device = enrolled(member);
        var there = signedInBy(device);
        var me = there.get("/v1/me").json();
        assertThat(me.get("id").asString()).isEqualTo(member.id());
        assertThat(me.get("strongFactorAt").isNull()).isFalse();
        assertThat(there.post("/v1/me/recovery-codes", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void invitation_isTakenUpWithAPasskey_insteadOfAnApp() {
        var member = new StaffMember(server, "passkey-only");
        var taken = member.take(member.invite(List.of("support_agent"), List.of("support")));
        assertThat(taken.json().get("next").toString()).contains("enrol-app", "enrol-passkey");
        var device = new SoftPasskeys();
        var enrolled = enrol(member, device);
        assertThat(enrolled.json().get("recoveryCodes")).hasSize(10);
        assertThat(signedInBy(device).get("/v1/me").status()).isEqualTo(200);
        assertThat(member.atAnotherDevice()
                        .password(StaffMember.PASSWORD)
                        .json()
                        .get("next")
                        .get(0)
                        .asString())
                .isEqualTo("passkey");
    }

    @Test
    void everyUse_changesTheToken_andVoidsTheOneBefore() {
        var member = agent("passkey-rotation");
        var device = enrolled(member);
        var thief = member.stolenCookies();
        var planted = new StaffMember(server, "planted");
        planted.setCookie("__Host-strongroom", "srs_" + "a".repeat(64));
        assertThat(use(planted, device).status()).isEqualTo(200);
        assertThat(planted.cookies().get("__Host-strongroom")).doesNotContain("aaaa");
        assertThat(use(member, device).status()).isEqualTo(200);
        assertThat(thief.get("/v1/me").status()).isEqualTo(401);
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void disabledPerson_isRefusedByPasskeyToo_andComesBackWhenEnabled() {
        var member = agent("passkey-disabled");
        var device = enrolled(member);
        server.post("/v1/accounts/" + member.id() + "/disable", server.administrator(), "");
        assertThat(use(new StaffMember(server, "x"), device).code()).isEqualTo("sign_in.passkey_refused");
        server.post("/v1/accounts/" + member.id() + "/enable", server.administrator(), "");
        assertThat(use(new StaffMember(server, "x"), device).status()).isEqualTo(200);
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                Arguments.of("holder not verified", (Consumer<SoftPasskeys>) device -> device.verifiesUser = false),
                Arguments.of("nobody present", (Consumer<SoftPasskeys>) device -> device.isUserPresent = false),
                Arguments.of("other origin", (Consumer<SoftPasskeys>) device -> device.origin = "http://localhost:1"),
                Arguments.of("other site", (Consumer<SoftPasskeys>) device -> device.origin = "https://example.com"),
                Arguments.of("other domain", (Consumer<SoftPasskeys>) device -> device.domain = "example.com"),
                Arguments.of(
                        "answer to something else", (Consumer<SoftPasskeys>) device -> device.type = "payment.get"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void newPasskey_withAnythingWrong_isNotMade(String what, Consumer<SoftPasskeys> wrong) {
        var member = agent("wrong-make-" + what);
        var device = new SoftPasskeys();
        wrong.accept(device);
        assertThat(enrol(member, device).code()).isEqualTo("passkey.not_made");
        assertThat(member.get("/v1/me").json().get("factors").get("passkeys")).isEmpty();
    }

    @Test
    void challengeOfARefusedPasskey_isUsedUp() {
        var member = agent("passkey-second-try");
        var device = new SoftPasskeys();
        var options = member.post("/v1/me/passkeys/options", Map.of()).json().get("publicKey");
        device.verifiesUser = false;
        var wrong = Map.of("label", "laptop", "credential", device.make(options));
        assertThat(member.post("/v1/me/passkeys", wrong).code()).isEqualTo("passkey.not_made");
        device.verifiesUser = true;
        var right = Map.of("label", "laptop", "credential", device.make(options));
        assertThat(member.post("/v1/me/passkeys", right).code()).isEqualTo("passkey.not_made");
        assertThat(enrol(member, device).status()).isEqualTo(201);
    }

    @Test
    void passkeyThatSomebodyHas_isNotAddedToAnotherAccount() {
        var device = enrolled(agent("passkey-first-owner"));
        var member = agent("passkey-second-owner");
        assertThat(enrol(member, device).code()).isEqualTo("passkey.not_made");
        assertThat(member.get("/v1/me").json().get("factors").get("passkeys")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void passkey_withAnythingWrong_signsNobodyIn(String what, Consumer<SoftPasskeys> wrong) {
        var device = enrolled(agent("wrong-use-" + what));
        wrong.accept(device);
        assertThat(use(new StaffMember(server, "x"), device).code()).isEqualTo("sign_in.passkey_refused");
    }

    @Test
    void passkeyOfAnotherKey_orForAnotherAccount_signsNobodyIn() {
        var member = agent("passkey-other");
        var device = enrolled(member);
        assertThat(use(new StaffMember(server, "x"), new SoftPasskeys()).code()).isEqualTo("sign_in.passkey_refused");
        device.tellsAnotherAccount = true;
        assertThat(use(new StaffMember(server, "x"), device).code()).isEqualTo("sign_in.passkey_refused");
    }

    @Test
    void passkeyOfSomebodyElse_provesNothingInMySession() {
        var other = enrolled(agent("passkey-lender"));
        var member = agent("passkey-borrower");
        member.waitElevenMinutes();
        assertThat(use(member, other).status()).isEqualTo(401);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        assertThat(member.get("/v1/me").json().get("id").asString()).isEqualTo(member.id());
    }

    @Test
    void answer_isGoodOnce_evenWhenItIsSentByTwentyAtOnce() throws Exception {
        var device = enrolled(agent("passkey-replay"));
        var options = new StaffMember(server, "x").post("/v1/sign-in/passkey/options", Map.of());
        var answer = Map.of("credential", device.sign(options.json().get("publicKey")));
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 20)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(number -> () -> new StaffMember(server, "x")
                            .post("/v1/sign-in/passkey", answer)
                            .status())
                    .toList());
            long good = 0;
            for (var one : sent) {
                good += one.get() == 200 ? 1 : 0;
            }
            assertThat(good).isEqualTo(1);
        }
    }

    @Test
    void challengeOfOneSession_isWorthNothingInAnother_norToSignIn() {
        var member = agent("passkey-challenge");
        var device = enrolled(member);
        var given = member.post("/v1/sign-in/passkey/options", Map.of()).json().get("publicKey");
        var elsewhere = signedInBy(device);
        var refused = elsewhere.post("/v1/sign-in/passkey", Map.of("credential", device.sign(given)));
        assertThat(refused.status()).isEqualTo(401);
        var stranger =
                new StaffMember(server, "x").post("/v1/sign-in/passkey", Map.of("credential", device.sign(given)));
        assertThat(stranger.status()).isEqualTo(401);
        var made = member.post("/v1/me/passkeys/options", Map.of()).json().get("publicKey");
        var used = new StaffMember(server, "x").post("/v1/sign-in/passkey", Map.of("credential", device.sign(made)));
        assertThat(used.status()).isEqualTo(401);
    }

    @Test
    void counterThatGoesBack_isRefused_andThePersonIsTold() {
        var member = agent("passkey-copied");
        var device = new SoftPasskeys();
        device.counter = 7;
        enrol(member, device);
        assertThat(use(new StaffMember(server, "x"), device).status()).isEqualTo(200);
        device.counter = 6;
        assertThat(use(new StaffMember(server, "x"), device).code()).isEqualTo("sign_in.passkey_refused");
        assertThat(member.get("/v1/me/notices").text()).contains("passkey-copied");
        device.counter = 20;
        assertThat(use(new StaffMember(server, "x"), device).status()).isEqualTo(200);
    }

    @Test
    void furtherPasskey_needsBothFactorsJustProven() {
        var member = agent("passkey-further");
        member.waitElevenMinutes();
        assertThat(member.post("/v1/me/passkeys/options", Map.of()).code()).isEqualTo("factor.stale");
        member.forgetCodes();
        member.app(member.code(0));
        server.execute("update account_session set password_at = password_at - interval '11 minutes'"
                + " where account_id = '" + member.id() + "'");
        assertThat(member.post("/v1/me/passkeys/options", Map.of()).code()).isEqualTo("factor.password_stale");
        member.signIn();
        enrolled(member);
        assertThat(member.get("/v1/me/notices").text()).contains("passkey-enrolled");
    }

    @Test
    void passwordAlone_cannotAddAPasskey() {
        var member = agent("passkey-password");
        var half = member.atAnotherDevice();
        half.password(StaffMember.PASSWORD);
        assertThat(half.post("/v1/me/passkeys/options", Map.of()).status()).isEqualTo(403);
        var body = Map.of("label", "x", "credential", Map.of());
        assertThat(half.post("/v1/me/passkeys", body).status()).isEqualTo(403);
    }

    @Test
    void passkeys_areRenamed_removed_andTheLastFactorStays() {
        var member = agent("passkey-list");
        var device = enrolled(member);
        var id = firstPasskey(member);
        assertThat(member.put("/v1/me/passkeys/" + id, Map.of("label", "desk")).status())
                .isEqualTo(204);
        assertThat(member.get("/v1/me").text()).contains("desk");
        var app = member.get("/v1/me")
                .json()
                .get("factors")
                .get("apps")
                .get(0)
                .get("id")
                .asString();
        assertThat(member.delete("/v1/me/apps/" + app).status()).isEqualTo(204);
        assertThat(member.delete("/v1/me/passkeys/" + id).code()).isEqualTo("factor.last");
        assertThat(signedInBy(device).get("/v1/me").status()).isEqualTo(200);
        member.enrol();
        assertThat(member.delete("/v1/me/passkeys/" + id).status()).isEqualTo(204);
        assertThat(use(new StaffMember(server, "x"), device).status()).isEqualTo(401);
    }

    @Test
    void passkeysOfOthers_areNotReachedByTheirIds() {
        var owner = agent("passkey-mine");
        enrolled(owner);
        var id = firstPasskey(owner);
        var other = agent("passkey-yours");
        assertThat(other.put("/v1/me/passkeys/" + id, Map.of("label", "x")).code())
                .isEqualTo("passkey.unknown");
        assertThat(other.delete("/v1/me/passkeys/" + id).code()).isEqualTo("passkey.unknown");
    }

    @Test
    void credentialExchangedInTheDatabase_signsNobodyIn() {
        var victim = agent("passkey-victim");
        enrolled(victim);
        var thief = agent("passkey-thief");
        var device = enrolled(thief);
        server.execute("update passkey set account_id = '" + victim.id() + "' where account_id = '" + thief.id() + "'");
        assertThat(use(new StaffMember(server, "x"), device).status()).isEqualTo(401);
    }

    @Test
    void optionsForSomebodyUnknown_nameNoPasskey() {
        enrolled(agent("passkey-hidden"));
        var options = new StaffMember(server, "x").post("/v1/sign-in/passkey/options", Map.of());
        assertThat(options.json().get("publicKey").get("allowCredentials")).isEmpty();
        assertThat(options.json().get("publicKey").get("userVerification").asString())
                .isEqualTo("required");
    }

    @Test
    void whatIsNoAnswerOfABrowser_isRefused() {
        var member = new StaffMember(server, "x");
        for (var credential : List.of(Map.of(), Map.of("id", "a"), Map.of("id", 7, "response", List.of()))) {
            var answer = member.post("/v1/sign-in/passkey", Map.of("credential", credential));
            assertThat(answer.code()).isEqualTo("sign_in.passkey_refused");
        }
        assertThat(member.post("/v1/sign-in/passkey", Map.of()).code()).isEqualTo("sign_in.passkey_refused");
    }

    @Test
    void anotherDomain_isRefusedAtTheStart_whilePasskeysExist(@TempDir Path other) {
        var there = RunningServer.startShop(other);
        try (there) {
            enrolled(StaffMember.signedIn(there, "domain", List.of("support_agent"), List.of()), there);
            assertThatThrownBy(() -> there.restart(Map.of("STRONGROOM_HTTP_PUBLIC_URL", "https://people.example.com")))
                    .hasStackTraceContaining("passkeys.relying-party");
            there.restart(Map.of("STRONGROOM_HTTP_PUBLIC_URL", "http://localhost:0"));
        }
    }

    private static void enrolled(StaffMember member, RunningServer there) {
        assertThat(there.count("select count(*) from account")).isPositive();
        assertThat(enrol(member, new SoftPasskeys()).status()).isEqualTo(201);
    }
}
