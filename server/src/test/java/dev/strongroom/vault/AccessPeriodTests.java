package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Purposes that are opened for a time: by another person's consent, or by breaking the glass.
class AccessPeriodTests {

    private static final List<String> PURPOSES = List.of("support", "inquiry", "probe", "rescue");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember administrator;
    private static List<String> records;
    private static int people;

    private StaffMember member;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        assertThat(server.applyCatalog(TimedPurposes.catalog()).status()).isEqualTo(200);
        administrator = StaffMember.signedIn(server, "deciding", List.of("administrator"), List.of());
        administrator.addPasskey();
        var key = server.client(List.of("shop_backend"), List.of());
        records = IntStream.range(0, 25)
                .mapToObj(number -> server.create(
                        key,
                        "customers",
                        "{\"fields\":{\"name\":\"Wang\",\"email\":\"c%d@example.com\"}}".formatted(number)))
                .toList();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void member() {
        member = StaffMember.signedIn(server, "agent-" + people++, List.of("support_agent"), PURPOSES);
    }

    private Answer ask(String ticket) {
        return member.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", ticket));
    }

    private Answer breakGlass() {
        return member.post("/v1/access/break-glass", Map.of("purpose", "rescue", "ticket", "INC-7"));
    }

    private Answer look(String id, String purpose) {
        return member.get("/v1/records/customers/" + id, "Strongroom-Purpose", purpose);
    }

    private Answer search(int limit) {
        return searchFor("Wang", limit);
    }

    private Answer searchFor(String name, int limit) {
        return member.post(
                "/v1/records/customers/search",
                Map.of("field", "name", "match", "exact", "value", name, "limit", limit),
                "Strongroom-Purpose",
                "rescue");
    }

    private static void approve(Answer refused) {
        assertThat(refused.code()).as(refused.text()).isEqualTo("approval.needed");
        var approved = approve(refused, administrator);
        assertThat(approved.status()).as(approved.text()).isEqualTo(204);
    }

    private static Answer approve(Answer refused, StaffMember approver) {
        var path = "/v1/approvals/" + refused.json().get("approval").asString();
        var request = approver.get(path);
        assertThat(request.status()).as(request.text()).isEqualTo(200);
        return approver.post(
                path + "/approve",
                Map.of("hash", request.json().get("approval").get("hash").asString()));
    }

    private static StaffMember officer() {
        var officer = StaffMember.signedIn(server, "officer-" + people++, List.of("privacy-officer"), List.of());
        officer.addPasskey();
        return officer;
    }

    private Answer askToProbe(Map<String, String> more) {
        var wish = new HashMap<String, Object>(Map.of("purpose", "probe", "minutes", 30, "ticket", "P-1"));
        wish.putAll(more);
        return member.post("/v1/access", wish);
    }

    @Test
    void purposeThatTwoApprove_isOpenedWhenTwoDid_notWhenOneDidTwice() {
        var refused = askToProbe(Map.of());
        approve(refused);
        assertThat(approve(refused, administrator).status()).isEqualTo(204);
        assertThat(askToProbe(Map.of()).code()).isEqualTo("approval.needed");
        assertThat(look(records.getFirst(), "probe").code()).isEqualTo("access.not_open");
        assertThat(approve(refused, officer()).status()).isEqualTo(204);
        assertThat(askToProbe(Map.of()).status()).isEqualTo(201);
        assertThat(look(records.getFirst(), "probe").status()).isEqualTo(200);
    }

    @Test
    void approverWhoIsNoOfficerAnyMore_doesNotCount() {
        var refused = askToProbe(Map.of());
        approve(refused);
        var officer = officer();
        approve(refused, officer);
        server.execute("update account set status = 'disabled' where id = '" + officer.id() + "'");
        assertThat(askToProbe(Map.of()).code()).isEqualTo("approval.approver_gone");
    }

