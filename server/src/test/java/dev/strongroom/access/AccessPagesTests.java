package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on which purposes are opened for a time, and emergencies begin, end and are reviewed.
class AccessPagesTests {

    private static final String ACCESS = "/console/access";
    private static final String OTHERS = ACCESS + "/others";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember administrator;
    private static StaffMember officer;
    private static StaffMember auditor;
    private static String record;
    private static int people;

    private StaffMember agent;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        assertThat(server.applyCatalog(TimedPurposes.catalog()).status()).isEqualTo(200);
        administrator = StaffMember.signedIn(server, "administrator", List.of("administrator"), List.of());
        officer = StaffMember.signedIn(server, "officer", List.of("privacy-officer"), List.of());
        auditor = StaffMember.signedIn(server, "auditor", List.of("auditor"), List.of());
        record = server.create(
                server.client(List.of("shop_backend"), List.of()),
                "customers",
                "{\"fields\":{\"name\":\"Wang\",\"email\":\"secret-value@example.com\"}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void agent() {
        agent = StaffMember.signedIn(
                server,
                "agent-" + people++,
                List.of("support_agent"),
                List.of("support", "inquiry", "probe", "rescue"));
    }

    private Answer ask(String... values) {
        return agent.form(ACCESS, values);
    }

    private Answer consider(String purpose, String ticket) {
        return agent.form(ACCESS + "/emergencies", "purpose", purpose, "ticket", ticket);
    }

    private Answer breakGlass(String purpose, String ticket) {
        return agent.form(ACCESS + "/emergencies/begun", "purpose", purpose, "ticket", ticket);
    }

    /// @return the id of the period
    private String broken() {
        var answer = breakGlass("rescue", "INC-7");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return agent.get("/v1/access").json().get("periods").get(0).get("id").asString();
    }

    private static Answer review(StaffMember by, String id, String verdict, String words) {
        return by.form(OTHERS + "/" + id + "/reviews", "verdict", verdict, "words", words);
    }

    private static String others(StaffMember reader) {
        return reader.get(OTHERS, "HX-Request", "true").text();
    }

