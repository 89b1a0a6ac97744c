package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.notify.MessageCentre;
import dev.strongroom.notify.ShownMessages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks through the pages in a real browser, from an invitation to the last change of a factor, in each language.
@Order(1)
class PagesWalkTests {

    private static final Pattern CODE = Pattern.compile("(?<![\\d+])\\d{6,8}(?!\\d)");

    private static final String LONG_AGO = "update account_session set app_at = app_at - interval '11 minutes',"
            + " password_at = password_at - interval '11 minutes', passkey_at = passkey_at - interval '11 minutes'";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static MessageCentre centre;
    private static String address;

    private static BrowserForTests browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the walk is left out");
        browser = new BrowserForTests();
        int port = freePort();
        address = "http://localhost:" + port;
        int centrePort = freePort();
        centre = new MessageCentre(centrePort);
        server = RunningServer.startShop(home, WalkSettings.of(home, port, centrePort));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser == null) {
            return;
        }
        browser.close();
        server.close();
        centre.close();
    }

    /// Passkeys are made for one origin, which has to be known before the server starts.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Person person(String language) {
        return new Person(browser.page(language), address, language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void person_isInvited_signsIn_andKeepsFactorsAndSessions(String language) throws Exception {
        var name = "invited-" + language + "@example.com";
        var invitation = invite(person(language), name, language);
        var person = person(language);

        var secret = takeUp(person, invitation, language);
        leavesNothingBehind(person);
        mistakesAreTold_andSigningInGoesOnAfterAReload(person, name, secret);
        person.canUseThePage(language);
        person.addsAPasskey();
        signsInByPasskeyAlone(person);
        provesAgainToRename(person);
        endsAnotherSession(person, name, language, secret);
        removesThePasskey(person, name, secret);

        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void phoneAndMailAddress_areConfirmedByCodes_andATextMessageOrARecoveryCodeSignsIn() {
        var member = StaffMember.signedIn(server, "reachable", List.of("support_agent"), List.of("support"));
        member.forgetCodes();
        var person = person("en");
        person.open("/console/account");
        person.signIn("reachable@example.com", member.code(0));

        person.unfold(person.word("phones.add"));
        person.fill("frame.label", "work phone");
        person.fill("phones.number", "+8613800138000");
        person.press("frame.send-code");
        person.fill("frame.code", centre.codeTo("+8613800138000", 1));
        person.press("frame.confirm");
        person.isTold(person.word("frame.confirmed"));
        person.sees("work phone");
        person.unfold(person.word("mail.add"));
        person.fill("mail.address", "reachable@example.com");
        confirms(person, "reachable@example.com");
        person.sees("r•••@example.com");

        person.press("frame.sign-out");
        person.givePassword("reachable@example.com", StaffMember.PASSWORD);
        person.press("sign-in.phone-way");
        person.fill("sign-in.phone-code", centre.codeTo("+8613800138000", 2));
        person.press("sign-in.title");
        person.isAt("/console");
        person.follow("account.title");
        person.sees("work phone");

        person.press("frame.sign-out");
        person.givePassword("reachable@example.com", StaffMember.PASSWORD);
        person.press("sign-in.recovery-way");
        person.fill("sign-in.recovery-code", member.recoveryCodes().getFirst());
        person.press("sign-in.title");
        person.isAt("/console");
        person.follow("account.title");
        person.sees("work phone");
        assertThat(browser.complaints()).isEmpty();
    }

    private static void confirms(Person person, String address) {
        int before = messagesTo(address).size();
        person.press("frame.send-code");
        person.fill("frame.code", codeSentTo(address, before));
        person.press("frame.confirm");
        person.isTold(person.word("frame.confirmed"));
    }

    private static List<ShownMessages.Shown> messagesTo(String address) {
        return server.bean(ShownMessages.class).all().stream()
                .filter(message -> message.address().equals(address))
                .toList();
    }

    private static String codeSentTo(String address, int before) {
        RunningServer.await("a message", () -> messagesTo(address).size() > before);
        var code = CODE.matcher(messagesTo(address).getFirst().body());
        assertThat(code.find()).isTrue();
        return code.group();
    }

    @Test
    void languageChosenBeforeSigningIn_isKeptOnTheDevice_andThatOfMessagesWithTheAccount() {
        var member = StaffMember.signedIn(server, "bilingual", List.of("support_agent"), List.of("support"));
        member.forgetCodes();
        var english = person("en");
        var chinese = new Person(english.page(), address, "zh-CN");
        english.open("/");
        english.pressNamed("中文");
        chinese.canUseThePage("zh-CN");
        chinese.sees(chinese.word("sign-in.title"));
        english.page().reload();
        chinese.sees(chinese.word("sign-in.title"));

        chinese.givePassword("bilingual@example.com", StaffMember.PASSWORD);
        chinese.fill("sign-in.app-code", member.code(0));
        chinese.press("sign-in.title");
        chinese.isSignedIn();
        chinese.follow("account.title");
        chinese.field("account.language").selectOption("zh-CN");
        chinese.press("account.language-save");
        chinese.isTold(chinese.word("account.language-changed"));
        chinese.canUseThePage("zh-CN");
        assertThat(member.get("/v1/me").json().get("language").asString()).isEqualTo("zh-CN");
        assertThat(browser.complaints()).isEmpty();
    }

    /// However many there are already.
    private static StaffMember administrator(String name) {
        var member = StaffMember.signedIn(server, name, List.of(), List.of());
        server.execute("update account set roles = array['administrator'] where id = '" + member.id() + "'");
        return member;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void rights_waitForASecondAdministrator_whoSeesThemAndApproves_byPasskey(String language) {
        var asking = administrator("asking-" + language);
        var deciding = administrator("deciding-" + language);
        var target = new StaffMember(server, "target-" + language);
        target.invite(List.of(), List.of());
        var path = "/v1/accounts/" + target.id() + "/grants";
        var rights = Map.of("roles", List.of("support_agent"), "purposes", List.of("support"));
        assertThat(asking.put(path, rights).code()).isEqualTo("approval.needed");

        deciding.put("/v1/me/language", Map.of("language", language));
        deciding.forgetCodes();
        var person = person(language);
        person.open("/console/account");
        person.signIn("deciding-" + language + "@example.com", deciding.code(0));
        person.addsAPasskey();
        person.follow("approvals.title");
        person.isAt("/console/approvals");
        person.sees("support_agent");
        person.sees("asking-" + language);
        person.canUseThePage(language);
        var named =
                person.word("approvals.approve") + " " + person.word("approvals.kind-grant") + " · target-" + language;
        longAgo(deciding.id());
        person.pressNamed(named);
        person.press("proof.passkey");
        person.isTold(person.word("approvals.was-approved"));
        assertThat(asking.put(path, rights).status()).isEqualTo(204);
        person.page().reload();
        person.sees(person.word("approvals.none"));

        assertThat(browser.complaints()).isEmpty();
    }

    private static String invite(Person administrator, String name, String language) {
        var member = administrator("administrator-" + language);
        assertThat(member.put("/v1/me/language", Map.of("language", language)).status())
                .isEqualTo(204);
        member.forgetCodes();
        administrator.open("/");
        administrator.canUseThePage(language);
        administrator.signIn("administrator-" + language + "@example.com", member.code(0));
        administrator.follow("people.title");
        administrator.isAt("/console/people");
        administrator.sees("administrator-" + language);
        administrator.canUseThePage(language);
        administrator.fill("people.name", "invited");
        administrator.fill("people.sign-in-name", name);
        administrator.field("people.language").selectOption(language);
        administrator.press("people.send");
        var invitation = administrator.page().locator("dialog pre").textContent();
        administrator.press("people.token-kept");
        administrator.isTold(administrator.word("people.was-invited"));
        administrator.sees(administrator.word("people.invited"));
        return invitation;
    }

    /// @return the secret of the person's app
    private static String takeUp(Person person, String invitation, String language) throws Exception {
        person.page().navigate(invitation);
        assertThat(person.field("invitation.token")).not().hasValue("");
        assertThat(person.page().url()).isEqualTo(address + "/invitation");
        person.canUseThePage(language);
        assertThat(person.field("invitation.password-field")).hasAttribute("type", "password");
        person.page().evaluate("() => navigator.clipboard.writeText('password')");
        person.field("invitation.password-field").press("Control+V");
        assertThat(person.field("invitation.password-field")).hasValue("password");
        person.press("invitation.go-on");
        person.isRefused();
        person.fill("invitation.password-field", StaffMember.PASSWORD);
        person.press("invitation.go-on");
        person.sees(person.word("invitation.factor"));
        person.page().reload();
        person.sees(person.word("invitation.factor"));

        person.field("frame.label").first().fill("phone");
        person.press("enrolment.app-begin");
        person.canUseThePage(language);
        var secret = person.scannedSecret();
        person.fill("enrolment.code", "000000");
        person.press("enrolment.confirm");
        person.isRefused();
        person.fill("enrolment.code", StaffMember.codeOf(secret));
        person.press("enrolment.confirm");
        assertThat(person.page().locator("dialog pre").textContent().split("\n"))
                .hasSize(10);
        person.page().keyboard().press("Escape");
        person.press("recovery.kept");
        person.isAt("/console");
        person.follow("account.title");
        person.isAt("/console/account");
        person.sees("phone");
        return secret;
    }

    private static void leavesNothingBehind(Person person) {
        person.press("frame.sign-out");
        person.isAskedToSignIn();
        assertThat(person.page()).hasURL(address + "/sign-in");
        person.isTold(person.word("sign-in.signed-out"));
        assertThat(person.page().evaluate("() => JSON.stringify([localStorage, sessionStorage])"))
                .isEqualTo("[{},{\"htmx-current-path-for-history\":\"/sign-in\"}]");
        person.page().goBack();
        person.isAskedToSignIn();
        assertThat(person.page().content()).doesNotContain(">phone<");
        person.open("/console/account");
        person.isAskedToSignIn();
        assertThat(person.page()).hasURL(address + "/console/account");
    }

    private static void mistakesAreTold_andSigningInGoesOnAfterAReload(Person person, String name, String secret) {
        person.givePassword(name, "wrong password here");
        person.isRefused();
        assertThat(person.page().locator("#second")).isHidden();
        person.fill("sign-in.password-field", StaffMember.PASSWORD);
        person.press("sign-in.go-on");
        person.fill("sign-in.app-code", code(secret).equals("000000") ? "000001" : "000000");
        person.press("sign-in.title");
        person.isRefused();
        assertThat(person.page()).hasURL(address + "/console/account");
        person.page().reload();
        assertThat(person.field("sign-in.app-code")).hasValue("");
        person.fill("sign-in.app-code", code(secret));
        person.press("sign-in.title");
        person.isAt("/console/account");
    }

    private static void signsInByPasskeyAlone(Person person) {
        person.press("frame.sign-out");
        person.isAskedToSignIn();
        person.press("sign-in.passkey");
        person.isAt("/console");
        person.follow("account.title");
        person.sees("this computer");
    }

    private static void provesAgainToRename(Person person) {
        longAgo();
        person.unfold(person.word("frame.rename-one", "label", "phone"));
        person.fill("frame.label", "old phone");
        person.press("frame.save");
        person.sees(person.word("proof.title"));
        person.page().keyboard().press("Escape");
        person.isTold(person.word("frame.cancelled"));
        person.press("frame.save");
        person.press("proof.passkey");
        person.isTold(person.word("frame.renamed"));
        person.sees("old phone");
    }

    private static void endsAnotherSession(Person person, String name, String language, String secret) {
        var elsewhere = person(language);
        elsewhere.open("/console/account");
        elsewhere.signIn(name, code(secret));
        person.page().reload();
        person.pressNamed(person.word("sessions.end-one", "device", "Chrome · Linux"));
        person.isTold(person.word("sessions.ended"));
        person.sees(person.word("sessions.none"));
        elsewhere.unfold(elsewhere.word("frame.rename-one", "label", "old phone"));
        elsewhere.press("frame.save");
        elsewhere.sees(elsewhere.word("proof.ended"));
    }

    /// Proves password and code this time. Who gives up half-way stays signed in.
    private static void removesThePasskey(Person person, String name, String secret) {
        longAgo();
        person.unfold(person.word("frame.remove-one", "label", "this computer"));
        person.press("frame.remove-now");
        person.fill("sign-in.name", name);
        person.fill("sign-in.password-field", "wrong password here");
        person.fill("proof.code", code(secret));
        person.press("proof.go-on");
        person.isRefused();
        person.press("proof.cancel");
        person.isTold(person.word("frame.cancelled"));
        person.page().reload();
        person.sees(person.word("account.title"));
        person.unfold(person.word("frame.remove-one", "label", "this computer"));
        person.press("frame.remove-now");
        person.fill("sign-in.name", name);
        person.fill("sign-in.password-field", StaffMember.PASSWORD);
        person.fill("proof.code", code(secret));
        person.press("proof.go-on");
        person.isTold(person.word("frame.removed"));
        person.sees(person.word("passkeys.none"));
    }

    /// As if every factor had been proven eleven minutes ago.
    private static void longAgo() {
        server.execute(LONG_AGO);
    }

    private static void longAgo(String account) {
        server.execute(LONG_AGO + " where account_id = '" + account + "'");
    }

    /// What the app shows, which may be used again as if the next half minute had begun.
    private static String code(String secret) {
        server.execute("update authenticator_app set last_step = 0");
        return StaffMember.codeOf(secret);
    }
}
