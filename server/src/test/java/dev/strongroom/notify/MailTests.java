package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invitations, codes and notices go out by mail through a real SMTP server.
class MailTests {

    private static final Pattern TOKEN = Pattern.compile("sri_[0-9a-f]{64}");
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    @TempDir
    static Path home;

    private static GreenMail mail;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.setUser("strongroom@example.com", "mailer", "mail-password");
        mail.start();
        var password = Files.writeString(home.resolve("mail-password"), "mail-password");
        server = RunningServer.startShop(
                home,
                Map.of(
                        "STRONGROOM_MAIL_HOST", "127.0.0.1",
                        "STRONGROOM_MAIL_PORT", Integer.toString(mail.getSmtp().getPort()),
                        "STRONGROOM_MAIL_ENCRYPTION", "none",
                        "STRONGROOM_MAIL_USER", "mailer",
                        "STRONGROOM_MAIL_PASSWORD_FILE", password.toString(),
                        "STRONGROOM_MAIL_FROM", "strongroom@example.com"));
    }

    @AfterAll
    static void stop() {
        server.close();
        mail.stop();
    }

    private static Answer invite(String name, String address, String language) {
        var body = Map.of("name", name, "signInName", name, "mail", address, "language", language);
        return server.post("/v1/accounts", server.administrator(), RunningServer.JSON.writeValueAsString(body));
    }

    /// The newest mail to an address, once there are this many.
    private static MimeMessage newest(String address, int mails) {
        RunningServer.await("mail", () -> to(address).size() >= mails);
        return to(address).getLast();
    }

    private static List<MimeMessage> to(String address) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getRecipients(RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String text(MimeMessage message) {
        try {
            return (String) message.getContent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("a code in the text").isTrue();
        return matcher.group();
    }

    private static StaffMember agent(String name) {
        return StaffMember.signedIn(server, name, List.of("support_agent"), List.of("support"));
    }

    private static Answer begin(StaffMember member, String address) {
        return member.post("/v1/me/contacts", Map.of("kind", "mail", "value", address));
    }

    private static void confirm(StaffMember member, String address) {
        int before = to(address).size();
        assertThat(begin(member, address).status()).isEqualTo(202);
        var code = found(CODE, text(newest(address, before + 1)));
        var confirmed = member.post("/v1/me/contacts/confirmations", Map.of("code", code));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(204);
    }

    @Test
    void invitation_goesToThePersonAlone_andIsTakenUpWithWhatTheMailSays() {
        var invited = invite("mailed", "mailed@example.com", "en");
        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.text()).doesNotContain("sri_");
        var token = found(TOKEN, text(newest("mailed@example.com", 1)));
        var member = new StaffMember(server, "mailed");
        assertThat(member.take(token).status()).isEqualTo(200);
        member.enrol();
        assertThat(text(newest("mailed@example.com", 2))).contains("authenticator app was added");
    }

    @Test
    void invitation_isInTheLanguageOfThePerson() throws MessagingException {
        invite("mailed-chinese", "chinese@example.com", "zh-CN");
        var message = newest("chinese@example.com", 1);
        assertThat(message.getSubject()).isEqualTo("邀请您使用 Strongroom");
        assertThat(text(message)).contains("邀请码");
        assertThat(message.getHeader("Auto-Submitted")[0]).isEqualTo("auto-generated");
    }

    @Test
    void invitationSentAgain_voidsTheOneBefore() {
        var id = invite("mailed-twice", "twice@example.com", "en")
                .json()
                .get("id")
                .asString();
        var first = found(TOKEN, text(newest("twice@example.com", 1)));
        var again = server.post("/v1/accounts/" + id + "/invitations", server.administrator(), "");
        assertThat(again.text()).doesNotContain("sri_");
        var second = found(TOKEN, text(newest("twice@example.com", 2)));
        var member = new StaffMember(server, "mailed-twice");
        assertThat(member.take(first).code()).isEqualTo("invitation.invalid");
        assertThat(member.take(second).status()).isEqualTo(200);
    }

    @Test
    void newAddress_isConfirmedByACode_andTheOldOneIsTold() {
        var member = agent("mover");
        confirm(member, "old@example.com");
        confirm(member, "new@example.com");
        RunningServer.await(
                "a word to the old address",
                () -> to("old@example.com").stream()
                        .anyMatch(message -> text(message).contains("last message to this one")));
        assertThat(member.get("/v1/me/contacts").text())
                .contains("n•••@example.com")
                .doesNotContain("o•••@");
        member.post("/v1/me/recovery-codes", Map.of());
        RunningServer.await(
                "a notice to the new address",
                () -> to("new@example.com").stream()
                        .anyMatch(message -> text(message).contains("new recovery codes")));
        assertThat(to("old@example.com")).noneMatch(message -> text(message).contains("new recovery codes"));
    }

    @Test
    void noticeThatWaits_goesToTheAddressOfItsTime_notToTheOneThatCameAfter() throws IOException {
        var member = agent("late-notice");
        confirm(member, "before@example.com");
        Files.writeString(home.resolve("mail-password"), "wrong");
        member.post("/v1/me/recovery-codes", Map.of());
        awaitFailure(member.id());
        begin(member, "after@example.com");
        Files.writeString(home.resolve("mail-password"), "mail-password");
        server.execute("update message set next_at = created_at where state = 'waiting' and template = 'mail-code'");
        var code = found(CODE, text(newest("after@example.com", 1)));
        member.post("/v1/me/contacts/confirmations", Map.of("code", code));
        server.execute("update message set next_at = created_at where state = 'waiting'");
        RunningServer.await(
                "the notice",
                () -> to("before@example.com").stream()
                        .anyMatch(message -> text(message).contains("new recovery codes")));
        assertThat(to("after@example.com")).noneMatch(message -> text(message).contains("new recovery codes"));
    }

    private static void awaitFailure(String recipient) {
        RunningServer.await(
                "a failed try",
                () -> server.count("select count(*) from message where failure <> '' and state = 'waiting'"
                                + " and recipient = '" + recipient + "'")
                        >= 1);
    }

    @Test
    void invitationThatWaits_isWithdrawnByTheNextOne() throws IOException {
        Files.writeString(home.resolve("mail-password"), "wrong");
        var id = invite("withdrawn", "withdrawn@example.com", "en")
                .json()
                .get("id")
                .asString();
        awaitFailure(id);
        server.post("/v1/accounts/" + id + "/invitations", server.administrator(), "");
        awaitFailure(id);
        Files.writeString(home.resolve("mail-password"), "mail-password");
        server.execute("update message set next_at = created_at where state = 'waiting'");
        var token = found(TOKEN, text(newest("withdrawn@example.com", 1)));
        assertThat(new StaffMember(server, "withdrawn").take(token).status()).isEqualTo(200);
        assertThat(server.count("select count(*) from message where recipient = '" + id + "' and state = 'void'"))
                .isEqualTo(1);
        assertThat(to("withdrawn@example.com")).hasSize(1);
    }

    @Test
    void addressThatIsNotConfirmed_getsNothingElse_andItsCodeServesNobodyElse() {
        var member = agent("unconfirmed");
        begin(member, "unconfirmed@example.com");
        var code = found(CODE, text(newest("unconfirmed@example.com", 1)));
        var other = agent("unconfirmed-other");
        assertThat(other.post("/v1/me/contacts/confirmations", Map.of("code", code))
                        .code())
                .isEqualTo("sign_in.code_refused");
        member.post("/v1/me/recovery-codes", Map.of());
        assertThat(member.get("/v1/me/notices").text()).contains("recovery-codes-replaced");
        assertThat(server.count("select count(*) from message where recipient = '" + member.id() + "'"))
                .as("the code and nothing else")
                .isEqualTo(1);
        assertThat(to("unconfirmed@example.com")).hasSize(1);
    }

    @Test
    void everyChangeOfFactors_isToldInTheProductAndByMail_inTheChosenLanguage() {
        var member = agent("told");
        confirm(member, "told@example.com");
        member.put("/v1/me/language", Map.of("language", "zh-CN"));
        member.put("/v1/me/password", Map.of("current", StaffMember.PASSWORD, "password", "eleven loud lighthouses"));
        RunningServer.await(
                "a notice",
                () -> to("told@example.com").stream()
                        .anyMatch(message -> text(message).contains("修改了密码")));
        var notices = member.get("/v1/me/notices").json().get("notices");
        assertThat(notices.get(0).get("subject").asString()).isEqualTo("您的密码已修改");
        assertThat(notices.get(0).get("text").asString()).contains("http://localhost");
        assertThat(notices.valueStream().map(notice -> notice.get("template").asString()))
                .contains("password-changed", "mail-confirmed", "app-enrolled");
    }

    @Test
    void newDevice_isTold_andAKnownOneIsNot() {
        var member = agent("traveller");
        member.signIn();
        assertThat(member.get("/v1/me/notices").text()).doesNotContain("new-device");
        var elsewhere = member.atAnotherDevice();
        elsewhere.signIn();
        assertThat(elsewhere.get("/v1/me/notices").text()).contains("new-device");
    }

    @Test
    void noticesOfOthers_areNotSeen() {
        var member = agent("private");
        member.post("/v1/me/recovery-codes", Map.of());
        assertThat(agent("curious").get("/v1/me/notices").text()).doesNotContain("recovery-codes-replaced");
    }

    @Test
    void addressesThatAreNone_orWouldBreakAHeader_areRefused() {
        var member = agent("addresses");
        for (var address : List.of("a@b\r\nBcc: c@d", "a b@example.com", "a@", "\"a\"@b", "š@example.com")) {
            assertThat(begin(member, address).code()).as(address).isEqualTo("contact.invalid");
        }
    }

    @Test
    void serverThatRefuses_isTriedAgain_andNothingIsLost() throws IOException {
        var member = agent("patient");
        confirm(member, "patient@example.com");
        Files.writeString(home.resolve("mail-password"), "wrong");
        member.post("/v1/me/recovery-codes", Map.of());
        RunningServer.await(
                "a failed try",
                () -> server.count("select count(*) from message where failure <> ''"
                                + " and state = 'waiting' and recipient = '" + member.id() + "'")
                        >= 1);
        Files.writeString(home.resolve("mail-password"), "mail-password");
        server.execute("update message set next_at = created_at where state = 'waiting'");
        RunningServer.await(
                "the mail",
                () -> to("patient@example.com").stream()
                        .anyMatch(message -> text(message).contains("new recovery codes")));
    }

    @Test
    void administrators_seeStates_andNoAddress_andOthersNothing() {
        invite("state", "state@example.com", "en");
        newest("state@example.com", 1);
        var states = server.get("/v1/messages", server.administrator());
        assertThat(states.text()).contains("account-invited", "sent").doesNotContain("@", "sri_");
        assertThat(server.get("/v1/messages", server.shopClient()).status()).isEqualTo(403);
    }

    @Test
    void database_holdsNoAddress_noCode_andNoToken() {
        invite("mail-canary", "mail-canary@example.com", "en");
        var token = found(TOKEN, text(newest("mail-canary@example.com", 1)));
        for (var table : List.of("message", "notice", "account_contact", "account_invitation", "account")) {
            assertThat(server.count("select count(*) from " + table + " as t where t::text like '%mail-canary%'"
                            + " or t::text like '%" + token + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void withoutAnywhereToSendMail_anAddressIsRefused(@TempDir Path other) {
        try (var bare = RunningServer.start(other)) {
            var body = Map.of("name", "x", "signInName", "x", "mail", "x@example.com");
            var refused = bare.post("/v1/accounts", bare.administrator(), RunningServer.JSON.writeValueAsString(body));
            assertThat(refused.code()).isEqualTo("contact.closed");
            assertThat(bare.count("select count(*) from account")).isZero();
            assertThat(bare.get("/messages", "").status()).isEqualTo(404);
        }
    }
}
