package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.NotFoundException;
import dev.strongroom.RunningServer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.cli.Transcript;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.notify.MessageCentre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Three people in front of a new deployment: its first administrator, the second, and an agent.
final class FirstDays {

    private static final String PHONE = "+8613800138000";

    private final RunningServer server;
    private final MessageCentre centre;
    private final String address;
    private final String language;
    private final String record;
    private final Person first;
    private final Person second;
    private final Person agent;
    private String agentSecret = "";

    FirstDays(RunningServer server, MessageCentre centre, BrowserForTests browser, String address, String language) {
        this.server = server;
        this.centre = centre;
        this.address = address;
        this.language = language;
        this.record = recordOfACustomer(server);
        this.first = new Person(browser.page(language), address, language);
        this.second = new Person(browser.page(language), address, language);
        this.agent = new Person(browser.page(language), address, language);
    }

    private static String recordOfACustomer(RunningServer server) {
        server.applyCatalog(TimedPurposes.catalog());
        var key = server.client(List.of("shop_backend"), List.of());
        return server.create(key, "customers", "{\"fields\":{\"name\":\"Wang\",\"email\":\"w@example.com\"}}");
    }

    void firstAdministratorComesFromTheCommandLineAndMakesAnother(Path elsewhere)
            throws IOException, NotFoundException {
        first.takeUp(address + "/invitation#" + tokenOfTheFirst(elsewhere));
        first.addsAPasskey();
        first.follow("people.title");
        first.isAt("/console/people");
        first.sees(first.word("people.own"));
        assertThat(first.page().locator("#people button")).hasCount(0);
        first.canUseThePage(language);

        second.takeUp(invite("second", "administrator"));
        second.addsAPasskey();
    }

    private String tokenOfTheFirst(Path elsewhere) throws IOException {
        var passphrase = Files.writeString(elsewhere.resolve("passphrase"), "correct horse battery\n");
        var environment = Map.of(
                "STRONGROOM_HOME", server.home().toString(),
                "STRONGROOM_PASSPHRASE_FILE", passphrase.toString(),
                "STRONGROOM_URL", address);
        var invited = Transcript.of(
                environment,
                "admin",
                "invite",
                "--name",
                "first",
                "--sign-in-name",
                "first@example.com",
                "--language",
                language);
        assertThat(invited.exitCode()).as(invited.err()).isZero();
        return invited.out().strip().lines().toList().getLast();
    }

    /// @param rights the names of roles and purposes to tick
    /// @return the address of the invitation
    private String invite(String name, String... rights) {
        first.fill("people.name", name);
        first.fill("people.sign-in-name", name + "@example.com");
        first.field("people.language").selectOption(language);
        for (var right : rights) {
            first.page().locator("#invite-form input[value=" + right + "]").check();
        }
        first.press("people.send");
        var invitation = first.page().locator("dialog pre").textContent();
        first.press("people.token-kept");
        return invitation;
    }

    void rightsOfAnAgentAreChosenFromListsAndTakeTwo() throws IOException, NotFoundException {
        var invitation = invite("agent", "support_agent", "support", "inquiry", "rescue");
        first.isTold(first.word("people.invited-waits", "told", first.word("people.was-invited")));
        approve("approvals.kind-grant");
        first.unfold(first.word("people.rights-one", "name", "agent"));
        for (var right : List.of("support_agent", "support", "inquiry", "rescue")) {
            first.page().locator("details[open] input[value=" + right + "]").check();
        }
        first.canUseThePage(language);
        first.press("people.grant");
        first.isTold(first.word("people.was-granted"));
        agentSecret = agent.takeUp(invitation);
    }

    /// The second administrator sees the one request that waits, and approves it by passkey.
    private void approve(String kind) {
        second.open("/console/approvals");
        var found = second.page().locator("section:has-text(\"" + second.word(kind) + "\") button[id^=approve-]");
        assertThat(found).hasCount(1);
        second.canUseThePage(language);
        server.execute("update account_session set passkey_at = passkey_at - interval '11 minutes',"
                + " app_at = app_at - interval '11 minutes' where account_id = '" + second.id() + "'");
        found.click();
        second.press("proof.passkey");
        second.isTold(second.word("approvals.was-approved"));
    }

    void agentSignsInByTextMessage() {
        agent.unfold(agent.word("phones.add"));
        agent.fill("frame.label", "work phone");
        agent.fill("phones.number", PHONE);
        agent.press("frame.send-code");
        agent.fill("frame.code", centre.codeTo(PHONE, 1));
        agent.press("frame.confirm");
        agent.isTold(agent.word("frame.confirmed"));
        agent.press("frame.sign-out");
        agent.givePassword("agent@example.com", StaffMember.PASSWORD);
        agent.sees(agent.word("sign-in.second"));
        agent.page().reload();
        agent.press("sign-in.phone-way");
        agent.fill("sign-in.phone-code", centre.codeTo(PHONE, 2));
        agent.press("sign-in.title");
        agent.isAt("/console");
        agent.follow("account.title");
        agent.sees("work phone");
    }

