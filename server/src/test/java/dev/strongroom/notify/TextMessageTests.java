package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Phones are enrolled and used to sign in, by codes that go through a real SMPP session.
class TextMessageTests {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    @TempDir
    static Path home;

    private static MessageCentre centre;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        centre = new MessageCentre(port);
        var password = Files.writeString(home.resolve("smpp-password"), MessageCentre.PASSWORD + "\n");
        server = RunningServer.startShop(
                home,
                Map.of(
                        "STRONGROOM_SMS_SMPP_HOST", "127.0.0.1",
                        "STRONGROOM_SMS_SMPP_PORT", Integer.toString(port),
                        "STRONGROOM_SMS_SMPP_WITHOUT_TLS", "true",
                        "STRONGROOM_SMS_SMPP_USER", MessageCentre.USER,
                        "STRONGROOM_SMS_SMPP_PASSWORD_FILE", password.toString(),
                        "STRONGROOM_SMS_SENDER", "Strongroom",
                        "STRONGROOM_SMS_COUNTRIES", "CN,GB",
                        "STRONGROOM_SMS_COST", "0.05"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        centre.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static StaffMember agent(String name) {
        return StaffMember.signedIn(server, name, List.of("support_agent"), List.of("support"));
    }

    private static Answer begin(StaffMember member, String number) {
        return member.post("/v1/me/contacts", Map.of("kind", "phone", "label", "mobile", "value", number));
    }

    /// The code in the newest text to a number, once there are this many.
    private static String code(String number, int texts) {
        RunningServer.await(
                "a text to " + number.length() + " digits", () -> to(number).size() >= texts);
        var matcher = CODE.matcher(to(number).getLast().text());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static List<MessageCentre.Text> to(String number) {
        return centre.texts().stream()
                .filter(text -> text.to().equals(number.substring(1)))
                .toList();
    }

    /// With a phone of this number.
    private static StaffMember enrolled(String name, String number) {
        var member = agent(name);
        assertThat(begin(member, number).status()).isEqualTo(202);
        var confirmed = member.post("/v1/me/contacts/confirmations", Map.of("code", code(number, 1)));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(204);
        return member;
    }

    private static Answer ask(StaffMember member) {
        return member.post("/v1/sign-in/phone-code/requests", Map.of());
    }

    private static Answer prove(StaffMember member, String code) {
        return member.post("/v1/sign-in/phone-code", Map.of("code", code));
    }

    @Test
    void passwordAndTextMessage_signIn_andAreNeverEnoughForDataInClear() {
        var number = "+8613800138001";
        var member = enrolled("texter", number).atAnotherDevice();
        assertThat(member.password(StaffMember.PASSWORD).json().get("next").toString())
                .contains("phone-code");
        var asked = ask(member);
        assertThat(asked.json().get("sentTo").asString()).isEqualTo("•••01");
        assertThat(prove(member, code(number, 2)).status()).isEqualTo(200);
        assertThat(member.get("/v1/me").json().get("strongFactorAt").isNull()).isTrue();
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        var id = server.create(
                server.shopClient(), "customers", "{\"fields\":{\"name\":\"Li\",\"email\":\"t@example.com\"}}");
        assertThat(member.get("/v1/records/customers/" + id, "Strongroom-Purpose", "support")
                        .code())
                .isEqualTo("factor.stale");
        assertThat(begin(member, number).code()).isEqualTo("factor.stale");
        assertThat(member.put("/v1/me/language", Map.of("language", "zh-CN")).code())
                .isEqualTo("factor.stale");
        assertThat(member.cookies().keySet()).as("no mark of a known device").containsExactly("__Host-strongroom");
    }

    @Test
    void removedPhone_endsTheSessionsThatMayHaveBegunWithIt() {
        var number = "+8613800138015";
        var member = enrolled("phone-lost", number);
        var finder = member.atAnotherDevice();
        finder.password(StaffMember.PASSWORD);
        ask(finder);
        assertThat(prove(finder, code(number, 2)).status()).isEqualTo(200);
        var contact = member.get("/v1/me/contacts").json().get("contacts").get(0);
        assertThat(member.delete("/v1/me/contacts/" + contact.get("id").asString())
                        .status())
                .isEqualTo(204);
        assertThat(finder.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void text_isInTheLanguageOfThePerson_andFitsOneMessage() {
        var number = "+8613800138002";
        var member = agent("chinese-texter");
        assertThat(member.put("/v1/me/language", Map.of("language", "zh-CN")).status())
                .isEqualTo(204);
        begin(member, number);
        code(number, 1);
        assertThat(to(number).getFirst().text()).contains("分钟").hasSizeLessThanOrEqualTo(SmppPost.LONGEST);
        assertThat(to(number).getFirst().from()).isEqualTo("Strongroom");
    }

    @Test
    void codeOfOneSession_isWorthNothingInAnother() {
        var number = "+8613800138003";
        var member = enrolled("two-sessions", number);
        var one = member.atAnotherDevice();
        var two = member.atAnotherDevice();
        one.password(StaffMember.PASSWORD);
        two.password(StaffMember.PASSWORD);
        ask(one);
        ask(two);
        code(number, 3);
        var newest = to(number).stream().skip(1).map(text -> first(text.text())).toList();
        boolean isSecondOfOne = prove(one, newest.get(1)).status() == 200;
        assertThat(prove(two, newest.get(isSecondOfOne ? 1 : 0)).status()).isEqualTo(401);
        assertThat(prove(two, newest.get(isSecondOfOne ? 0 : 1)).status()).isEqualTo(200);
    }

    private static String first(String text) {
        var matcher = CODE.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    @Test
    void askingAgain_voidsTheCodeBefore_andACodeIsGoodOnce() {
        var number = "+8613800138004";
        var member = enrolled("asks-twice", number).atAnotherDevice();
        member.password(StaffMember.PASSWORD);
        ask(member);
        var before = code(number, 2);
        ask(member);
        var newest = code(number, 3);
        assertThat(before.equals(newest) ? 401 : prove(member, before).status()).isEqualTo(401);
        var thief = member.stolenCookies();
        assertThat(prove(member, newest).status()).isEqualTo(200);
        assertThat(prove(thief, newest).status()).isEqualTo(401);
    }

    @Test
    void oneCode_sentByFiftyAtOnce_succeedsAtMostOnce() throws Exception {
        var number = "+8613800138005";
        var member = enrolled("parallel-texts", number).atAnotherDevice();
        member.password(StaffMember.PASSWORD);
        ask(member);
        var code = code(number, 2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 50)
                    .<Callable<Integer>>mapToObj(
                            one -> () -> prove(member.stolenCookies(), code).status())
                    .toList());
            long good = 0;
            for (var one : sent) {
                good += one.get() == 200 ? 1 : 0;
            }
            assertThat(good).isEqualTo(1);
        }
    }

    @Test
    void fiveWrongCodes_endTheSession_andACodeIsOverAfterTenMinutes() {
        var number = "+8613800138006";
        var enrolled = enrolled("guesser", number);
        var member = enrolled.atAnotherDevice();
        member.password(StaffMember.PASSWORD);
        ask(member);
        var code = code(number, 2);
        server.execute("update account_code set expires_at = expires_at - interval '10 minutes'");
        assertThat(prove(member, code).code()).isEqualTo("sign_in.code_refused");
        for (int i = 0; i < 4; i++) {
            prove(member, code.equals("000000") ? "000001" : "000000");
        }
        assertThat(member.get("/v1/me").status()).isEqualTo(401);
        assertThat(prove(member, code).status()).isIn(401, 429);
    }

    @Test
    void beforeThePassword_andOnceSignedIn_nothingIsSent() {
        assertThat(ask(new StaffMember(server, "x")).status()).isEqualTo(401);
        var member = enrolled("signed-in", "+8613800138007");
        assertThat(ask(member).code()).isEqualTo("factor.phone_out_of_place");
        var invited = new StaffMember(server, "invited-texter");
        invited.take(invited.invite(List.of(), List.of()));
        assertThat(ask(invited).code()).isEqualTo("factor.phone_out_of_place");
        var without = agent("without-phone").atAnotherDevice();
        without.password(StaffMember.PASSWORD);
        assertThat(ask(without).code()).isEqualTo("contact.unknown");
    }

    @Test
    void numbersThatAreNone_orOfOtherCountries_orNoMobiles_areRefused() {
        var member = agent("numbers");
        assertThat(begin(member, "+12025550123").code()).isEqualTo("contact.country");
        for (var number : List.of("13800138000", "+861080001000", "x", "+86138001380010000000000000000")) {
            assertThat(begin(member, number).code()).as(number).isEqualTo("contact.invalid");
        }
    }

    @Test
    void phone_isListedMasked_renamed_removed_andTold() {
        var number = "+447400123456";
        var member = enrolled("listed", number);
        var contact = member.get("/v1/me/contacts").json().get("contacts").get(0);
        assertThat(contact.get("masked").asString()).isEqualTo("•••56");
        var path = "/v1/me/contacts/" + contact.get("id").asString();
        assertThat(agent("other-listed").delete(path).code()).isEqualTo("contact.unknown");
        assertThat(member.put(path, Map.of("label", "old one")).status()).isEqualTo(204);
        assertThat(member.delete(path).status()).isEqualTo(204);
        assertThat(member.get("/v1/me/contacts").json().get("contacts")).isEmpty();
        assertThat(member.get("/v1/me/notices").text()).contains("phone-enrolled", "phone-removed");
        var there = member.atAnotherDevice();
        assertThat(there.password(StaffMember.PASSWORD).json().get("next").toString())
                .doesNotContain("phone-code");
    }

    @Test
    void codeOnItsWayToAPhoneThatIsRemoved_signsNobodyIn() {
        var number = "+8613800138014";
        var member = enrolled("robbed", number);
        var thief = member.atAnotherDevice();
        thief.password(StaffMember.PASSWORD);
        ask(thief);
        var code = code(number, 2);
        var contact = member.get("/v1/me/contacts").json().get("contacts").get(0);
        member.delete("/v1/me/contacts/" + contact.get("id").asString());
        assertThat(prove(thief, code).status()).isEqualTo(401);
    }

    @Test
    void oneNumber_getsTenTextsADay_andNoMore() {
        var number = "+8613800138008";
        var member = enrolled("shares", number);
        server.execute("update sms_count set sent = 10 where counted = 'account' and key = '" + member.id() + "'");
        var there = member.atAnotherDevice();
        there.password(StaffMember.PASSWORD);
        assertThat(ask(there).code()).isEqualTo("contact.too_many_messages");
        assertThat(server.count("select sent from sms_count where counted = 'account' and key = '" + member.id() + "'"))
                .isEqualTo(10);
    }

    @Test
    void database_holdsNoNumber_noCode_andTheOutboxNoWord() {
        var number = "+8613800138009";
        var member = enrolled("canary", number);
        begin(member, "+8613800138010");
        var code = code("+8613800138010", 1);
        for (var table : List.of("message", "notice", "account_code", "account_contact", "sms_count")) {
            assertThat(server.count("select count(*) from " + table + " as t where t::text like '%13800138%' or t::text"
                            + " like '%" + code + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void gatewayThatBreaksOrRefuses_isTriedAgain_andANumberItNeverTakesIsNot() {
        var number = "+8613800138011";
        var member = agent("broken");
        centre.dropConnections();
        begin(member, number);
        code(number, 1);
        centre.refuse(0x58);
        begin(member, "+8613800138012");
        RunningServer.await(
                "a refusal",
                () -> server.count(
                                "select count(*) from message where failure = 'sms.refused'" + " and state = 'waiting'")
                        == 1);
        centre.refuse(0x0b);
        begin(member, "+8613800138013");
        RunningServer.await(
                "the end",
                () -> server.count("select count(*) from message where state = 'failed' and"
                                + " failure = 'sms.address_refused'")
                        == 1);
        centre.refuse(0);
        server.execute("update message set next_at = created_at where state = 'waiting'");
        RunningServer.await(
                "void or sent",
                () -> server.count("select count(*) from message where state = 'waiting'" + " and channel = 'sms'")
                        == 0);
    }
}
