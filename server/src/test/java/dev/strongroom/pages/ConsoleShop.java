package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
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
        somethingWaits();
    }

    /// Passkeys and cookies belong to one origin, which has to be known before the server starts.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
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

    /// One of the three, who has asked for a page, signed in, and is there.
    Person at(String path, String who, String language) {
        var person = stranger(language);
        person.open(path);
        member(who).forgetCodes();
        person.signIn(who + "@example.com", member(who).code(0));
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