    void purposeIsAskedForApprovedOpenedAndEnded() {
        agent.follow("access.title");
        agent.isAt("/console/access");
        agent.canUseThePage(language);
        assertThat(look("inquiry")).as("no strong factor, nothing opened").isNotEqualTo(200);
        agent.field("access.ticket").first().fill("the customer called");
        agent.press("access.send");
        agent.fill("proof.code", code());
        agent.press("proof.go-on");
        agent.isRefused();
        agent.field("access.ticket").first().fill("CASE-17");
        agent.press("access.send");
        agent.isTold(agent.word("access.was-asked"));
        second.open("/console/approvals");
        second.sees("agent");
        second.sees("CASE-17");
        approve("approvals.kind-open-access");
        assertThat(look("inquiry")).as("approved, not yet opened").isEqualTo(403);
        agent.page().reload();
        agent.pressNamed(agent.word("approvals.carry-out") + " " + agent.word("approvals.kind-open-access")
                + " · inquiry · CASE-17");
        agent.isTold(agent.word("approvals.was-carried-out"));
        assertThat(look("inquiry")).isEqualTo(200);
        agent.canUseThePage(language);
        agent.pressNamed(agent.word("access.end") + " " + title("Inquiry", "调查") + " · CASE-17");
        agent.isTold(agent.word("access.was-ended"));
        assertThat(look("inquiry")).isEqualTo(403);
    }

    /// The status that a look at the customer's record is answered with, for a purpose.
    private int look(String purpose) {
        var path = "/v1/records/customers/" + record;
        return (Integer) agent.page()
                .evaluate(
                        "async ([path, purpose]) => (await fetch(path, {headers: {'Strongroom-Purpose': purpose}})).status",
                        List.of(path, purpose));
    }

    void glassIsBrokenAndReviewed() {
        agent.field("access.ticket").last().fill("INC-7");
        agent.press("access.break-on");
        for (var consequence : List.of("administrators", "records", "minutes", "log", "review")) {
            agent.sees(agent.word("access.break-" + consequence));
        }
        agent.canUseThePage(language);
        agent.follow("access.keep");
        assertThat(look("rescue")).as("thought better of").isEqualTo(403);
        agent.field("access.ticket").last().fill("INC-7");
        agent.press("access.break-on");
        agent.press("access.break-now");
        agent.isTold(agent.word("access.was-broken"));
        assertThat(look("rescue")).isEqualTo(200);
        agent.page().reload();
        agent.sees(agent.word("access.of", "0", "1").replace("{1}", "20"));
        agent.field("access.ticket").last().fill("INC-8");
        agent.press("access.break-on");
        agent.isRefused();

        second.follow("access.title");
        second.sees(second.word("access.review-waiting"));
        second.canUseThePage(language);
        second.fill("access.words-field", "A life was at stake.");
        second.pressNamed(second.word("access.justified") + " " + title("Rescue", "抢救") + " · INC-7");
        second.isTold(second.word("access.was-reviewed"));
        second.sees(second.word("access.no-reviews"));
        agent.page().reload();
        agent.sees(agent.word("access.review-justified"));
        agent.sees("A life was at stake.");
        assertThat(look("rescue")).as("a review ends it").isEqualTo(403);
    }

    void lostFactorsAreRecoveredByTwo() throws IOException, NotFoundException {
        recover();
        first.isTold(first.word("people.waits"));
        approve("approvals.kind-recover");
        recover();
        var invitation = first.page().locator("dialog pre").textContent();
        first.press("people.token-kept");
        first.isTold(first.word("people.was-invited"));
        agent.page().reload();
        agent.isAskedToSignIn();
        agent.takeUp(invitation);
        agent.sees(agent.word("passkeys.none"));
        agent.sees(agent.word("phones.none"));
    }

    private void recover() {
        first.page().reload();
        first.unfold(first.word("people.recover-one", "name", "agent"));
        first.press("people.recover-now");
    }

    /// What the agent's app shows, which may be used again as if the next half minute had begun.
    private String code() {
        server.execute("update authenticator_app set last_step = 0");
        return StaffMember.codeOf(agentSecret);
    }

    /// As the catalog has it in the language of these people.
    private String title(String english, String chinese) {
        return language.startsWith("zh") ? chinese : english;
    }
}
