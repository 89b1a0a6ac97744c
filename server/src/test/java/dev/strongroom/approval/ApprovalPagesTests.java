package dev.strongroom.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The page of approvals: who sees which requests, what exactly is agreed to, and what those who asked do with them.
class ApprovalPagesTests {

    private static final List<String> ADMINISTRATOR = List.of("administrator");
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String TURNED = "a\u202Eb\u200Bc";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember asking;
    private static StaffMember deciding;
    private static StaffMember third;
    private static StaffMember officer;
    private static StaffMember agent;
    private static StaffMember auditor;
    private static StaffMember many;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        assertThat(server.applyCatalog(TimedPurposes.catalog()).status()).isEqualTo(200);
        asking = StaffMember.signedIn(server, "asking", ADMINISTRATOR, List.of());
        officer = StaffMember.signedIn(server, "officer", List.of("privacy-officer"), List.of());
        auditor = StaffMember.signedIn(server, "auditor", List.of("auditor"), List.of());
        agent = StaffMember.signedIn(server, "agent", List.of("support_agent"), List.of("support", "inquiry"));
        many = StaffMember.signedIn(server, "many", List.of("support_agent"), List.of("support", "inquiry"));
        third = new StaffMember(server, "third");
        var token = third.invite(ADMINISTRATOR, List.of());
        deciding = StaffMember.signedIn(server, "deciding", ADMINISTRATOR, List.of());
        third.take(token);
        third.enrol();
        Stream.of(asking, deciding, officer, auditor).forEach(StaffMember::addPasskey);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StaffMember invited(String name) {
        var member = new StaffMember(server, name);
        member.invite(List.of(), List.of());
        return member;
    }

    private static String waiting(Answer refused) {
        assertThat(refused.code()).as(refused.text()).isEqualTo("approval.needed");
        return refused.json().get("approval").asString();
    }

    private static String granting(StaffMember by, String account) {
        return waiting(by.put(
                "/v1/accounts/" + account + "/grants",
                Map.of("roles", List.of("support_agent"), "purposes", List.of("support"))));
    }