    private static String verdict(String id) {
        return server.count("select count(*) from access_period where id = '" + id + "' and verdict is null") == 1
                ? "none"
                : "given";
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.header("Strongroom-Code")).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.text()).contains("class=\"refused\"");
    }

    @Test
    void purposeThatIsAskedFor_waits_andIsOneOfTheRequestsOfWhoAsked() {
        var answer = ask("purpose", "inquiry", "minutes", "30", "ticket", "CASE-1");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("It waits for somebody else");
        assertThat(answer.header("HX-Trigger")).isEqualTo("asked");
        assertThat(agent.get("/console/requests", "HX-Request", "true").text()).contains("CASE-1", "Withdraw");
        assertThat(agent.get(ACCESS).text())
                .contains("Inquiry (inquiry)", "Rescue (rescue)")
                .doesNotContain("None of your purposes");
    }

    @Test
    void wishThatIsNoGood_isRefused_andNothingIsAskedFor() {
        assertRefused(ask("purpose", "inquiry", "minutes", "4", "ticket", "C-1"), "access.minutes");
        assertRefused(ask("purpose", "inquiry", "minutes", "x", "ticket", "C-1"), "access.minutes");
        assertRefused(ask("purpose", "inquiry", "minutes", "30", "ticket", "the customer called"), "access.ticket");
        assertRefused(ask("purpose", "inquiry", "minutes", "30", "ticket", "<b>"), "access.ticket");
        assertRefused(ask("purpose", "inquiry", "minutes", "30", "ticket", "x".repeat(10_000)), "access.ticket");
        assertRefused(ask("purpose", "inquiry", "minutes", "30"), "form.missing");
        assertRefused(ask("purpose", "rescue", "minutes", "30", "ticket", "C-1"), "access.purpose");
        assertRefused(ask("purpose", "support", "minutes", "30", "ticket", "C-1"), "access.purpose");
        assertRefused(
                ask("purpose", "inquiry", "minutes", "30", "ticket", "C-1", "customer", "Wang"), "access.customer");
        assertThat(agent.get("/v1/access").json().get("asked")).isEmpty();
    }

    @Test
    void emergency_isToldBeforehand_withWhatWouldBeSeen_andBeginsOnlyThen() {
        var told = consider("rescue", "INC-1");
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.text()).contains("told at once", "20 records", "30 minutes", "reviews", "(customers.name)");
        assertThat(agent.get("/v1/access").json().get("periods")).isEmpty();
        var begun = breakGlass("rescue", "INC-1");
        assertThat(begun.text()).contains("The glass is broken", "30 minutes left", "0 of 20", "id=\"consequences\"");
    }

    @Test
    void emergencyThatMayNotBe_isRefused_beforeAnythingIsTold() {
        assertRefused(consider("inquiry", "INC-1"), "access.purpose");
        assertRefused(consider("nothing", "INC-1"), "access.purpose");
        assertRefused(consider("rescue", "a reason in words"), "access.ticket");
        assertRefused(breakGlass("support", "INC-1"), "access.purpose");
        assertRefused(breakGlass("rescue", "\u202Ex"), "access.ticket");
        broken();
        assertRefused(consider("rescue", "INC-2"), "access.unreviewed");
        assertRefused(breakGlass("rescue", "INC-2"), "access.unreviewed");
        assertThat(agent.get("/v1/access").json().get("periods")).hasSize(1);
    }

    @Test
    void staleFactor_opensNothing() {
        agent.waitElevenMinutes();
        assertRefused(consider("rescue", "INC-1"), "factor.stale");
        assertRefused(breakGlass("rescue", "INC-1"), "factor.stale");
        assertRefused(ask("purpose", "inquiry", "minutes", "30", "ticket", "C-1"), "factor.stale");
        assertThat(server.count("select count(*) from access_period where account = '" + agent.id() + "'"))
                .isZero();
    }

    @Test
    void ownTime_isEndedEarly_andNobodyElsesIs() {
        var id = broken();
        var other = StaffMember.signedIn(server, "other-" + people++, List.of("support_agent"), List.of("support"));
        assertRefused(other.form(ACCESS + "/" + id + "/ends"), "access.unknown");
        assertRefused(other.form(OTHERS + "/" + id + "/ends"), "caller.role_missing");
        assertRefused(agent.form(ACCESS + "/access-000000000000/ends"), "access.unknown");
        assertThat(agent.get(ACCESS).text()).contains("end-" + id, "minutes left");
        var ended = agent.form(ACCESS + "/" + id + "/ends");
        assertThat(ended.text()).contains("It is ended.").doesNotContain("end-" + id, "minutes left");
    }

    @Test
    void reviewer_seesWhoBrokeIt_andWhatWasLookedAt_withoutAnyValue() {
        var id = broken();
        assertThat(agent.get("/v1/records/customers/" + record, "Strongroom-Purpose", "rescue")
                        .status())
                .isEqualTo(200);
        assertThat(agent.get("/v1/records/customers/" + record, "Strongroom-Purpose", "support")
                        .status())
                .isEqualTo(200);
        for (var reader : List.of(administrator, officer)) {
            assertThat(others(reader)).contains("other-" + id, ">agent-", "INC-7", "1 of 20");
            RunningServer.await("the entry", () -> entries(reader, id).text().contains("name: clear"));
            assertThat(entries(reader, id).text())
                    .contains("customers", "email: partial")
                    .doesNotContain("secret-value", "Wang", "address");
        }
    }

    private static Answer entries(StaffMember reader, String id) {
        return reader.get(OTHERS + "/" + id + "/entries", "HX-Request", "true");
    }

    @Test
    void lookOfTheLastMoment_isShown_thoughItWasWrittenDownAfterTheEnd() {
        var id = broken();
        agent.get("/v1/records/customers/" + record, "Strongroom-Purpose", "rescue");
        server.execute("update access_period set ended_at = began_at where id = '" + id + "'");
        assertThat(entries(officer, id).text()).contains("name: clear");
    }

    /// One answer of the explorer reads 20,000 entries.
    @Test
    void whatWasDone_isShown_howeverMuchOthersDidInBetween() {
        var id = broken();
        var look = "/v1/records/customers/" + record;
        agent.get(look, "Strongroom-Purpose", "rescue");
        var ledger = server.bean(Ledger.class);
        var others = Collections.nCopies(
                500, Draft.of(LedgerEntry.of(Instant.now(), EntryKind.SIGN_IN, "somebody-else", "-")));
        for (int times = 0; times < 41; times++) {
            ledger.append(others);
        }
        agent.get(look, "Strongroom-Purpose", "rescue");
        RunningServer.await(
                "counts",
                () -> server.count("select size from ledger_hours_counted")
                        == server.count("select next from ledger_head"));
        assertThat(entries(officer, id).text()).containsPattern("(?s)name: clear.*name: clear");
    }

    @Test
    void whoDoesNotReview_seesNothingOfIt() {
        var id = broken();
        for (var member : List.of(agent, auditor)) {
            assertRefused(member.get(OTHERS, "HX-Request", "true"), "caller.role_missing");
            assertRefused(entries(member, id), "caller.role_missing");
            assertRefused(review(member, id, "justified", "fine"), "caller.role_missing");
        }
        assertThat(agent.get(ACCESS).text()).doesNotContain("id=\"others\"");
        assertThat(verdict(id)).isEqualTo("none");
    }

    @Test
    void entries_areOfEmergenciesAlone_andNeedAFreshFactor() {
        assertRefused(entries(officer, "access-000000000000"), "access.unknown");
        var id = broken();
        server.execute("update access_period set kind = 'approved', most_records = null where id = '" + id + "'");
        assertRefused(entries(officer, id), "access.no_emergency");
        server.execute("update access_period set kind = 'break-glass', most_records = 20 where id = '" + id + "'");
        var late = StaffMember.signedIn(server, "late-" + people++, List.of("privacy-officer"), List.of());
        late.waitElevenMinutes();
        assertRefused(entries(late, id), "factor.stale");
        assertRefused(review(late, id, "justified", "fine"), "factor.stale");
        assertThat(verdict(id)).isEqualTo("none");
    }

    @Test
    void reviewWithoutWordsOrVerdict_isNone() {
        var id = broken();
        assertRefused(review(officer, id, "justified", " "), "form.missing");
        assertRefused(review(officer, id, "justified", "x".repeat(10_000)), "approval.words");
        assertRefused(review(officer, id, "perhaps", "fine"), "access.verdict");
        assertRefused(officer.form(OTHERS + "/" + id + "/reviews", "words", "fine"), "form.missing");
        assertRefused(review(officer, "access-000000000000", "justified", "fine"), "access.unknown");
        assertThat(verdict(id)).isEqualTo("none");
    }

    @Test
    void ownEmergency_isReviewedBySomebodyElse() {
        var id = broken();
        server.execute("update access_period set account = '" + officer.id() + "' where id = '" + id + "'");
        assertThat(others(officer)).contains("This was you").doesNotContain("justified-" + id);
        assertRefused(review(officer, id, "justified", "fine"), "access.own_review");
        assertThat(verdict(id)).isEqualTo("none");
        assertThat(review(administrator, id, "justified", "fine").status()).isEqualTo(200);
    }

    @Test
    void review_isGivenOnce_endsTheTime_andItsWordsAreText_toWhoBrokeIt() {
        var id = broken();
        var reviewed = review(officer, id, "unjustified", "<i>No</i> \u202E reason");
        assertThat(reviewed.text()).contains("It is reviewed").doesNotContain("unjustified-" + id);
        assertRefused(review(administrator, id, "justified", "fine"), "access.nothing_to_review");
        assertThat(agent.get(ACCESS).text())
                .contains("Unjustified", "&lt;i&gt;No&lt;/i&gt;", "U+202E")
                .doesNotContain("<i>No", "\u202E", "end-" + id);
        assertThat(server.count("select count(*) from access_period where id = '" + id
                        + "' and position('reason'::bytea in words) = 0"))
                .isEqualTo(1);
        assertThat(consider("rescue", "INC-9").status()).isEqualTo(200);
    }

    @Test
    void othersTime_isEndedByWhoReviews() {
        var id = broken();
        assertThat(others(officer)).contains("end-other-" + id);
        assertThat(officer.form(OTHERS + "/" + id + "/ends").text())
                .contains("It is ended.")
                .doesNotContain("end-other-" + id);
    }

    @Test
    void whoCanOpenNothing_isToldWhatToDo() {
        var newcomer = StaffMember.signedIn(server, "newcomer-" + people++, List.of(), List.of());
        assertThat(newcomer.get(ACCESS).text())
                .contains("None of your purposes needs consent", "ask an administrator", "not opened anything yet")
                .doesNotContain("id=\"ask\"", "id=\"emergency\"");
        assertThat(newcomer.get(ACCESS, "Accept-Language", "zh").text()).contains("您尚未使用过限时访问");
    }
}