    @Test
    void periodForOneCustomer_opensTheirDataOnly() {
        var one = Map.of("customer", records.get(3));
        var refused = askToProbe(one);
        var content = administrator
                .get("/v1/approvals/" + refused.json().get("approval").asString())
                .json()
                .get("content");
        assertThat(content.get("customer").asString()).isEqualTo(records.get(3));
        approve(refused);
        approve(refused, officer());
        assertThat(askToProbe(Map.of()).code()).as("for everybody").isEqualTo("approval.needed");
        assertThat(askToProbe(Map.of("customer", records.get(4))).code()).isEqualTo("approval.needed");
        var opened = askToProbe(one);
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.json().get("oneCustomer").asBoolean()).isTrue();
        assertThat(look(records.get(3), "probe").status()).isEqualTo(200);
        assertThat(look(records.get(4), "probe").code()).isEqualTo("access.not_open");
        var found = member.post(
                "/v1/records/customers/search",
                Map.of("field", "name", "match", "exact", "value", "Wang", "limit", 100),
                "Strongroom-Purpose",
                "probe");
        assertThat(found.json().get("records")).hasSize(1);
        assertThat(found.text()).contains(records.get(3));
    }

    @Test
    void customerWhoIsNotThere_isNotOpened() {
        for (var id : List.of("0123456789abc", "", "Wang", records.getFirst() + records.getFirst())) {
            assertThat(askToProbe(Map.of("customer", id)).code()).isEqualTo("access.customer");
        }
    }

    @Test
    void officer_approvesAndReviewsLooks_andNothingElse() {
        var officer = officer();
        var opened = breakGlass();
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        var id = opened.json().get("id").asString();
        assertThat(officer.post("/v1/access-periods/" + id + "/review", Map.of("verdict", "justified"))
                        .status())
                .isEqualTo(204);
        assertThat(approve(ask("CASE-9"), officer).status()).isEqualTo(204);
        assertThat(ask("CASE-9").status()).isEqualTo(201);
        assertThat(officer.get("/v1/accounts").code()).isEqualTo("caller.role_missing");
        var recovery = administrator.post("/v1/accounts/" + member.id() + "/recovery", Map.of());
        assertThat(recovery.code()).isEqualTo("approval.needed");
        assertThat(approve(recovery, officer).code()).isEqualTo("approval.administrators");
    }

    @Test
    void auditor_seesWhoLookedAndWhoApproved_andDecidesNothing() {
        var auditor = StaffMember.signedIn(server, "auditor-" + people++, List.of("auditor"), List.of());
        auditor.addPasskey();
        var refused = ask("CASE-10");
        assertThat(auditor.get("/v1/approvals").status()).isEqualTo(200);
        assertThat(auditor.get("/v1/access-periods").status()).isEqualTo(200);
        assertThat(auditor.get("/v1/findings").status()).isEqualTo(200);
        assertThat(auditor.get("/v1/customers/" + records.getFirst() + "/looks").status())
                .isEqualTo(200);
        assertThat(approve(refused, auditor).code()).isEqualTo("caller.role_missing");
        assertThat(auditor.get("/v1/records/customers/" + records.getFirst(), "Strongroom-Purpose", "support")
                        .code())
                .isEqualTo("purpose.not_allowed");
        assertThat(auditor.post("/v1/access/break-glass", Map.of("purpose", "rescue", "ticket", "A-1"))
                        .code())
                .isEqualTo("access.purpose");
    }

    private Answer review(String id, String verdict) {
        return administrator.post("/v1/access-periods/" + id + "/review", Map.of("verdict", verdict));
    }

    @Test
    void approvedPurpose_isStatedOnlyWhileItIsOpen() {
        var id = records.getFirst();
        assertThat(look(id, "inquiry").code()).isEqualTo("access.not_open");
        var refused = ask("CASE-1");
        var content = administrator
                .get("/v1/approvals/" + refused.json().get("approval").asString())
                .json()
                .get("content");
        assertThat(content.get("sees-customers").asString()).isEqualTo("email clear, name clear");
        assertThat(content.get("ticket").asString()).isEqualTo("CASE-1");
        approve(refused);
        assertThat(look(id, "inquiry").code()).as("approved, not yet opened").isEqualTo("access.not_open");
        var period = ask("CASE-1");
        assertThat(period.status()).as(period.text()).isEqualTo(201);
        assertThat(look(id, "inquiry").text()).contains("@example.com");
        assertThat(look(id, "rescue").code()).isEqualTo("access.not_open");
        server.execute("update access_period set ends_at = began_at + interval '1 millisecond'");
        server.execute("update configuration_version set version = version + 1");
        RunningServer.await("the end", () -> look(id, "inquiry").code().equals("access.not_open"));
    }

    @Test
    void ownAccess_tellsWhatCanBeOpened_andHowFarARequestIs_toNobodyElse() {
        var own = member.get("/v1/access", "Accept-Language", "zh-CN").json();
        assertThat(own.get("purposes").toString())
                .isEqualTo("[{\"name\":\"inquiry\",\"title\":\"调查\",\"access\":\"approved\"},"
                        + "{\"name\":\"probe\",\"title\":\"核查\",\"access\":\"approved\"},"
                        + "{\"name\":\"rescue\",\"title\":\"抢救\",\"access\":\"break_glass\"}]");
        var refused = ask("CASE-7");
        var asked = member.get("/v1/access").json().get("asked");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).get("state").asString()).isEqualTo("waiting");
        assertThat(asked.get(0).get("minutes").asInt()).isEqualTo(30);
        var other = StaffMember.signedIn(server, "other-" + people++, List.of("support_agent"), List.of("support"));
        assertThat(other.get("/v1/access").text()).isEqualTo("{\"purposes\":[],\"asked\":[],\"periods\":[]}");
        approve(refused);
        assertThat(member.get("/v1/access")
                        .json()
                        .get("asked")
                        .get(0)
                        .get("state")
                        .asString())
                .isEqualTo("approved");
        ask("CASE-7");
        assertThat(member.get("/v1/access").json().get("asked")).isEmpty();
    }

    @Test
    void declinedOrExpiredRequest_isNotListedAsAsked() {
        var refused = ask("CASE-8");
        var path = "/v1/approvals/" + refused.json().get("approval").asString();
        var hash = administrator.get(path).json().get("approval").get("hash").asString();
        assertThat(administrator.post(path + "/decline", Map.of("hash", hash)).status())
                .isEqualTo(204);
        ask("CASE-9");
        server.execute("update approval_request set expires_at = created_at where requester = '" + member.id() + "'");
        assertThat(member.get("/v1/access").json().get("asked")).isEmpty();
    }

    @Test
    void namesOfTheCatalog_areForAdministrators_inTheirLanguage() {
        var names = administrator
                .get("/v1/catalog/names", "Accept-Language", "zh-CN")
                .json();
        assertThat(names.get("roles").get(0).toString()).isEqualTo("{\"name\":\"administrator\",\"title\":null}");
        assertThat(names.get("roles").toString()).contains("\"support_agent\"");
        assertThat(names.get("purposes").toString())
                .contains("{\"name\":\"rescue\",\"title\":\"抢救\",\"access\":\"break_glass\"}");
        assertThat(member.get("/v1/catalog/names").code()).isEqualTo("caller.role_missing");
        assertThat(server.get("/v1/catalog/names", "").status()).isEqualTo(401);
    }

    @Test
    void approval_opensOnePeriod_ofOnePerson_forExactlyThat() {
        approve(ask("CASE-2"));
        var other = StaffMember.signedIn(server, "other-" + people++, List.of("support_agent"), PURPOSES);
        assertThat(other.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 30, "ticket", "CASE-2"))
                        .code())
                .isEqualTo("approval.needed");
        assertThat(member.post("/v1/access", Map.of("purpose", "inquiry", "minutes", 60, "ticket", "CASE-2"))
                        .code())
                .isEqualTo("approval.needed");
        assertThat(ask("CASE-3").code()).isEqualTo("approval.needed");
        assertThat(ask("CASE-2").status()).isEqualTo(201);
        assertThat(ask("CASE-2").code()).isEqualTo("approval.needed");
        assertThat(other.get("/v1/records/customers/" + records.getFirst(), "Strongroom-Purpose", "inquiry")
                        .code())
                .isEqualTo("access.not_open");
    }

    @Test
    void rightsTakenAwayMeanwhile_voidTheApproval() {
        approve(ask("CASE-4"));
        server.execute("update account set purposes = array['support'] where id = '" + member.id() + "'");
        assertThat(ask("CASE-4").code()).isEqualTo("access.purpose");
    }

    @Test
    void wishesWithAMistake_areRefused_andKeepNothingAPersonWrote() {
        for (var purpose : List.of("support", "rescue", "marketing", "nothing", "")) {
            assertThat(member.post("/v1/access", Map.of("purpose", purpose, "minutes", 30, "ticket", "C-1"))
                            .code())
                    .as(purpose)
                    .isEqualTo("access.purpose");
        }
        for (int minutes : List.of(0, 4, 481, -1)) {
            assertThat(member.post("/v1/access", Map.of("purpose", "inquiry", "minutes", minutes, "ticket", "C-1"))
                            .code())
                    .isEqualTo("access.minutes");
        }
        for (var ticket : List.of("", "customer Wang called", "王", "-1", "x".repeat(65), "a\nb")) {
            assertThat(ask(ticket).code()).isEqualTo("access.ticket");
        }
        assertThat(server.count("select count(*) from approval_request where content::text like '%Wang called%'"))
                .isZero();
    }

    @Test
    void ownPeriod_andByAnAdministratorAnybodys_isEndedAtOnce() {
        approve(ask("CASE-5"));
        var id = ask("CASE-5").json().get("id").asString();
        assertThat(look(records.getFirst(), "inquiry").status()).isEqualTo(200);
        var other = StaffMember.signedIn(server, "other-" + people++, List.of("support_agent"), PURPOSES);
        assertThat(other.delete("/v1/access/" + id).code()).isEqualTo("access.unknown");
        assertThat(other.delete("/v1/access-periods/" + id).code()).isEqualTo("caller.role_missing");
        assertThat(administrator.delete("/v1/access-periods/" + id).status()).isEqualTo(204);
        assertThat(look(records.getFirst(), "inquiry").code()).isEqualTo("access.not_open");
    }

    @Test
    void brokenGlass_isTold_andTheNextWaitsForAReviewBySomebodyElse() {
        assertThat(look(records.getFirst(), "rescue").code()).isEqualTo("access.not_open");
        var period = breakGlass();
        assertThat(period.status()).as(period.text()).isEqualTo(201);
        var id = period.json().get("id").asString();
        assertThat(administrator.get("/v1/me/notices").text()).contains("glass-broken", id);
        assertThat(look(records.getFirst(), "rescue").status()).isEqualTo(200);
        assertThat(breakGlass().code()).isEqualTo("access.unreviewed");
        assertThat(member.delete("/v1/access/" + id).status()).isEqualTo(204);
        assertThat(look(records.getFirst(), "rescue").code()).isEqualTo("access.not_open");
        assertThat(breakGlass().code()).as("ending it is no review").isEqualTo("access.unreviewed");
        assertThat(member.post("/v1/access-periods/" + id + "/review", Map.of("verdict", "justified"))
                        .code())
                .isEqualTo("caller.role_missing");
        assertThat(review(id, "fine").code()).isEqualTo("access.verdict");
        assertThat(review(id, "unjustified").status()).isEqualTo(204);
        assertThat(review(id, "justified").code()).isEqualTo("access.nothing_to_review");
        assertThat(member.get("/v1/me/notices").text()).contains("glass-reviewed");
        assertThat(breakGlass().status()).isEqualTo(201);
    }

    @Test
    void nobody_reviewsTheirOwn_andNoProgramBreaksOrReviews() {
        server.execute("update account set purposes = array['rescue'], roles = array['administrator', 'support_agent']"
                + " where id = '" + administrator.id() + "'");
        var own = administrator.post("/v1/access/break-glass", Map.of("purpose", "rescue", "ticket", "INC-8"));
        assertThat(own.status()).isEqualTo(201);
        var id = own.json().get("id").asString();
        assertThat(review(id, "justified").code()).isEqualTo("access.own_review");
        assertThat(server.post(
                                "/v1/access-periods/" + id + "/review",
                                server.administrator(),
                                "{\"verdict\":\"justified\"}")
                        .code())
                .isEqualTo("access.no_person");
        var program = server.client(List.of("support_agent"), List.of("rescue"));
        assertThat(server.post("/v1/access/break-glass", program, "{\"purpose\":\"rescue\",\"ticket\":\"INC-9\"}")
                        .code())
                .isEqualTo("access.no_person");
    }

    @Test
    void brokenGlass_showsTwentyRecords_oneAtATime_andSearchesCount_refusedOnesAsOne() {
        breakGlass();
        var batch =
                member.post("/v1/records/customers/disclose", Map.of("ids", records), "Strongroom-Purpose", "rescue");
        assertThat(batch.code()).isEqualTo("access.one_at_a_time");
        assertThat(search(25).code()).as("25 would be shown").isEqualTo("access.spent");
        assertThat(search(5).json().get("records")).hasSize(5);
        for (int look = 0; look < 14; look++) {
            assertThat(look(records.get(look), "rescue").status()).isEqualTo(200);
        }
        assertThat(look(records.get(20), "rescue").code()).isEqualTo("access.spent");
        assertThat(search(1).code()).isEqualTo("access.spent");
        assertThat(look(records.getFirst(), "rescue").code())
                .as("not even one again")
                .isEqualTo("access.spent");
        assertThat(member.get(
                                "/v1/records/customers/" + records.getFirst() + "/versions/1",
                                "Strongroom-Purpose",
                                "rescue")
                        .code())
                .isEqualTo("access.spent");
        assertThat(look(records.get(20), "support").status()).isEqualTo(200);
    }

    @Test
    void brokenGlass_isSpentByListsAndBySearchesThatFindNobodyToo() {
        breakGlass();
        for (int search = 0; search < 19; search++) {
            assertThat(searchFor("Nobody", 1).json().get("records")).isEmpty();
        }
        var list = "/v1/customers/" + records.getFirst() + "/records";
        assertThat(member.get(list, "Strongroom-Purpose", "rescue").status()).isEqualTo(200);
        assertThat(member.get(list, "Strongroom-Purpose", "rescue").code()).isEqualTo("access.spent");
        assertThat(searchFor("Nobody", 1).code()).isEqualTo("access.spent");
        assertThat(look(records.getFirst(), "rescue").code()).isEqualTo("access.spent");
    }

    @Test
    void twentyRecords_areTwenty_evenWhenFortyAreAskedForAtOnce() throws Exception {
        breakGlass();
        var shown = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(number ->
                            () -> look(records.get(number % 25), "rescue").status())
                    .toList());
            for (var one : sent) {
                shown.add(one.get());
            }
        }
        assertThat(shown.stream().filter(status -> status == 200)).hasSizeLessThanOrEqualTo(20);
        assertThat(shown).contains(429);
    }

    /// The look was permitted already, and waits for its turn to be counted.
    @Test
    void lookThatIsCountedAfterTheEnd_showsNothing() throws Exception {
        var id = breakGlass().json().get("id").asString();
        try (var ending = server.transaction();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ending.createStatement()
                    .executeUpdate("update access_period set ended_at = clock_timestamp() where id = '" + id + "'");
            var looked = threads.submit(() -> look(records.getFirst(), "rescue"));
            RunningServer.await("the look to wait", () -> isWaiting("update access_period set records%"));
            ending.commit();
            assertThat(looked.get().code()).isEqualTo("access.over");
        }
        assertThat(server.count("select records from access_period where id = '" + id + "'"))
                .isZero();
    }

    private static boolean isWaiting(String statement) {
        return server.count("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like '" + statement + "'")
                == 1;
    }

    @Test
    void glassIsBrokenOnce_byTwentyRequestsAtOnce() throws Exception {
        var begun = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(number -> () -> breakGlass().status())
                    .toList());
            for (var one : sent) {
                begun.add(one.get());
            }
        }
        assertThat(begun).containsOnlyOnce(201);
    }

    @Test
    void staleFactor_opensNothing() {
        member.waitElevenMinutes();
        assertThat(breakGlass().code()).isEqualTo("factor.stale");
        assertThat(ask("CASE-6").code()).isEqualTo("factor.stale");
    }

    @Test
    void everyBeginningAndEnd_isInTheLedger() {
        var id = breakGlass().json().get("id").asString();
        member.delete("/v1/access/" + id);
        review(id, "justified");
        for (var what : List.of("break-glass", "ended", "justified")) {
            assertThat(server.count("select count(*) from ledger_entry where position('\"" + id + "\":\"" + what
                            + "\"'::bytea in entry) > 0"))
                    .as(what)
                    .isEqualTo(1);
        }
    }
}