    private static String accessAsked(String ticket) {
        return waiting(agent.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", ticket)));
    }

    private static JsonNode approval(String id) {
        return asking.get("/v1/approvals/" + id).json().get("approval");
    }

    private static String hash(String id) {
        return approval(id).get("hash").asString();
    }

    private static String state(String id) {
        return approval(id).get("state").asString();
    }

    private static Answer approve(StaffMember by, String id) {
        return by.form("/console/approvals/" + id + "/approvals", "hash", hash(id));
    }

    private static Answer refuse(StaffMember by, String id, String words) {
        return by.form("/console/approvals/" + id + "/refusals", "hash", hash(id), "words", words);
    }

    private static Answer carryOut(StaffMember by, String id) {
        return by.form("/console/requests/" + id + "/carried-out");
    }

    private static void approved(String id) {
        var answer = approve(deciding, id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(state(id)).isEqualTo("approved");
    }

    private static Answer done(StaffMember by, String id) {
        var answer = carryOut(by, id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(state(id)).isEqualTo("used");
        return answer;
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.header("Strongroom-Code")).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.text()).contains("class=\"refused\"");
    }

    private static String inbox(StaffMember reader) {
        var answer = reader.get("/console/approvals");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    private static String own(StaffMember reader) {
        return reader.get("/console/requests", "HX-Request", "true").text();
    }

    @Test
    void rights_areShownAsWhatIsGivenAndWhatStays_withNames_toWhoDecides() {
        var target = invited("granted");
        var id = granting(asking, target.id());
        assertThat(inbox(deciding))
                .contains("approve-" + id, ">asking<", ">granted<", target.id(), "support_agent", "Given")
                .contains("name=\"hash\"");
        approved(id);
        assertThat(inbox(deciding)).contains("can still be stopped").doesNotContain("approve-" + id);
    }

    @Test
    void access_isShownWithItsTicket_fieldsBeforeAndAfter_andNames_toOfficersToo() {
        var id = accessAsked("CASE-17");
        for (var reader : List.of(officer, deciding)) {
            assertThat(inbox(reader))
                    .contains("approve-" + id, ">agent<", "CASE-17", "All customers", ">30<")
                    .contains("(customers.email)", "in clear", "Now, at any time", "If approved");
        }
        assertThat(officer.get("/console/approvals", "Accept-Language", "zh").text())
                .contains("目前随时可见", "明文", "限时访问");
    }

    @Test
    void whoAsksForMuch_hidesNothingOfOthers_andIsToldOfWhatIsNotShown() {
        var asked = IntStream.range(0, 45)
                .mapToObj(each -> waiting(
                        many.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", "M-" + each))))
                .toList();
        var later = accessAsked("LATER-1");
        assertThat(inbox(officer)).contains("approve-" + later).containsPattern("There are [1-9][0-9]* more");
        assertThat(own(many)).contains("5 earlier ones are not shown here");
        asked.forEach(id -> assertThat(
                        many.form("/console/requests/" + id + "/withdrawals").status())
                .isEqualTo(200));
        assertThat(inbox(officer)).contains("approve-" + later).doesNotContain("more. They come up");
    }

    @Test
    void officer_isNotShownWhatAdministratorsDecide_andCannotDecideIt() {
        var id = granting(asking, invited("not-the-officers").id());
        assertThat(inbox(officer)).doesNotContain("approve-" + id);
        assertRefused(approve(officer, id), "approval.administrators");
        assertRefused(refuse(officer, id, "no"), "approval.administrators");
        assertThat(state(id)).isEqualTo("waiting");
    }

    @Test
    void whoDecidesNothing_isRefused_whateverIsSent() {
        var id = granting(asking, invited("nobodys").id());
        for (var member : List.of(agent, auditor)) {
            assertRefused(member.get("/console/approvals", "HX-Request", "true"), "caller.role_missing");
            assertRefused(approve(member, id), "caller.role_missing");
            assertRefused(refuse(member, id, "no"), "caller.role_missing");
            assertRefused(carryOut(member, id), "approval.unknown");
            assertRefused(member.form("/console/requests/" + id + "/withdrawals"), "approval.unknown");
            assertThat(own(member)).doesNotContain(id);
        }
        assertThat(state(id)).isEqualTo("waiting");
    }

    @Test
    void ownRequest_isNoneToDecide() {
        var id = granting(deciding, invited("own").id());
        assertThat(inbox(deciding)).doesNotContain("approve-" + id, "refuse-" + id);
        assertRefused(approve(deciding, id), "approval.own");
        assertRefused(refuse(deciding, id, "no"), "approval.own");
        assertThat(own(deciding)).contains("own-" + id, "withdraw-" + id).doesNotContain("carry-" + id);
        assertThat(own(asking)).doesNotContain("own-" + id);
        assertThat(state(id)).isEqualTo("waiting");
    }

    @Test
    void requestAboutOneself_isShown_butNotToDecide() {
        var member = StaffMember.signedIn(server, "subject", List.of(), List.of());
        server.execute("update account set roles = array['administrator'] where id = '" + member.id() + "'");
        member.addPasskey();
        var id = waiting(asking.put(
                "/v1/accounts/" + member.id() + "/grants",
                Map.of("roles", List.of("administrator", "support_agent"), "purposes", List.of())));
        assertThat(inbox(member)).contains("title-" + id, "This is about you").doesNotContain("approve-" + id);
        assertRefused(approve(member, id), "approval.own");
        assertThat(state(id)).isEqualTo("waiting");
        server.execute("update account set roles = '{}' where id = '" + member.id() + "'");
    }

    @Test
    void staleFactors_openNothing() {
        var id = granting(asking, invited("stale").id());
        assertRefused(approve(third, id), "factor.passkey_stale");
        assertRefused(refuse(third, id, "no"), "factor.passkey_stale");
        approved(id);
        var late = asking.stolenCookies();
        late.waitElevenMinutes();
        server.execute("update account_session set passkey_at = passkey_at - interval '11 minutes' where account_id = '"
                + asking.id() + "'");
        try {
            assertRefused(carryOut(asking, id), "factor.stale");
            assertRefused(asking.form("/console/requests/" + id + "/withdrawals"), "factor.stale");
        } finally {
            server.execute("update account_session set passkey_at = passkey_at + interval '11 minutes',"
                    + " app_at = app_at + interval '11 minutes' where account_id = '" + asking.id() + "'");
        }
        assertThat(state(id)).isEqualTo("approved");
    }

    @Test
    void tamperedIdOrHash_decidesNothing() {
        var id = granting(asking, invited("tampered").id());
        var path = "/console/approvals/" + id + "/approvals";
        assertRefused(deciding.form(path, "hash", "A".repeat(43) + "="), "approval.another");
        assertRefused(deciding.form(path, "hash", "x"), "approval.another");
        assertRefused(deciding.form(path), "form.missing");
        for (var other : List.of("approval-000000000000", "x", "%27or%271")) {
            assertRefused(
                    deciding.form("/console/approvals/" + other + "/approvals", "hash", hash(id)), "approval.unknown");
            assertRefused(carryOut(asking, other), "approval.unknown");
        }
        assertThat(state(id)).isEqualTo("waiting");
    }

    @Test
    void formThatNoPageSent_decidesNothing() {
        var id = granting(asking, invited("elsewhere").id());
        var answer = deciding.send(
                "POST",
                "/console/approvals/" + id + "/approvals",
                "hash=x",
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(answer.header("Strongroom-Code")).isEqualTo("form.needs_script");
        assertThat(state(id)).isEqualTo("waiting");
    }

    @Test
    void whatBecameOfItMeanwhile_isToldInWords() {
        var account = invited("meanwhile").id();
        var declined = granting(asking, account);
        assertThat(refuse(deciding, declined, "Not yet.").status()).isEqualTo(200);
        assertGone(declined, "approval.refused");
        var withdrawn = granting(asking, account);
        assertThat(asking.form("/console/requests/" + withdrawn + "/withdrawals")
                        .status())
                .isEqualTo(200);
        assertGone(withdrawn, "approval.withdrawn");
        var expired = granting(asking, account);
        server.execute("update approval_request set created_at = created_at - interval '73 hours',"
                + " expires_at = expires_at - interval '73 hours' where id = '" + expired + "'");
        assertGone(expired, "approval.expired");
        var used = granting(asking, account);
        approved(used);
        done(asking, used);
        assertGone(used, "approval.made");
        assertThat(own(asking)).contains("Refused", "Withdrawn", "Expired", "Done", "Not yet.", ">deciding<");
    }

    private static void assertGone(String id, String code) {
        assertThat(inbox(deciding)).doesNotContain("approve-" + id);
        assertRefused(approve(deciding, id), code);
        assertRefused(refuse(deciding, id, "no"), code);
        assertRefused(carryOut(asking, id), code);
        assertThat(approve(deciding, id).text()).contains("Load the page again");
        var chinese = deciding.send(
                "POST",
                "/console/approvals/" + id + "/approvals",
                "hash=x",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "HX-Request",
                "true",
                "Accept-Language",
                "zh");
        assertThat(chinese.text()).contains("请重新加载页面");
    }

    @Test
    void refusalWithoutReason_orWithALongOne_isNone() {
        var id = granting(asking, invited("reasons").id());
        assertRefused(refuse(deciding, id, ""), "form.missing");
        assertRefused(refuse(deciding, id, "  \n "), "form.missing");
        assertRefused(refuse(deciding, id, "x".repeat(501)), "approval.words");
        assertRefused(refuse(deciding, id, "\u200B\u2060"), "approval.words");
        assertRefused(refuse(deciding, id, "因".repeat(10_000)), "approval.words");
        assertThat(refuse(deciding, id, "x".repeat(501)).header("Strongroom-Member"))
                .isEqualTo("words");
        assertThat(state(id)).isEqualTo("waiting");
        assertThat(refuse(deciding, id, "因".repeat(500)).status()).isEqualTo(200);
    }

    @Test
    void reason_isShownAsText_toWhoAsked_andIsUnreadableInTheDatabase() {
        var id = granting(asking, invited("hostile-reason").id());
        assertThat(approval(id).get("endedBy").isNull()).isTrue();
        assertThat(refuse(deciding, id, "<script>alert(2)</script>" + TURNED).status())
                .isEqualTo(200);
        assertThat(approval(id).get("endedBy").asString()).isEqualTo(deciding.id());
        assertThat(own(asking))
                .contains("&lt;script&gt;alert(2)&lt;/script&gt;a", "U+202E", "U+200B")
                .doesNotContain("<script>alert(2)", "\u202E", "\u200B");
        assertThat(own(third)).doesNotContain("alert(2)");
        assertThat(server.count("select count(*) from approval_request where id = '" + id
                        + "' and words is not null and position('alert'::bytea in words) = 0"))
                .isEqualTo(1);
        server.execute(
                "update approval_request set words = (select words || 'x'::bytea from approval_request where id ="
                        + " '" + id + "') where id = '" + id + "'");
        assertThat(own(asking))
                .as("what does not open is left out")
                .contains("own-" + id)
                .doesNotContain("alert(2)");
    }

    @Test
    void hostileName_isShownAsText() {
        var id = waiting(asking.post("/v1/clients", Map.of("name", SCRIPT, "roles", List.of("support_agent"))));
        assertThat(inbox(deciding)).contains("approve-" + id, "&lt;script&gt;").doesNotContain(SCRIPT);
        assertThat(own(asking)).contains("own-" + id, "&lt;script&gt;").doesNotContain(SCRIPT);
    }

    @Test
    void twoApprovingAtOnce_agreeOnce_andTwentyCarryingOut_doItOnce() throws Exception {
        var body = Map.of("name", "at once", "roles", List.of("support_agent"));
        var id = waiting(third.post("/v1/clients", body));
        var hash = hash(id);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(Stream.of(asking, deciding)
                    .<Callable<Integer>>map(by -> () -> by.stolenCookies()
                            .form("/console/approvals/" + id + "/approvals", "hash", hash)
                            .status())
                    .toList());
            for (var one : both) {
                assertThat(one.get()).isIn(200, 409);
            }
            assertThat(state(id)).isEqualTo("approved");
            var sent = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(
                            number -> () -> carryOut(third.stolenCookies(), id).status())
                    .toList());
            int good = 0;
            for (var one : sent) {
                assertThat(one.get()).isIn(200, 409, 429);
                good += one.get() == 200 ? 1 : 0;
            }
            assertThat(good).isEqualTo(1);
        }
        assertThat(server.count("select count(*) from api_client where name = 'at once'"))
                .isEqualTo(1);
    }

    @Test
    void approvedRights_areGivenByWhoAsked_onceAndExactly() {
        var target = invited("carried");
        var id = granting(asking, target.id());
        assertRefused(carryOut(asking, id), "approval.waits");
        approved(id);
        assertRefused(carryOut(third, id), "approval.unknown");
        assertRefused(carryOut(deciding, id), "approval.unknown");
        assertThat(own(asking)).contains("carry-" + id);
        assertThat(done(asking, id).header("HX-Trigger")).isEqualTo("carried-out");
        assertThat(server.count("select count(*) from account where id = '" + target.id()
                        + "' and roles = array['support_agent'] and purposes = array['support']"))
                .isEqualTo(1);
        assertRefused(carryOut(asking, id), "approval.made");
        assertThat(own(asking)).doesNotContain("carry-" + id);
    }

    @Test
    void approvedChange_thatWouldBeAnotherByNow_isNotMade_andNotAskedForAnew() {
        var target = invited("changed");
        var id = granting(asking, target.id());
        approved(id);
        server.execute("update account set purposes = array['delivery'] where id = '" + target.id() + "'");
        long requests = server.count("select count(*) from approval_request");
        assertRefused(carryOut(asking, id), "approval.over");
        assertThat(server.count("select count(*) from approval_request")).isEqualTo(requests);
        assertThat(server.count("select count(*) from account where id = '" + target.id() + "' and roles = '{}'"))
                .isEqualTo(1);
        assertThat(state(id)).isEqualTo("approved");
    }

    @Test
    void whoIsNoAdministratorAnyMore_carriesNothingOut() {
        var target = invited("demoted");
        var id = granting(third, target.id());
        approved(id);
        server.execute("update account set roles = '{}' where id = '" + third.id() + "'");
        try {
            assertRefused(carryOut(third, id), "approval.over");
        } finally {
            server.execute("update account set roles = array['administrator'] where id = '" + third.id() + "'");
        }
        assertThat(state(id)).isEqualTo("approved");
    }

    @Test
    void approvalOfWhoMayNotApproveAnyMore_doesNotCount() {
        var id = granting(asking, invited("uncounted").id());
        approved(id);
        server.execute("update account set roles = '{}' where id = '" + deciding.id() + "'");
        try {
            assertRefused(carryOut(asking, id), "approval.approver_gone");
        } finally {
            server.execute("update account set roles = array['administrator'] where id = '" + deciding.id() + "'");
        }
    }

    @Test
    void client_isMade_withASecretThatIsShownOnce() {
        var body = Map.of(
                "name", "made here",
                "roles", List.of("support_agent"),
                "purposes", List.of("support"),
                "addressRanges", List.of("10.0.0.0/8", "192.0.2.0/24"));
        var id = waiting(asking.post("/v1/clients", body));
        approved(id);
        var secret = secret(done(asking, id));
        assertThat(secret).startsWith("srk_");
        assertThat(own(asking)).doesNotContain(secret);
        var client = server.count("select count(*) from api_client where name = 'made here'");
        assertThat(client).isEqualTo(1);
        var made = asking.get("/v1/clients")
                .json()
                .get("clients")
                .valueStream()
                .filter(one -> one.get("name").asString().equals("made here"))
                .findFirst()
                .orElseThrow();
        assertThat(made.get("addressRanges").toString()).contains("10.0.0.0/8", "192.0.2.0/24");
        var path = "/v1/clients/" + made.get("id").asString() + "/rotations";
        var rotation = waiting(asking.post(path, Map.of()));
        approved(rotation);
        assertThat(secret(done(asking, rotation))).startsWith("srk_").isNotEqualTo(secret);
    }

    private static String secret(Answer answer) {
        var found = Pattern.compile("id=\"handed-over\"[^>]*value=\"([^\"]+)\"").matcher(answer.text());
        assertThat(found.find()).as(answer.text()).isTrue();
        return found.group(1);
    }

    @Test
    void invitationAgain_enabling_andRecovery_areDone() {
        var target = invited("again");
        var again = waiting(asking.post("/v1/accounts/" + target.id() + "/invitations", Map.of()));
        approved(again);
        assertThat(target.take(secret(done(asking, again))).status()).isEqualTo(200);
        assertThat(target.enrol().status()).isEqualTo(200);
        var granted = granting(asking, target.id());
        approved(granted);
        done(asking, granted);
        var recovery = waiting(asking.post("/v1/accounts/" + target.id() + "/recovery", Map.of()));
        approved(recovery);
        assertThat(secret(done(asking, recovery))).isNotBlank();
        asking.post("/v1/accounts/" + target.id() + "/disable", Map.of());
        var enabling = waiting(asking.post("/v1/accounts/" + target.id() + "/enable", Map.of()));
        approved(enabling);
        done(asking, enabling);
    }

    @Test
    void catalog_isShownAsADifference_andPutInForce_unlessAnotherCameInBetween() {
        var one = TimedPurposes.catalog() + "\n# one of them\n";
        var two = TimedPurposes.catalog() + "\n# two\n";
        var first = waiting(apply(one));
        var second = waiting(apply(two));
        assertThat(inbox(deciding)).contains("line-added", "# one of them", "# two");
        approved(first);
        approved(second);
        done(asking, first);
        assertThat(asking.get("/v1/catalog").text()).isEqualTo(one);
        assertThat(inbox(deciding)).contains("cannot be put in force any more");
        assertRefused(carryOut(asking, second), "approval.over");
        assertThat(asking.get("/v1/catalog").text()).isEqualTo(one);
    }

    private static Answer apply(String yaml) {
        return asking.send("POST", "/v1/catalog", yaml, "Content-Type", "application/yaml");
    }

    @Test
    void catalogsThatFillThePage_areShownOneAfterTheOther_andHideNoOtherRequests() {
        var large = IntStream.range(0, 3)
                .mapToObj(each -> waiting(
                        apply(TimedPurposes.catalog() + "\n" + ("# " + each + "x".repeat(78) + "\n").repeat(1_900))))
                .toList();
        var small = granting(asking, invited("beside-large-ones").id());
        assertThat(large.stream().filter(id -> inbox(deciding).contains("approve-" + id)))
                .hasSize(1);
        assertThat(inbox(deciding)).contains("approve-" + small, "There are 2 more");
        large.forEach(id -> {
            assertThat(inbox(deciding)).contains("approve-" + id);
            asking.form("/console/requests/" + id + "/withdrawals");
        });
    }

    @Test
    void access_isOpenedByWhoAsked_onceApprovedByAnOfficer() {
        var id = accessAsked("CASE-21");
        assertRefused(carryOut(agent, id), "approval.waits");
        assertThat(approve(officer, id).status()).isEqualTo(200);
        assertThat(own(agent)).contains("carry-" + id);
        done(agent, id);
        assertThat(agent.get("/v1/access").json().get("periods").toString()).contains("CASE-21");
        assertRefused(carryOut(agent, id), "approval.made");
    }

    @Test
    void othersRequest_isNotWithdrawn() {
        var id = granting(asking, invited("not-yours").id());
        assertRefused(third.form("/console/requests/" + id + "/withdrawals"), "approval.unknown");
        assertThat(state(id)).isEqualTo("waiting");
        var answer = asking.form("/console/requests/" + id + "/withdrawals");
        assertThat(answer.text()).contains("It is withdrawn.", "hx-swap-oob");
        assertThat(state(id)).isEqualTo("withdrawn");
    }

    @Test
    void whoHasNothing_isToldWhatBelongsHere() {
        var newcomer = StaffMember.signedIn(server, "newcomer", List.of("privacy-officer"), List.of());
        assertThat(own(newcomer)).contains("You have not asked for anything").doesNotContain("list-group-item");
    }
}
