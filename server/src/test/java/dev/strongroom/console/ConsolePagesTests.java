package dev.strongroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the overview and the pages of the log, the keys, the rules and the programs show, to whom, and what they
/// refuse.
class ConsolePagesTests {

    private static final String FORMULA = "=HYPERLINK(\"https://elsewhere.example\")";
    private static final String SCRIPT = "<script>alert(1)</script>";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember agent;
    private static StaffMember auditor;
    private static StaffMember administrator;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        agent = StaffMember.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
        auditor = StaffMember.signedIn(server, "auditor", List.of("auditor"), List.of());
        administrator = StaffMember.signedIn(server, "administrator", List.of("administrator"), List.of());
        var record = server.create(
                server.shopClient(), "customers", "{\"fields\": {\"name\": \"王芳\", \"email\": \"fang@example.com\"}}");
        for (int i = 0; i < 3; i++) {
            agent.get("/v1/records/customers/" + record, "Strongroom-Purpose", "support");
        }
        agent.get("/v1/records/customers/" + record, "Strongroom-Purpose", "marketing");
        awaitCounts();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void awaitCounts() {
        RunningServer.await(
                "counts",
                () -> server.count("select size from ledger_hours_counted")
                        == server.count("select next from ledger_head"));
    }

    private static String hash() {
        return server.get("/v1/catalog", server.administrator()).header("ETag").replace("\"", "");
    }

    private static String catalog() {
        return server.get("/v1/catalog", server.administrator()).text();
    }

    @Test
    void overview_ofAnAgent_countsTheirOwnLooks_andNamesNobody() {
        var other = StaffMember.signedIn(server, "idle", List.of("support_agent"), List.of("support"));
        assertThat(agent.get("/console").text())
                .contains("My looks in 24 hours", ">3</div>", ">1</div>", "Answering questions")
                .doesNotContain("People and programs", auditor.id());
        assertThat(other.get("/console").text()).contains(">0</div>").doesNotContain(agent.id());
    }

    @Test
    void overview_ofAnAuditor_countsEverybody_andLeadsToTheirEntries() {
        var page = auditor.get("/console").text();
        assertThat(page)
                .contains("Looks in 24 hours", "People and programs", agent.id(), "Answering questions")
                .contains("/console/ledger?kind=look&amp;purpose=support");
        assertThat(auditor.get("/console/ledger?kind=look&actor=" + agent.id()).text())
                .contains(agent.id(), "support")
                .doesNotContain("Sign-in</td>");
    }

