package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.identity.company.ProviderForTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks in a real browser to the provider and back, in each language.
class CompanySignInWalkTests {

    @TempDir
    static Path home;

    private static ProviderForTests provider;
    private static RunningServer server;
    private static String address;
    private static BrowserForTests browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the walk is left out");
        browser = new BrowserForTests();
        provider = new ProviderForTests();
        int port = freePort();
        address = "http://localhost:" + port;
        server = RunningServer.startShop(home, settings(port, provider.settings(home)));
    }

    @AfterAll
    static void stop() {
        if (browser == null) {
            return;
        }
        browser.close();
        server.close();
        provider.close();
    }

    /// The provider has to know where it leads back to, before the server starts.
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static Map<String, String> settings(int port, Map<String, String> company) {
        var settings = new HashMap<>(company);
        settings.put("STRONGROOM_HTTP_PORT", Integer.toString(port));
        settings.put("STRONGROOM_HTTP_PUBLIC_URL", "http://localhost:" + port);
        return settings;
    }

    private static Person person(String language) {
        return new Person(browser.page(language), address, language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void person_connectsTheCompanySignIn_signsInByIt_andDisconnectsIt(String language) {
        var member = StaffMember.signedIn(server, "walks-" + language, List.of("support_agent"), List.of("support"));
        provider.signsIn(member.id());
        var person = person(language);
        connects(person, member, "walks-" + language, language, () -> {});
        signsIn(person, member, language, () -> {});
        person.follow("account.title");
        person.sees(person.word("company.is-connected"));
        assertThat(browser.complaints()).isEmpty();
    }

    /// @param atProvider what the person does there
    static void connects(Person person, StaffMember member, String name, String language, Runnable atProvider) {
        member.forgetCodes();
        person.open("/console/account");
        person.signIn(name + "@example.com", member.code(0));
        person.pressNamed(person.word("company.connect", "name", "Example Works"));
        atProvider.run();
        person.isTold(person.word("company.connected"));
        person.isAt("/console/account");
        person.sees(person.word("company.is-connected"));
        isInOrder(person, language, "account");
    }

    /// With a factor of the person's own after it.
    static void signsIn(Person person, StaffMember member, String language, Runnable atProvider) {
        person.press("frame.sign-out");
        person.isAskedToSignIn();
        isInOrder(person, language, "sign-in");
        signsInAtTheCompany(person, member, atProvider);
        person.isAt("/console");
        keepsNothingOfTheAnswer(person);
    }

    private static void signsInAtTheCompany(Person person, StaffMember member, Runnable atProvider) {
        person.pressNamed(person.word("sign-in.company", "0", "Example Works"));
        atProvider.run();
        person.sees(person.word("sign-in.second"));
        assertThat(person.page()).hasURL(person.page().url().split("[?#]", 2)[0]);
        assertThat(person.page().evaluate("async () => (await fetch('/v1/me')).status"))
                .isEqualTo(401);
        member.forgetCodes();
        person.fill("sign-in.app-code", member.code(0));
        person.press("sign-in.title");
    }

    /// Anybody can use the page; and a picture of it is kept, to be looked at.
    private static void isInOrder(Person person, String language, String what) {
        person.canUseThePage(language);
        assertThat(Accessibility.seriousFindings(person.page())).isEmpty();
        person.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pages", "company-" + what + "-" + language + ".png")));
    }

    @Test
    void whoAskedForAPage_isShownIt_onceTheyAreBackAndSignedIn() {
        var member = StaffMember.signedIn(server, "asked-for", List.of("support_agent"), List.of("support"));
        provider.signsIn(member.id());
        var person = person("en");
        connects(person, member, "asked-for", "en", () -> {});
        person.press("frame.sign-out");
        person.isAskedToSignIn();
        person.open("/console/rules/mine");
        signsInAtTheCompany(person, member, () -> {});
        person.isAt("/console/rules/mine");
        keepsNothingOfTheAnswer(person);
    }

    @Test
    void pageElsewhere_isNeverGoneTo_afterTheCompanySignIn() {
        var member = StaffMember.signedIn(server, "elsewhere", List.of("support_agent"), List.of("support"));
        provider.signsIn(member.id());
        var person = person("en");
        connects(person, member, "elsewhere", "en", () -> {});
        person.press("frame.sign-out");
        person.isAskedToSignIn();
        person.page().addInitScript("sessionStorage.setItem('asked-for', '/console/..//example.com/')");
        signsInAtTheCompany(person, member, () -> {});
        person.isAt("/console");
    }

    private static void keepsNothingOfTheAnswer(Person person) {
        var kept = (String) person.page().evaluate("() => JSON.stringify([localStorage, sessionStorage])");
        assertThat(kept).doesNotContain("code", "state=", "sign-in.");
    }

    @Test
    void whoIsNotConnected_isToldWhatToDo_andMayGoBack() {
        provider.signsIn("somebody else");
        var person = person("en");
        person.open("/sign-in");
        person.pressNamed(person.word("sign-in.company", "0", "Example Works"));
        person.isRefused();
        assertThat(person.page().locator(".message")).containsText("connect the company sign-in on your account page");
        assertThat(person.page()).hasURL(address + "/sign-in/company");
        person.canUseThePage("en");
        person.follow("company.back");
        person.isAskedToSignIn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?error=access_denied&state=sign-in.x", "?code=x", "?state=connect.x", "", "?code=%3Cscript%3E"})
    void whoComesBackWithoutAnAnswer_isToldSo_andTheAddressIsCleared(String query) {
        var person = person("zh-CN");
        person.open("/sign-in/company" + query);
        person.isTold(person.word("company.declined"));
        person.isRefused();
        assertThat(person.page()).hasURL(address + "/sign-in/company");
        isInOrder(person, "zh-CN", "declined");
        keepsNothingOfTheAnswer(person);
    }

    @Test
    void answerThatSomebodyElseWasGiven_isRefusedInThisBrowser() {
        var thief = new StaffMember(server, "thief");
        var begun = thief.post("/v1/sign-in/company/attempts", Map.of());
        var returned = provider.signIn(begun.json().get("address").asString());
        var person = person("en");
        person.open("/sign-in/company?state=" + returned.get("state") + "&code=" + returned.get("code") + "&iss="
                + returned.get("iss"));
        person.isRefused();
        person.follow("company.back");
        person.isAskedToSignIn();
    }
}
