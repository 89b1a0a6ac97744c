package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong in front of a page: a session that ends, another person, hostile text, no scripts.
@Order(1)
class ConsoleBadInputTests {

    private static final String SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&lt;`${1}";
    private static final int LONG = 10_000;

    @TempDir
    static Path home;

    private static ConsoleShop shop;

    @BeforeAll
    static void start() throws IOException {
        shop = new ConsoleShop(home);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    private static Person atPeople() {
        var person = shop.at("/console/people", ConsoleShop.ADMINISTRATOR, "en");
        person.page().onDialog(dialog -> {
            throw new AssertionError("A script ran");
        });
        assertThat(person.page().locator("#invite-rights input").first()).isVisible();
        return person;
    }

    private static void fillIn(Person person, String name, String signInName) {
        person.fill("people.name", name);
        person.fill("people.sign-in-name", signInName);
        person.field("people.language").selectOption("zh-CN");
        person.page().locator("#invite-form input[value=warehouse]").check();
    }

    /// As an administrator does who sees a session that should not be there.
    private static void endItsSession() {
        shop.server()
                .execute("delete from account_session where account_id = '"
                        + shop.member(ConsoleShop.ADMINISTRATOR).id() + "'");
    }

    private static void signInAgain(Person person, String who) {
        var member = shop.member(who);
        member.forgetCodes();
        person.sees(person.word("proof.ended"));
        var dialog = person.page().locator("dialog");
        dialog.getByLabel(person.word("sign-in.name")).fill(who + "@example.com");
        dialog.getByLabel(person.word("sign-in.password-field")).fill(StaffMember.PASSWORD);
        dialog.getByLabel(person.word("proof.code")).fill(member.code(0));
        person.press("proof.go-on");
    }

    @Test
    void sessionThatEndsMidForm_losesNothing_afterSigningInAgain() {
        var person = atPeople();
        fillIn(person, "Wang Fang", "wang@example.com");
        endItsSession();
        person.press("people.send");
        signInAgain(person, ConsoleShop.ADMINISTRATOR);
        assertThat(person.page().locator("dialog pre")).containsText("/invitation#");
        person.press("people.token-kept");
        var invited = person.page().locator("#people li", new Page.LocatorOptions().setHasText("Wang Fang"));
        assertThat(invited).hasCount(1);
        assertThat(invited).containsText("warehouse");
        assertThat(shop.browser().complaints()).isEmpty();
    }

    @Test
    void whoeverThinksBetterOfSigningInAgain_findsTheFormAsItWas() {
        var person = atPeople();
        fillIn(person, "Li Na", "li@example.com");
        endItsSession();
        person.press("people.send");
        person.press("proof.cancel");
        person.isTold(person.word("frame.cancelled"));
        assertThat(person.field("people.name")).hasValue("Li Na");
        assertThat(person.page().locator("#invite-form input[value=warehouse]")).isChecked();
    }

    @Test
    void partThatIsRefused_isAskedForAgain_withTheButtonThatWasPressed() {
        var person = atPeople();
        var page = person.page();
        var isRefused = new AtomicBoolean();
        page.route("**/console/preferences", route -> {
            if (isRefused.getAndSet(true)) {
                route.resume();
            } else {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setHeaders(Map.of("Strongroom-Code", "caller.unknown")));
            }
        });
        endItsSession();
        page.locator("[name=theme][value=dark]").click();
        signInAgain(person, ConsoleShop.ADMINISTRATOR);
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
        person.isSignedIn();
    }

    @Test
    void somebodyElseWhoSignsInInstead_doesNotSendTheFormOfTheFirst() {
        var person = atPeople();
        fillIn(person, "Zhao Min", "zhao@example.com");
        endItsSession();
        person.press("people.send");
        signInAgain(person, ConsoleShop.AGENT);
        assertThat(person.page().locator("[data-refusal='caller.role_missing']"))
                .isVisible();
        assertThat(shop.server()
                        .get("/v1/accounts", shop.server().administrator())
                        .text())
                .contains("newcomer")
                .doesNotContain("Zhao Min");
    }

    @Test
    void scriptInAForm_isShownAsText() {
        var person = atPeople();
        fillIn(person, SCRIPT, "hostile@example.com");
        person.press("people.send");
        person.press("people.token-kept");
        var shown = person.page().locator("#people h3").filter(new Locator.FilterOptions().setHasText("onerror"));
        assertThat(shown).hasText(SCRIPT);
        assertThat(person.page().locator("[onerror], img[src=x]")).hasCount(0);
        assertThat(shop.browser().complaints()).isEmpty();
    }

    @Test
    void textThatIsTooLong_isRefusedWithWords_andNothingIsLost() {
        var person = atPeople();
        fillIn(person, "Wu", "wu@example.com");
        var name = person.field("people.name");
        name.evaluate("field => field.removeAttribute('maxlength')");
        name.fill("x".repeat(LONG));
        person.press("people.send");
        person.isRefused();
        assertThat(name).hasValue("x".repeat(LONG));
        assertThat(person.field("people.sign-in-name")).hasValue("wu@example.com");
    }

    @Test
    void scriptInAnAddress_doesNotRun() {
        var person = atPeople();
        var script = URLEncoder.encode(SCRIPT, StandardCharsets.UTF_8);
        for (var path : List.of("/console/" + script, "/console?x=" + script, "/sign-in#" + script)) {
            person.open(path);
            person.page().waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(person.page().locator("[onerror], img[src=x]")).hasCount(0);
        }
        assertThat(shop.browser().complaints()).isEmpty();
    }

    @Test
    void scriptAsAnInvitation_isTextInItsField() {
        var stranger = shop.stranger("en");
        stranger.open("/invitation#" + SCRIPT);
        assertThat(stranger.field("invitation.token")).not().hasValue("");
        assertThat(stranger.page().locator("[onerror], img[src=x]")).hasCount(0);
    }

    @Test
    void browserWithoutJavaScript_isToldSo_andSendsNothing() {
        var page = shop.browser().pageWithoutScripts();
        for (var path : List.of("/", "/sign-in", "/invitation", "/console/people")) {
            page.navigate(shop.address() + path);
            assertThat(page.locator("noscript p").first()).isVisible();
            assertThat(page.locator("noscript p").first()).containsText("These pages need JavaScript");
            assertThat(page.locator("main button[type=submit]:enabled")).hasCount(0);
        }
        assertThat(page.content()).doesNotContain("agent", "officer");
    }

    @Test
    void preferenceWithoutJavaScript_isRefusedWithWords() {
        var page = shop.browser().pageWithoutScripts();
        page.navigate(shop.address() + "/sign-in");
        page.locator("[name=theme][value=dark]").click();
        assertThat(page.locator(".refused")).containsText("Allow JavaScript");
    }

    @Test
    void serverThatStartsAgainWhileAPageAsks_isWaitedFor_andThePageGoesOnByItself() {
        var person = shop.at("/console", ConsoleShop.AGENT, "en");
        var page = person.page();
        page.clock().install();
        person.open("/console");
        page.route("**/console/overview", Route::abort);
        page.clock().runFor(31_000);
        assertThat(page.locator("#waiting")).isVisible();
        assertThat(page.locator("dialog[open]")).hasCount(0);
        shop.server().restart();
        page.unroute("**/console/overview");
        page.waitForResponse("**/console/overview", () -> page.clock().runFor(31_000));
        assertThat(page.locator("#waiting")).isHidden();
        assertThat(page.locator("#figures")).containsText(person.word("home.log"));
        // The browser noted that it could not reach the server
        shop.browser().forgetComplaints();
    }
}
