package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People sign in with a password and a second factor; every shorter way is refused.
class SignInTests {

    private static final String SESSION = "__Host-strongroom";
    private static final String DEVICE = "__Host-strongroom-device";

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

    @Test
    void invitedPerson_choosesAPassword_enrolsAnApp_andIsSignedIn() {
        var member = new StaffMember(server, "first");
        var token = member.invite(List.of("support_agent"), List.of("support"));
        var taken = member.take(token);
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(taken.json().get("complete").asBoolean()).isFalse();
        assertThat(taken.json().get("next").toString()).isEqualTo("[\"enrol-app\",\"enrol-passkey\"]");
        assertThat(member.get("/v1/me").code()).isEqualTo("session.incomplete");
        var enrolled = member.enrol();
        assertThat(enrolled.json().get("complete").asBoolean()).isTrue();
        assertThat(member.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        var me = member.get("/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().get("id").asString()).isEqualTo(member.id());
        assertThat(me.json().get("factors").get("recoveryCodes").asInt()).isEqualTo(10);
    }

    @Test
    void invitation_isGoodOnce_andNotWhenItIsOver() {
        var member = new StaffMember(server, "once");
        var token = member.invite(List.of(), List.of());
        assertThat(member.atAnotherDevice().take("sri_" + "0".repeat(64)).code())
                .isEqualTo("invitation.invalid");
        assertThat(member.atAnotherDevice().take("nonsense").code()).isEqualTo("invitation.invalid");
        assertThat(member.take(token).status()).isEqualTo(200);
        assertThat(member.atAnotherDevice().take(token).code()).isEqualTo("invitation.invalid");
        var late = new StaffMember(server, "late");
        var lateToken = late.invite(List.of(), List.of());
        server.execute(
                "update account_invitation set expires_at = clock_timestamp() - interval '1 second' where account_id = '"
                        + late.id() + "'");
        assertThat(late.take(lateToken).code()).isEqualTo("invitation.invalid");
    }

    @Test
    void invitationMadeAgain_voidsTheOneBefore() {
        var member = new StaffMember(server, "again");
        var first = member.invite(List.of(), List.of());
        var second = server.post("/v1/accounts/" + member.id() + "/invitations", server.administrator(), "");
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        assertThat(member.take(first).code()).isEqualTo("invitation.invalid");
        assertThat(member.take(second.json().get("token").asString()).status()).isEqualTo(200);
    }

    @Test
    void invitationMadeAgain_endsWhatSomebodyElseBeganWithTheOneBefore() {
        var thief = new StaffMember(server, "intercepted");
        thief.take(thief.invite(List.of(), List.of()));
        server.post("/v1/accounts/" + thief.id() + "/invitations", server.administrator(), "");
        assertThat(thief.post("/v1/me/apps", Map.of("label", "mine")).code()).isEqualTo("session.missing");
    }

    @Test
    void passwordAlone_opensNothing() {
        var member = agent("alone");
        var other = member.atAnotherDevice();
        var answer = other.password(StaffMember.PASSWORD);
        assertThat(answer.json().get("complete").asBoolean()).isFalse();
        assertThat(answer.json().get("next").toString()).isEqualTo("[\"app\",\"recovery-code\"]");
        for (var path : List.of("/v1/me", "/v1/me/sessions")) {
            assertThat(other.get(path).code()).as(path).isEqualTo("session.incomplete");
        }
        assertThat(other.get("/v1/records/customers/0123456789abcdef0123456789", "Strongroom-Purpose", "support")
                        .code())
                .isEqualTo("caller.unknown");
        assertThat(other.post("/v1/me/apps", Map.of("label", "mine")).code()).isEqualTo("factor.stale");
        assertThat(other.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("session.incomplete");
        assertThat(other.put("/v1/me/password", Map.of("password", "another fine harbour"))
                        .code())
                .isEqualTo("session.incomplete");
    }

    @Test
    void everyStep_changesTheToken_andVoidsTheOneBefore() {
        var member = agent("rotated");
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        var planted = other.stolenCookies();
        member.forgetCodes();
        assertThat(other.app(other.code(0)).status()).isEqualTo(200);
        assertThat(other.cookies().get(SESSION)).isNotEqualTo(planted.cookies().get(SESSION));
        assertThat(other.get("/v1/me").status()).isEqualTo(200);
        assertThat(planted.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(planted.app(planted.code(1)).code()).isEqualTo("session.missing");
        var before = other.stolenCookies();
        assertThat(other.app(other.code(1)).status()).isEqualTo(200);
        assertThat(before.get("/v1/me").code()).isEqualTo("session.missing");
    }

    /// The thief knows the password, and sends it while the person is about to prove a code: whoever comes second came
    /// with a token that is void by then, though it was good when the request began.
    @Test
    void tokenThatIsReplacedWhileARequestIsUnderWay_changesNothing() throws Exception {
        var member = agent("raced");
        var thief = member.stolenCookies();
        member.forgetCodes();
        try (var holding = server.transaction();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holding.createStatement().execute("select 1 from account where id = '" + member.id() + "' for update");
            var proven = threads.submit(() -> member.app(member.code(0)));
            awaitWaiting(1);
            var stolen = threads.submit(() -> thief.password(StaffMember.PASSWORD));
            awaitWaiting(2);
            holding.rollback();
            assertThat(proven.get().status()).isEqualTo(200);
            assertThat(stolen.get().json().get("complete").asBoolean()).isFalse();
        }
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        assertThat(thief.get("/v1/me").code()).isEqualTo("session.incomplete");
    }

    private static void awaitWaiting(int requests) {
        RunningServer.await(
                requests + " wait for the account",
                () -> server.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == requests);
    }

    @Test
    void sessionInAnotherNetwork_staysSignedIn_andIsAskedForBothFactorsThere() throws Exception {
        var member = agent("travels");
        var elsewhere = "127.0.77.1";
        assertThat(recoveryCodes(elsewhere, member)).contains("factor.stale");
        var app = "{\"code\": \"%s\"}";
        member.forgetCodes();
        assertThat(FromAnotherNetwork.post(server, elsewhere, member, "/v1/sign-in/app", app.formatted(member.code(0))))
                .contains("\"complete\":true");
        assertThat(recoveryCodes(elsewhere, member))
                .as("the password was proven at home")
                .contains("factor.password_stale");
        assertThat(member.get("/v1/me").status()).as("at home").isEqualTo(200);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        var password = "{\"name\": \"travels@example.com\", \"password\": \"%s\"}";
        assertThat(FromAnotherNetwork.post(
                        server, elsewhere, member, "/v1/sign-in/password", password.formatted(StaffMember.PASSWORD)))
                .contains("\"complete\":true");
        assertThat(recoveryCodes(elsewhere, member)).contains("\"recoveryCodes\"");
    }

    private static String recoveryCodes(String from, StaffMember member) throws IOException {
        return FromAnotherNetwork.post(server, from, member, "/v1/me/recovery-codes", "{}");
    }

    @Test
    void network_isKeptAsAKeyedHash() {
        var member = agent("nowhere");
        assertThat(server.count("select count(*) from account_session where account_id = '" + member.id()
                        + "' and octet_length(network) = 16 and position('127' in encode(network, 'escape')) = 0"))
                .isOne();
    }

    @Test
    void signingInAgain_voidsTheTokenTheBrowserHad() {
        var member = StaffMember.signedIn(server, "signs-in-again", List.of("support_agent"), List.of("support"));
        var kept = member.stolenCookies();
        assertThat(member.password(StaffMember.PASSWORD).status()).isEqualTo(200);
        assertThat(kept.get("/v1/me").status()).isEqualTo(401);
        assertThat(server.count("select count(*) from account_session where account_id = '" + member.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void passwordProvenAgain_keepsTheSessionOfTheSamePerson_andMakesNoFactorFresh() {
        var member = agent("proves-again");
        member.waitElevenMinutes();
        var proven = member.password(StaffMember.PASSWORD);
        assertThat(proven.json().toString()).isEqualTo("{\"complete\":true,\"next\":[]}");
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        member.forgetCodes();
        assertThat(member.app(member.code(0)).status()).isEqualTo(200);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void passwordProvenAgain_wrong_keepsTheSession_andGivesNoFurtherTriesForCodes() {
        var member = agent("gives-up");
        assertThat(member.password("not the password").code()).isEqualTo("sign_in.refused");
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            member.app("00000" + i);
        }
        member.password(StaffMember.PASSWORD);
        assertThat(server.count("select wrong_codes from account_session where account_id = '" + member.id() + "'"))
                .isEqualTo(4);
    }

    @Test
    void passwordOfSomebodyElse_inASession_endsIt_andIsAloneInTheNext() {
        var member = agent("left-open");
        var kept = member.stolenCookies();
        agent("comes-along");
        var body = Map.of("name", "comes-along@example.com", "password", StaffMember.PASSWORD);
        assertThat(member.post("/v1/sign-in/password", body)
                        .json()
                        .get("complete")
                        .asBoolean())
                .isFalse();
        assertThat(member.get("/v1/me").code()).isEqualTo("session.incomplete");
        assertThat(kept.get("/v1/me").code()).isEqualTo("session.missing");
    }

    @Test
    void passwordProvenInHalfASession_isNoSecondFactor() {
        var other = agent("twice").atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        assertThat(other.password(StaffMember.PASSWORD).json().get("complete").asBoolean())
                .isFalse();
        assertThat(other.get("/v1/me").code()).isEqualTo("session.incomplete");
    }

    @Test
    void halfASession_isToldWhatComesNext_andNobodyElseIs() {
        var member = agent("half-way");
        assertThat(member.get("/v1/me/session").json().toString()).isEqualTo("{\"complete\":true,\"next\":[]}");
        var other = member.atAnotherDevice();
        assertThat(other.get("/v1/me/session").code()).isEqualTo("session.missing");
        other.password(StaffMember.PASSWORD);
        assertThat(other.get("/v1/me/session").json().toString())
                .isEqualTo("{\"complete\":false,\"next\":[\"app\",\"recovery-code\"]}");
        var invited = new StaffMember(server, "half-invited");
        invited.take(invited.invite(List.of(), List.of()));
        assertThat(invited.get("/v1/me/session").json().get("next").toString())
                .isEqualTo("[\"enrol-app\",\"enrol-passkey\"]");
        assertThat(server.get("/v1/me/session", server.administrator()).code()).isEqualTo("session.missing");
    }

    @Test
    void codesFromManyNetworks_areCountedForTheAccount() throws Exception {
        var member = StaffMember.signedIn(server, "widely-tried", List.of("support_agent"), List.of("support"));
        var refused = new ArrayList<Integer>();
        for (int network = 1; network <= 12; network++) {
            var from = "127.0." + network + ".1";
            for (int session = 0; session < 2; session++) {
                var cookie = FromAnotherNetwork.password(server, from, "widely-tried@example.com");
                refused.add(FromAnotherNetwork.code(server, from, cookie));
            }
        }
        assertThat(refused).contains(401, 429);
        assertThat(refused.subList(20, 24)).containsOnly(429);
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void tokenChosenByAStranger_isNeverTakenOver() {
        var member = agent("fixation");
        var other = member.atAnotherDevice();
        var chosen = "srs_" + "a".repeat(64);
        other.setCookie(SESSION, chosen);
        assertThat(other.password(StaffMember.PASSWORD).status()).isEqualTo(200);
        assertThat(other.cookies().get(SESSION)).isNotEqualTo(chosen);
    }

    @Test
    void cookies_areOutOfReachOfScriptsAndOtherSites() {
        var member = new StaffMember(server, "cookies");
        var taken = member.take(member.invite(List.of(), List.of()));
        var enrolled = member.enrol();
        var headers = Stream.of(taken, enrolled)
                .flatMap(answer -> answer.headers().allValues("Set-Cookie").stream())
                .toList();
        assertThat(headers)
                .hasSize(3)
                .allSatisfy(header -> assertThat(header)
                        .startsWith("__Host-")
                        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
                        .doesNotContain("Domain")
                        .hasSizeLessThan(4_096));
        assertThat(headers.getFirst()).startsWith(SESSION + "=srs_");
        assertThat(taken.text() + enrolled.text()).doesNotContain("srs_");
    }

    @Test
    void oneCode_sentByFiftyAtOnce_succeedsOnce() throws Exception {
        var member = agent("fifty");
        var devices = IntStream.range(0, 4)
                .mapToObj(number -> member.atAnotherDevice())
                .peek(device -> device.password(StaffMember.PASSWORD))
                .toList();
        member.forgetCodes();
        var code = member.code(0);
        var answers = atOnce(IntStream.range(0, 50)
                .<Callable<Answer>>mapToObj(number -> () ->
                        devices.get(number % devices.size()).stolenCookies().app(code))
                .toList());
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    }

    @Test
    void codeBefore_isRefusedAfterALaterOne_andSoIsTheSameAgain() {
        var member = agent("replay");
        member.forgetCodes();
        var now = member.code(0);
        assertThat(member.app(now).status()).isEqualTo(200);
        assertThat(member.app(now).code()).isEqualTo("sign_in.code_refused");
        assertThat(member.app(member.code(-1)).code()).isEqualTo("sign_in.code_refused");
        assertThat(member.app(member.code(1)).status()).isEqualTo(200);
    }

    @Test
    void fiveWrongCodes_endTheSession_andTheRightOneComesTooLate() {
        var member = agent("guesser");
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        member.forgetCodes();
        for (int i = 0; i < 5; i++) {
            assertThat(other.app("00000" + i).status()).isIn(401, 429);
        }
        assertThat(other.app(other.code(0)).status()).isNotEqualTo(200);
        assertThat(other.get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void endlessNamesAndPasswords_areAnsweredAtOnce() {
        var marks = "\u0301".repeat(60_000) + "\u0316".repeat(60_000);
        var started = System.nanoTime();
        var body = Map.of("name", marks, "password", marks);
        try {
            assertThat(new StaffMember(server, "x")
                            .post("/v1/sign-in/password", body)
                            .status())
                    .isIn(401, 413, 429);
        } catch (UncheckedIOException cut) {
            assertThat(server.get("/openapi.json", "").status())
                    .as("the body was refused before it was read, and the answer was lost on the way")
                    .isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void recoveryCode_isGoodOnce_howeverItIsWritten() {
        var member = agent("recovery");
        var code = member.recoveryCodes().getFirst();
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        assertThat(other.post("/v1/sign-in/recovery-code", Map.of("code", "00000-00000"))
                        .code())
                .isEqualTo("sign_in.code_refused");
        var written = " " + code.toUpperCase(java.util.Locale.ROOT).replace("-", " ") + " ";
        assertThat(other.post("/v1/sign-in/recovery-code", Map.of("code", written))
                        .status())
                .isEqualTo(200);
        assertThat(other.get("/v1/me")
                        .json()
                        .get("factors")
                        .get("recoveryCodes")
                        .asInt())
                .isEqualTo(9);
        assertThat(other.cookies()).as("no strong factor, no known device").doesNotContainKey(DEVICE);
        var third = member.atAnotherDevice();
        third.password(StaffMember.PASSWORD);
        assertThat(third.post("/v1/sign-in/recovery-code", Map.of("code", code)).code())
                .isEqualTo("sign_in.code_refused");
    }

    @Test
    void recoveryCodeOfSomebodyElse_isRefused() {
        var code = agent("generous").recoveryCodes().getFirst();
        var other = agent("borrower").atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        assertThat(other.post("/v1/sign-in/recovery-code", Map.of("code", code)).code())
                .isEqualTo("sign_in.code_refused");
    }

    @Test
    void nameThatExists_andOneThatDoesNot_areAnsweredAlike() {
        var known = agent("known").atAnotherDevice();
        var unknown = new StaffMember(server, "nobody-here");
        var invited = new StaffMember(server, "invited-only");
        invited.invite(List.of(), List.of());
        var answers = Stream.of(known, unknown, invited)
                .map(person -> person.password("not the password"))
                .toList();
        assertThat(answers.stream().map(Answer::status).collect(Collectors.toSet()))
                .containsExactly(401);
        assertThat(answers.stream().map(Answer::text).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers.getFirst().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void signInName_isFoundWhateverItsCaseAndWidth_andThePasswordIsNot() {
        var member = agent("folded");
        var other = member.atAnotherDevice();
        var body = Map.of("name", "  ＦＯＬＤＥＤ@Example.COM ", "password", StaffMember.PASSWORD);
        assertThat(other.post("/v1/sign-in/password", body).status()).isEqualTo(200);
        assertThat(other.password(StaffMember.PASSWORD.toUpperCase(java.util.Locale.ROOT))
                        .code())
                .isEqualTo("sign_in.refused");
    }

    @Test
    void strangersGuesses_areSlowedDown_andLockNobodyOut() {
        var member = agent("victim");
        var stranger = member.atAnotherDevice();
        var refused = IntStream.range(0, 8)
                .mapToObj(number -> stranger.password("guess number " + number))
                .filter(answer -> answer.status() == 429)
                .toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused.getFirst().code()).isEqualTo("sign_in.too_many");
        assertThat(Integer.parseInt(refused.getFirst().header("Retry-After"))).isBetween(1, 60);
        assertThat(stranger.password(StaffMember.PASSWORD).status()).isEqualTo(429);
        assertThat(member.password(StaffMember.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void markOfAnotherAccount_doesNotMakeADeviceKnown() {
        var victim = agent("marked");
        var thief = agent("marker");
        var other = victim.atAnotherDevice();
        other.setCookie(DEVICE, thief.cookies().getOrDefault(DEVICE, ""));
        var statuses = IntStream.range(0, 8)
                .mapToObj(number -> other.password("guess number " + number).status())
                .toList();
        assertThat(statuses).contains(429);
        assertThat(victim.password(StaffMember.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void deviceThatIsKnown_keepsItsMark_andGetsNoOther() {
        var member = agent("keeper");
        var mark = member.cookies().getOrDefault(DEVICE, "");
        assertThat(mark).isNotEmpty();
        member.signIn();
        assertThat(member.cookies()).containsEntry(DEVICE, mark);
    }

    @Test
    void forgedForwardingHeaders_giveNoFurtherTries() {
        var member = agent("forwarded").atAnotherDevice();
        var body = Map.of("name", "forwarded@example.com", "password", "wrong again");
        var statuses = IntStream.range(0, 8)
                .mapToObj(number -> member.post(
                                "/v1/sign-in/password",
                                body,
                                "X-Forwarded-For",
                                "198.51.100." + number,
                                "Forwarded",
                                "for=198.51.100." + number)
                        .status())
                .toList();
        assertThat(statuses).contains(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void requestFromAPageOfAnotherSite_isRefused(String site) {
        var member = agent("site-" + site);
        var answer = member.post("/v1/me/recovery-codes", Map.of(), "Sec-Fetch-Site", site);
        assertThat(answer.code()).isEqualTo("session.cross_site");
        assertThat(member.post("/v1/me/recovery-codes", Map.of(), "Origin", "https://evil.example")
                        .code())
                .isEqualTo("session.cross_site");
        assertThat(member.atAnotherDevice()
                        .post("/v1/sign-in/password", Map.of("name", "x", "password", "y"), "Sec-Fetch-Site", site)
                        .code())
                .isEqualTo("session.cross_site");
        assertThat(member.post("/v1/me/recovery-codes", Map.of(), "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twoSessionCookies_areNone() {
        var member = agent("twins");
        var header = SESSION + "=" + member.cookies().get(SESSION) + "; " + SESSION + "=srs_" + "b".repeat(64);
        assertThat(server.get("/v1/me", "", "Cookie", header).code()).isEqualTo("session.missing");
    }

    @Test
    void unknownMembers_areRefused() {
        var member = new StaffMember(server, "assigned");
        var answer = member.post(
                "/v1/sign-in/password", Map.of("name", "a", "password", "b", "roles", List.of("administrator")));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void everyStep_isInTheLedger_andNamesNobody() {
        var member = agent("logged");
        member.atAnotherDevice().password("wrong wrong wrong");
        new StaffMember(server, "ghost").password("wrong wrong wrong");
        var entries = server.count(
                "select count(*) from ledger_entry where position('" + member.id() + "'::bytea in entry) > 0");
        assertThat(entries).isGreaterThanOrEqualTo(4);
        assertThat(server.count("select count(*) from ledger_entry where position('logged'::bytea in entry) > 0"
                        + " or position('ghost'::bytea in entry) > 0"))
                .isZero();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        var start = new CountDownLatch(1);
        var answers = new ConcurrentLinkedQueue<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : calls) {
                threads.submit(() -> {
                    start.await();
                    return answers.add(call.call());
                });
            }
            start.countDown();
        }
        return List.copyOf(answers);
    }
}
