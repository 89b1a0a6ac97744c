package dev.strongroom.vault;

import static dev.strongroom.vault.PageVisitor.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who looked, for those who check it, and the erasure of a customer.
class CustomerPagesOfOfficersTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String backend;
    private static PageVisitor agent;
    private static PageVisitor auditor;
    private static PageVisitor eraser;

    private String customer;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        backend = server.client(List.of("shop_backend"), List.of());
        agent = PageVisitor.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
        auditor = PageVisitor.signedIn(server, "auditor", List.of("log-reader"), List.of());
        eraser = PageVisitor.signedIn(server, "eraser", List.of("eraser"), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void customers() {
        customer = server.create(backend, "customers", Shop.customer());
    }

    @Test
    void looks_areTold_withReasonsAndProofs() {
        agent.reveal(customer, "support", "name", "they <b>asked</b>");
        agent.copy(customer, "support", "name");
        agent.reveal(customer, "marketing", "name", "curious");
        var page = auditor.open("/" + customer + "/looks");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("they &lt;b&gt;asked", "In clear", "Copied", "Answering questions", "purpose.not_allowed")
                .contains(agent.member().id())
                .doesNotContain("<b>asked", "王小明");
        var receipt = page.text().replaceAll("(?s).*?/v1/receipts/([^\"]*)\".*", "$1");
        RunningServer.await(
                "the proof of a look",
                () -> auditor.member().get("/v1/receipts/" + receipt).status() == 200);
    }

    @Test
    void looks_atACustomerAtWhomNobodyLooked_sayWhatWouldBeThere() {
        assertThat(auditor.open("/" + customer + "/looks").text()).contains("Nobody has looked yet");
        assertThat(auditor.open("/" + customer + "/looks").text())
                .as("whoever checks is seen by the next")
                .contains("Looks listed", auditor.member().id())
                .doesNotContain("look-list");
    }

    @Test
    void looks_behindManyEntriesThatAreNone_areFound() {
        for (int version = 1; version <= 100; version++) {
            var written = server.send(
                    "PATCH",
                    "/v1/records/customers/" + customer,
                    backend,
                    "{\"fields\":{\"name\":\"Number %d\"}}".formatted(version),
                    "If-Match",
                    "\"" + version + "\"");
            assertThat(written.status()).as(written.text()).isEqualTo(200);
        }
        agent.reveal(customer, "support", "name", "they asked");
        assertThat(auditor.open("/" + customer + "/looks").text())
                .contains("they asked")
                .doesNotContain("Nobody has looked yet");
    }

    @Test
    void furtherRowsOfLooks_areNoPage() {
        var rows = "/" + customer + "/looks?after=-1";
        assertRefused(auditor.open(rows), 400, "page.part");
        assertRefused(agent.part(rows), 403, "caller.role_missing");
        assertThat(auditor.part(rows).status()).isEqualTo(200);
    }

    @Test
    void looks_forThoseWithoutTheRole_areRefused() {
        assertRefused(agent.open("/" + customer + "/looks"), 403, "caller.role_missing");
        assertRefused(eraser.open("/" + customer + "/looks"), 403, "caller.role_missing");
        assertThat(server.get("/console/customers/" + customer + "/looks", "").status())
                .isEqualTo(401);
    }

    @Test
    void looks_areShownOfTheDaysThatAreAskedFor_alone() {
        agent.reveal(customer, "support", "name", "they asked");
        var today = LocalDate.now(ZoneOffset.UTC);
        var tomorrow = today.plusDays(1);
        var looks = "/" + customer + "/looks";
        assertThat(auditor.open(looks + "?from=" + today.minusDays(1) + "&to=" + tomorrow)
                        .text())
                .contains("they asked", "value=\"" + tomorrow + "\"");
        for (var other : List.of("?from=" + tomorrow, "?to=" + today.minusDays(1), "?from=2020-01-02&to=2020-01-01")) {
            assertThat(auditor.open(looks + other).text()).as(other).contains("Nobody has looked yet");
        }
        for (var wrong : List.of("from=yesterday", "to=2026-02-30", "from=1999-12-31", "to=99999-01-01")) {
            var refused = auditor.open(looks + "?" + wrong);
            assertRefused(refused, 400, "page.day");
            assertThat(refused.header("Strongroom-Member")).isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void looks_areAllThere_whoeversClockIsAhead() {
        agent.reveal(customer, "support", "name", "they asked");
        for (var difference : List.of("+ interval '10 minutes'", "- interval '20 minutes'")) {
            server.execute("update customer_key set created_at = created_at " + difference);
            assertThat(auditor.open("/" + customer + "/looks").text()).contains("they asked");
            assertThat(auditor.member()
                            .get("/console/ledger/entries.csv?kind=look&customer=" + customer)
                            .text()
                            .lines())
                    .filteredOn(line -> line.contains(agent.member().id()))
                    .hasSize(1);
        }
    }

    @Test
    void looks_nameThoseWhoLooked_toAuditors() {
        var named = PageVisitor.signedIn(server, "named", List.of("auditor"), List.of());
        agent.reveal(customer, "support", "name", "they asked");
        assertThat(named.open("/" + customer + "/looks").text()).contains("class=\"value\">agent</bdi>");
        assertThat(auditor.open("/" + customer + "/looks").text()).doesNotContain(">agent</bdi>");
    }

    @Test
    void log_isLookedThroughByCustomer_andByNobodyElsesEntries() {
        var other = server.create(backend, "customers", Shop.customer());
        agent.reveal(customer, "support", "name", "they asked");
        agent.reveal(other, "support", "name", "they asked");
        server.create(backend, "orders", Shop.order(customer));
        var entries = auditor.member()
                .get("/console/ledger/entries.csv?customer=" + customer)
                .text();
        assertThat(entries.lines().skip(1).map(line -> line.split(",")[2])).containsExactly("write", "look", "write");
        assertThat(auditor.member()
                        .get("/console/ledger/entries.csv?kind=look&customer=" + customer)
                        .text()
                        .lines())
                .hasSize(2);
        var page = auditor.member().get("/console/ledger?customer=" + customer);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("value=\"" + customer + "\"").doesNotContain("data-chart");
        assertThat(auditor.member()
                        .get("/console/ledger?from=2020-01-01&to=2020-01-02&customer=" + customer)
                        .text())
                .contains("class=\"empty-title\"");
    }

    @Test
    void log_ofACustomerWhoIsNotThere_isNotFound() {
        assertThat(erase(customer, customer).status()).isEqualTo(200);
        for (var gone : List.of(customer, "0000000000001", "nobody")) {
            var refused = auditor.member().get("/console/ledger?customer=" + gone);
            assertRefused(refused, 404, "customer.not_found");
        }
        assertRefused(auditor.member().get("/console/ledger?customer=%3Cscript%3E"), 400, "ledger.query");
        assertRefused(agent.member().get("/console/ledger?customer=" + customer), 403, "caller.role_missing");
    }

    @Test
    void entriesThatLeaveAsAFile_areInTheLogAsAnExport() {
        var kind = "select count(*) from ledger_entry where position('\"log-entries\"'::bytea in entry) > 0";
        long before = server.count(kind);
        assertThat(auditor.member().get("/console/ledger/entries.csv").status()).isEqualTo(200);
        assertThat(auditor.member()
                        .get("/console/ledger/entries.csv?from=never")
                        .status())
                .isEqualTo(400);
        assertThat(agent.member().get("/console/ledger/entries.csv").status()).isEqualTo(403);
        assertThat(server.count(kind)).isEqualTo(before + 1);
    }

    @Test
    void looks_ofAnUnknownCustomer_areNotFound() {
        assertRefused(auditor.open("/0000000000001/looks"), 404, "customer.not_found");
    }

    @Test
    void looks_withAStaleFactor_areRefused() {
        var tired = PageVisitor.signedIn(server, "tired", List.of("auditor"), List.of());
        tired.member().waitElevenMinutes();
        assertRefused(tired.open("/" + customer + "/looks"), 403, "factor.stale");
    }

    @Test
    void open_leadsToTheCustomer_andToNowhereElse() {
        var answer = auditor.post("/open", "customer", " " + customer + " ", "purpose", "support");
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/customers/" + customer + "?purpose=support");
        for (var forged : List.of("//elsewhere.example", "zzz", "0", "../ledger")) {
            var refused = auditor.post("/open", "customer", forged, "purpose", "support");
            assertThat(refused.header("Strongroom-Code")).as(forged).isEqualTo("customer.no_id");
            assertThat(refused.header("HX-Redirect")).isEmpty();
        }
        var odd = auditor.post("/open", "customer", customer, "purpose", "a&b=c");
        assertThat(odd.header("HX-Redirect")).isEqualTo("/console/customers/" + customer);
    }

    @Test
    void erasure_showsWhatWouldGo_andRemovesNothing() {
        server.create(backend, "orders", Shop.order(customer));
        var page = eraser.open("/" + customer + "/erasure");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("Orders", "Customers", "name=\"confirmation\"");
        assertThat(agent.open("/" + customer + "?purpose=support").status()).isEqualTo(200);
    }

    @Test
    void erasure_thatTheLawForbids_namesTheLaw_andOffersNoButton() {
        server.create(backend, "payments", Shop.payment(customer));
        var page = eraser.open("/" + customer + "/erasure");
        assertThat(page.text()).contains("Tax Collection Administration Law").doesNotContain("name=\"confirmation\"");
        assertRefused(erase(customer, customer), 409, "erasure.retention_duty");
    }

    @Test
    void erasure_confirmedByTheId_removesTheCustomer_andGivesTheCertificate() {
        var erased = erase(customer, customer);
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.text()).contains("strongroom.dev/erasure-certificate/v1");
        var address = erased.text().replaceAll("(?s).*href=\"(/console/erasures/[^\"]*)\".*", "$1");
        var file = eraser.member().get(address);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition")).startsWith("attachment");
        assertThat(file.text()).contains("customer " + customer);
        assertRefused(agent.open("/" + customer + "?purpose=support"), 404, "customer.not_found");
    }

    @Test
    void erasure_notConfirmed_removesNothing() {
        assertRefused(erase(customer, "yes"), 422, "erasure.confirmation");
        assertRefused(eraser.post("/" + customer + "/erasure"), 400, "form.missing");
        assertRefused(
                eraser.postWithoutScript("/" + customer + "/erasure", "confirmation", customer),
                400,
                "form.needs_script");
        assertThat(agent.open("/" + customer + "?purpose=support").status()).isEqualTo(200);
    }

    @Test
    void erasure_forThoseWithoutTheRole_isRefused() {
        assertRefused(agent.open("/" + customer + "/erasure"), 403, "caller.role_missing");
        assertRefused(agent.post("/" + customer + "/erasure", "confirmation", customer), 403, "caller.role_missing");
        assertRefused(auditor.post("/" + customer + "/erasure", "confirmation", customer), 403, "caller.role_missing");
    }

    @Test
    void erasure_ofAnUnknownCustomer_isNotFound() {
        assertRefused(eraser.open("/0000000000001/erasure"), 404, "customer.not_found");
        assertRefused(erase("0000000000001", "0000000000001"), 404, "customer.not_found");
        assertThat(eraser.member().get("/console/erasures/none").status()).isEqualTo(404);
    }

    private static RunningServer.Answer erase(String customer, String confirmation) {
        return eraser.post("/" + customer + "/erasure", "confirmation", confirmation);
    }

    private static void assertRefused(RunningServer.Answer answer, int status, String code) {
        assertThat(code(answer)).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
