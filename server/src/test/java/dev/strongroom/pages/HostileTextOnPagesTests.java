package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text that would be markup or a script is shown on the pages as what it is.
@Order(1)
class HostileTextOnPagesTests {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&lt;`${1}";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String address;
    private static BrowserForTests browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the pages are left out");
        browser = new BrowserForTests();
        try (var free = new ServerSocket(0)) {
            address = "http://localhost:" + free.getLocalPort();
        }
        var port = address.substring(address.lastIndexOf(':') + 1);
        server = RunningServer.startShop(
                home, Map.of("STRONGROOM_HTTP_PORT", port, "STRONGROOM_HTTP_PUBLIC_URL", address));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    @Test
    void labelOfAnApp_isShownAsText_inItsPlaceAndInTheLabelsOfButtons() {
        var member = StaffMember.signedIn(server, "hostile", List.of("support_agent"), List.of("support"));
        var app = member.get("/v1/me")
                .json()
                .get("factors")
                .get("apps")
                .get(0)
                .get("id")
                .asString();
        var renamed = member.put("/v1/me/apps/" + app, Map.of("label", HOSTILE));
        assertThat(renamed.status()).as(renamed.text()).isEqualTo(204);
        member.forgetCodes();
        var page = browser.page("en");
        var person = new Person(page, address, "en");
        page.onDialog(dialog -> {
            throw new AssertionError("A script of the label ran");
        });
        person.open("/console/account");
        person.signIn("hostile@example.com", member.code(0));
        person.sees(HOSTILE);
        person.unfold(person.word("frame.rename-one", "label", HOSTILE)
                .replace("\\", "\\\\")
                .replace("\"", "\\\""));
        assertThat(page.locator("[onerror], img[src=x]").count()).isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nameOfAnAccount_showsWhatIsHiddenInIt_amongThePeople() {
        var member = StaffMember.signedIn(server, "namer", List.of("administrator"), List.of());
        var invited = Map.of(
                "name",
                "gpj\u202E.a\u200Bdmin",
                "signInName",
                "turned@example.com",
                "roles",
                List.of(),
                "purposes",
                List.of());
        assertThat(member.post("/v1/accounts", invited).status()).isEqualTo(201);
        member.forgetCodes();
        var page = browser.page("en");
        var person = new Person(page, address, "en");
        person.open("/console/people");
        person.signIn("namer@example.com", member.code(0));
        person.sees("gpjU+202E.aU+200Bdmin");
        assertThat(page.locator("#people").textContent()).doesNotContain("\u202E", "\u200B");
        assertThat(browser.complaints()).isEmpty();
    }
}
