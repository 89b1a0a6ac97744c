package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.Cookie;
import dev.strongroom.RunningServer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.identity.session.PersonAuthentication;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A shop with three people in front of browsers: an agent, a privacy officer and an administrator; and something that
/// waits for each of them.
final class ConsoleShop implements AutoCloseable {

    static final String AGENT = "agent";
    static final String OFFICER = "officer";
    static final String ADMINISTRATOR = "administrator";
    static final String AUDITOR = "auditor";

    private final BrowserForTests browser;
    private final RunningServer server;
    private final String address;
    private final Map<String, StaffMember> staff;

    ConsoleShop(Path home) throws IOException {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the walk is left out");
        browser = new BrowserForTests();
        int port = freePort();
        address = "http://localhost:" + port;
        server = RunningServer.startShop(
                home, Map.of("STRONGROOM_HTTP_PORT", Integer.toString(port), "STRONGROOM_HTTP_PUBLIC_URL", address));
        server.applyCatalog(TimedPurposes.catalog());
        staff = Map.of(
                AGENT,
                StaffMember.signedIn(
                        server, "agent", List.of("support_agent"), List.of("support", "inquiry", "rescue")),
                OFFICER,
                StaffMember.signedIn(server, "officer", List.of("privacy-officer"), List.of()),
                ADMINISTRATOR,
                StaffMember.signedIn(server, "administrator", List.of("administrator"), List.of()),
                AUDITOR,
                StaffMember.signedIn(server, "auditor", List.of("auditor"), List.of()));
        somethingHappened();
        somethingWaits();
    }

    /// Passkeys and cookies belong to one origin, which has to be known before the server starts.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void somethingHappened() {
        var backend = server.client(List.of("shop_backend"), List.of());
        var customer = server.create(
                backend, "customers", "{\"fields\": {\"name\": \"王小明\", \"email\": \"walk@example.com\"}}");
        var path = "/v1/records/customers/" + customer;
        assertThat(member(AGENT).get(path, "Strongroom-Purpose", "support").status())
                .isEqualTo(200);
        assertThat(member(AGENT).get(path, "Strongroom-Purpose", "fulfilment").status())
                .isEqualTo(403);
    }

    private void somethingWaits() {
        var agent = member(AGENT);
        var asked = agent.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", "CASE-17"));
        assertThat(asked.code()).as(asked.text()).isIn("", "approval.needed");
        decided(
                "CASE-18",
                "update approval_request set ended_at = now(), ended_as = 'declined', ended_by = '%s' where id = '%s'");
        decided("CASE-19", "insert into approval (approver, request_id, approved_at) values ('%s', '%s', now())");
        var broken = agent.post("/v1/access/break-glass", Map.of("purpose", "rescue", "ticket", "INC-7"));
        assertThat(broken.status()).as(broken.text()).isBetween(200, 204);
        new StaffMember(server, "newcomer").invite(List.of(), List.of());
    }

    /// What the officer has decided, without the passkey that this takes.
    private void decided(String ticket, String statement) {
        var asked = member(AGENT).post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", ticket));
        server.execute(statement.formatted(
                member(OFFICER).id(), asked.json().get("approval").asString()));
    }

    RunningServer server() {
        return server;
    }

    BrowserForTests browser() {
        return browser;
    }

    StaffMember member(String who) {
        return Objects.requireNonNull(staff.get(who), who);
    }

    /// Somebody who has not signed in yet.
    Person stranger(String language) {
        return new Person(browser.page(language), address, language);
    }

    /// One of them, signed in already and at a page: signing in at the form each time would use up their tries.
    Person at(String path, String who, String language) {
        var member = member(who);
        if (member.get("/v1/me/session").status() != 200) {
            member.signIn();
        }
        var page = browser.page(language);
        page.context()
                .addCookies(List.of(new Cookie(
                                PersonAuthentication.COOKIE, member.cookies().get(PersonAuthentication.COOKIE))
                        // Of this name a browser takes cookies from encrypted addresses alone, and from localhost
                        .setUrl("https://localhost")
                        .setSecure(true)));
        var person = new Person(page, address, language);
        person.open(path);
        person.isSignedIn();
        return person;
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