    @Test
    void log_withAHyphenForPurpose_showsWhatWasWithoutOne() {
        var without = auditor.get("/console/ledger?purpose=-");
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.text())
                .contains("Sign-in</td>", "value=\"-\"")
                .doesNotContain("<td class=\"purpose\">support</td>");
        assertThat(auditor.get("/console/ledger/entries.csv?purpose=-").text()).doesNotContain(",support,");
    }

    @Test
    void partThatAPageAsksForByItself_doesNotKeepTheSessionFromEnding() {
        var member = StaffMember.signedIn(server, "away", List.of("support_agent"), List.of("support"));
        var earlier = "update account_session set seen_at = seen_at - interval '5 minutes' where account_id = '";
        server.execute(earlier + member.id() + "'");
        var seen = "select extract(epoch from max(seen_at))::bigint from account_session where account_id = '"
                + member.id() + "'";
        long before = server.count(seen);
        assertThat(member.get("/console/overview", "HX-Request", "true", "Strongroom-Unattended", "true")
                        .status())
                .isEqualTo(200);
        assertThat(server.count(seen)).isEqualTo(before);
        member.get("/console/overview", "HX-Request", "true");
        assertThat(server.count(seen)).isGreaterThan(before);
    }

    @Test
    void rightsOfAnAgent_areExplained_byTheRolesThatGrantThem_andNoOthers() {
        var page = agent.get("/console/rules/mine");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("Answering questions", "support_agent", "partly", "in clear", "Search by it")
                .doesNotContain("Fraud analyst", "Marketing", "Birth date");
        assertThat(agent.get("/console/rules/mine", "Accept-Language", "zh-CN").text())
                .contains("我的权限", "客户服务", "部分");
    }

    @Test
    void rightsOfAnAuditor_areThoseOfABuiltInRole_andReachNoCustomer() {
        assertThat(auditor.get("/console/rules/mine").text())
                .contains("See what everybody did, and change nothing", "There is no purpose that you may state")
                .doesNotContain("in clear");
        assertThat(server.get("/console/rules/mine", "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/ledger",
                "/console/ledger/1",
                "/console/ledger/entries.csv",
                "/console/keys",
                "/console/keys/status",
                "/console/keys/indexes",
                "/console/clients",
                "/console/rules/edit",
                "/console/people"
            })
    void pageOfAnotherRole_isRefusedToAnAgent_inWords(String path) {
        var answer = agent.get(path);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Strongroom-Code")).isEqualTo("caller.role_missing");
        assertThat(answer.text()).contains("<!DOCTYPE html>", "This did not work");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/keys/rotations",
                "/console/clients",
                "/console/clients/client-000000000000/revocations",
                "/console/rules/edit/plan",
                "/console/rules/edit/apply"
            })
    void changeOfAnotherRole_isRefusedToAnAgent_andToAnAuditor(String path) {
        assertThat(agent.form(path, "kind", "kek").status()).isEqualTo(403);
        assertThat(auditor.form(path, "kind", "kek").status()).isEqualTo(403);
    }

    @Test
    void log_isNotShown_onceTheFactorIsStale() {
        var late = StaffMember.signedIn(server, "late", List.of("log-reader"), List.of());
        late.waitElevenMinutes();
        for (var path : List.of("/console/ledger", "/console/ledger/1", "/console/ledger/entries.csv")) {
            var answer = late.get(path);
            assertThat(answer.header("Strongroom-Code")).as(path).isEqualTo("factor.stale");
            assertThat(answer.text()).doesNotContain(agent.id());
        }
        assertThat(late.get("/console/ledger").text()).contains("Prove that it is me");
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=2026-13-01, to",
        "from=99999-01-01, from",
        "actor=%3Cscript%3E, actor",
        "purpose=a%20b, purpose",
        "kind=nothing, kind",
        "decision=maybe, decision"
    })
    void queryOfTheLog_thatIsNone_isRefused_namingTheField(String query, String member) {
        var answer = auditor.get("/console/ledger?" + query);
        assertThat(answer.status()).isEqualTo(400);
        boolean isDay = List.of("from", "to").contains(member);
        assertThat(answer.header("Strongroom-Code")).isEqualTo(isDay ? "page.day" : "ledger.query");
        assertThat(answer.header("Strongroom-Code"))
                .isEqualTo(member.equals("from") || member.equals("to") ? "page.day" : "ledger.query");
        assertThat(answer.header("Strongroom-Member")).isEqualTo(member);
        assertThat(answer.text()).doesNotContain("<script>alert", "yesterday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/ledger/-1", "/console/ledger/999999", "/console/ledger/9223372036854775807"})
    void entryThatIsNotThere_isNotFound(String path) {
        var answer = auditor.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Strongroom-Code")).isEqualTo("ledger.no_such_entry");
    }

    @Test
    void entry_hasAReceipt_fromWhichItIsProven() {
        var page = auditor.get("/console/ledger/1").text();
        var receipt = page.replaceAll("(?s).*href=\"/v1/receipts/([^\"]+)\".*", "$1");
        RunningServer.await("a checkpoint", () -> server.logSize() > 1);
        assertThat(auditor.get("/v1/receipts/" + receipt).text()).startsWith("c2sp.org/tlog-proof@v1");
    }

    @Test
    void csv_holdsEveryEntry_andNoCellThatASpreadsheetWouldRun() {
        var hostile = new StaffMember(server, FORMULA);
        server.post(
                "/v1/accounts",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of(
                        "name",
                        FORMULA,
                        "signInName",
                        "formula",
                        "language",
                        "en",
                        "roles",
                        List.of(),
                        "purposes",
                        List.of())));
        var formula = StaffMember.signedIn(server, "plus", List.of("support_agent"), List.of("support"));
        server.post(
                "/v1/clients",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of("name", FORMULA, "roles", List.of("log-reader"))));
        var client = server.get("/v1/clients", server.administrator())
                .json()
                .get("clients")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(FORMULA))
                .findFirst()
                .orElseThrow();
        var secret = server.post(
                        "/v1/clients/" + client.get("id").asString() + "/rotations", server.administrator(), "{}")
                .json()
                .get("secret")
                .asString();
        server.get("/v1/records/customers/nothing", secret, "Strongroom-Purpose", "support");
        var csv = auditor.get("/console/ledger/entries.csv");
        assertThat(csv.header("Content-Disposition")).startsWith("attachment");
        assertThat(csv.text()).contains("'=HYPERLINK").doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");
        assertThat(csv.text().lines().count()).isGreaterThanOrEqualTo(server.logSize());
        assertThat(auditor.get("/console/ledger/entries.csv?actor=" + formula.id())
                        .text())
                .doesNotContain(hostile.toString());
    }

    @Test
    void keys_areShownByVersions_andRotatedByTheirKind() {
        assertThat(administrator.get("/console/keys").text()).contains("Key-encryption keys", "in use");
        assertThat(administrator
                        .form("/console/keys/rotations", "kind", "everything")
                        .header("Strongroom-Code"))
                .isEqualTo("key.kind_unknown");
        assertThat(administrator.form("/console/keys/rotations").header("Strongroom-Code"))
                .isEqualTo("form.missing");
        var rotated = administrator.form("/console/keys/rotations", "kind", "log");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text()).contains("replaced").doesNotContain("<!DOCTYPE");
    }

    @Test
    void rules_readLikeDocumentation_inBothLanguages() {
        assertThat(agent.get("/console/rules").text()).contains("id=\"purpose-support\"", "in clear", "not needed");
        assertThat(agent.get("/console/rules", "Accept-Language", "zh-CN").text())
                .contains("规则", "明文", "客服");
        assertThat(agent.get("/console/rules?collection=orders&role=warehouse").status())
                .isEqualTo(200);
        for (var wrong : List.of("collection=nothing", "role=nothing", "collection=%3Cscript%3E")) {
            assertThat(agent.get("/console/rules?" + wrong).header("Strongroom-Code"))
                    .as(wrong)
                    .isEqualTo("catalog.not_there");
        }
    }

    @Test
    void changeOfTheCatalog_isShownAsDifference_andAsWhatIsSeenMoreAndLess_withoutChangingAnything() {
        var before = hash();
        var next = catalog()
                        .replaceFirst("(?s)(support_agent:.*?phone: )\\w+", "$1clear")
                        .replaceFirst("(?s)(support_agent:.*?email: )\\w+", "$1masked")
                + "\n# " + SCRIPT + "\n";
        var planned = administrator.form("/console/rules/edit/plan", "before", before, "source", next);
        assertThat(planned.status()).as(planned.text()).isEqualTo(200);
        assertThat(planned.text())
                .contains(">more</span>", ">less</span>", "customers.phone", "customers.email", "&lt;script&gt;")
                .doesNotContain(SCRIPT);
        assertThat(hash()).isEqualTo(before);
    }

    @Test
    void catalogWithMistakes_isToldWhereTheyAre_andIsNotPutInForce() {
        var before = hash();
        var applied = administrator.form(
                "/console/rules/edit/apply", "before", before, "source", catalog() + "\nnothing: here\n");
        assertThat(applied.text()).contains("Mistakes", "line ").doesNotContain("The catalog is in force");
        assertThat(hash()).isEqualTo(before);
    }

    @Test
    void twoWhoEditTheCatalog_doNotUndoOneAnother() {
        var before = hash();
        var first = catalog() + "\n# the first\n";
        assertThat(administrator
                        .form("/console/rules/edit/apply", "before", before, "source", first)
                        .text())
                .contains("The catalog is in force");
        var second = administrator.form("/console/rules/edit/apply", "before", before, "source", first + "# second\n");
        assertThat(second.header("Strongroom-Code")).isEqualTo("catalog.changed");
        assertThat(catalog()).endsWith("# the first\n");
    }

    @Test
    void client_isMade_itsSecretShownOnce_andIsRevoked() {
        var made = administrator.form(
                "/console/clients",
                "name",
                SCRIPT,
                "roles",
                "log-reader",
                "addressRanges",
                "127.0.0.0/8\r\n",
                "expiresAt",
                "2099-12-31");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        var secret = made.text().replaceAll("(?s).*value=\"(srk_[^\"]+)\".*", "$1");
        assertThat(server.get("/v1/log", secret).status()).isEqualTo(200);
        var listed = administrator.get("/console/clients").text();
        assertThat(listed).contains("&lt;script&gt;", "127.0.0.0/8").doesNotContain(secret, SCRIPT);
        var id = secret.substring(4, 16);
        var shown = listed.contains("client-" + id) ? "client-" + id : id;
        assertThat(administrator
                        .form("/console/clients/" + shown + "/revocations")
                        .text())
                .contains("revoked");
        assertThat(server.get("/v1/log", secret).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "expiresAt, tomorrow",
        "expiresAt, 2026-02-30",
        "addressRanges, everywhere",
        "roles, king",
        "purposes, nothing"
    })
    void clientThatCannotBe_isRefused(String field, String value) {
        var answer = administrator.form("/console/clients", "name", "wrong", field, value);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(administrator.get("/console/clients").text()).doesNotContain(">wrong<");
    }
}
