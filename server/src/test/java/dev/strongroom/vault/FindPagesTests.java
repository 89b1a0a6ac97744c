package dev.strongroom.vault;

import static dev.strongroom.vault.PageVisitor.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.TimedPurposes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on which customers are found.
class FindPagesTests {

    private static final String SLOW = """
              slow:
                title: {en: Slow, zh-CN: 限量}
                hourly: {customers: 1, records: 1}
                grants:
                  - purpose: support
                    collection: customers
                    fields: {name: clear}
                    search: [email]
            """;

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String backend;
    private static PageVisitor agent;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
        server.applyCatalog(TimedPurposes.catalog() + SLOW);
        backend = server.client(List.of("shop_backend"), List.of());
        agent = PageVisitor.signedIn(
                server, "agent", List.of("support_agent"), List.of("support", "fulfilment", "inquiry", "marketing"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void page_offersPurposesThatMayBeStatedNow_andTellsWhichHaveToBeOpened() {
        var page = agent.open("");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("?purpose=support", "?purpose=fulfilment", "Inquiry", "/console/access")
                .doesNotContain("?purpose=inquiry", "marketing", "name=\"value\"");
    }

    @Test
    void page_forAPurpose_offersFieldsByWhichRecordsMayBeFound_andNoOthers() {
        var page = agent.open("?purpose=support");
        assertThat(page.text())
                .contains("customers.name", "customers.email", "customers.phone", "orders.total")
                .doesNotContain("customers.card", "customers.national_id", "payments.");
    }

    @Test
    void page_forAPurposeThatIsNotTheReaders_isRefused() {
        assertRefused(agent.open("?purpose=fraud_check"), 403, "purpose.not_allowed");
        assertRefused(agent.open("?purpose=%3Cscript%3E"), 403, "purpose.not_allowed");
        assertRefused(agent.open("?purpose=marketing"), 403, "purpose.not_allowed");
    }

    @Test
    void page_forAPurposeThatIsNotOpen_isRefused() {
        assertRefused(agent.open("?purpose=inquiry"), 403, "access.not_open");
    }

    @Test
    void ways_areThoseOfTheField() {
        var email = agent.part("/ways?purpose=support&place=customers.email");
        assertThat(email.text()).contains("value=\"exact\"").doesNotContain("value=\"contains\"", "value=\"suffix\"");
        var phone = agent.part("/ways?purpose=support&place=customers.phone");
        assertThat(phone.text()).contains("value=\"suffix\"").doesNotContain("value=\"prefix\"");
        var placed = agent.part("/ways?purpose=support&place=orders.placed_on");
        assertThat(placed.text())
                .contains("name=\"from\"", "name=\"to\"", "type=\"date\"")
                .doesNotContain("name=\"value\"");
    }

    @Test
    void ways_ofAForgedField_areThoseOfTheFirst() {
        var ways = agent.part("/ways?purpose=support&place=customers.card&kind=%22%3E");
        assertThat(ways.status()).isEqualTo(200);
        assertThat(ways.text()).contains("value=\"exact\"").doesNotContain("\">\"");
    }

    @Test
    void search_showsMaskedValues_leadingToTheCustomer_andTheEntrySaysSo() {
        var customer = server.create(backend, "customers", Shop.customer());
        var found = agent.search("support", "customers.email", "exact", Shop.lastEmail());
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.text())
                .contains("/console/customers/" + customer + "?purpose=support", "王**")
                .doesNotContain("王小明", Shop.lastEmail());
        var officer = server.client(List.of("log-reader"), List.of());
        var looks = server.get("/v1/customers/" + customer + "/looks", officer).text();
        assertThat(looks).contains("\"name\":\"partial\"").doesNotContain("clear");
    }

    @Test
    void search_forAnOrder_leadsToItsCustomer() {
        var customer = server.create(backend, "customers", Shop.customer());
        var order = server.create(backend, "orders", Shop.order(customer));
        var found = agent.post(
                "/search",
                "purpose",
                "support",
                "place",
                "orders.total",
                "kind",
                "between",
                "from",
                "12.50 CNY",
                "to",
                "12.50 CNY");
        assertThat(found.text()).contains(customer + "?purpose=support&amp;record=" + order);
    }

    @Test
    void search_thatFindsMoreThanAPage_goesOnWhereItEnded() {
        for (int i = 0; i < 25; i++) {
            server.create(backend, "customers", Shop.customer().replace("王小明", "赵长长"));
        }
        var first = agent.search("support", "customers.name", "exact", "赵长长");
        assertThat(rows(first)).isEqualTo(20);
        var cursor = first.text().replaceAll("(?s).*name=\"cursor\" value=\"([^\"]*)\".*", "$1");
        var rest = agent.post(
                "/search",
                "purpose",
                "support",
                "place",
                "customers.name",
                "kind",
                "exact",
                "value",
                "赵长长",
                "cursor",
                cursor);
        assertThat(rows(rest)).isEqualTo(5);
        assertThat(rest.text()).doesNotContain("<table", "name=\"cursor\"");
    }

    private static int rows(RunningServer.Answer answer) {
        return answer.text().split("<th scope=\"row\">", -1).length - 1;
    }

    @Test
    void search_thatFindsNobody_saysWhatToDoNext() {
        var found = agent.search("support", "customers.email", "exact", "nobody@example.com");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text()).contains("Nobody was found", "search by another field");
    }

    @Test
    void search_withoutWhatItNeeds_isRefused_andMarksIt() {
        var missing = agent.post("/search", "purpose", "support", "place", "customers.email", "kind", "exact");
        assertRefused(missing, 400, "form.missing");
        assertThat(missing.header("Strongroom-Member")).isEqualTo("value");
        assertRefused(
                agent.post("/search", "place", "customers.email", "kind", "exact", "value", "x"), 400, "form.missing");
        assertRefused(agent.post("/search", "purpose", "support", "kind", "exact", "value", "x"), 400, "form.missing");
        assertRefused(agent.search("support", "customers.email", "guess", "x"), 400, "search.invalid");
    }

    @Test
    void search_byAFieldThatIsNotGranted_isRefused() {
        assertRefused(
                agent.search("support", "customers.card", "exact", "4242424242424242"), 403, "search.not_granted");
        assertRefused(agent.search("support", "customers.nothing", "exact", "x"), 403, "search.not_granted");
        assertRefused(agent.search("support", "nothing.email", "exact", "x"), 404, "record.not_found");
        assertRefused(agent.search("support", "customers.email", "prefix", "a"), 403, "search.not_granted");
    }

    @Test
    void search_forAPurposeThatMayNotBeStated_isRefused() {
        assertRefused(
                agent.search("fraud_check", "customers.email", "exact", "x@example.com"), 403, "purpose.not_allowed");
        assertRefused(
                agent.search("inquiry", "customers.name", "exact", "x"), 403, "search.not_granted", "access.not_open");
    }

    @Test
    void search_forWhatIsNoValue_isRefused() {
        assertRefused(
                agent.search("support", "customers.email", "exact", "no address"),
                422,
                "value.not_an_email",
                "value.invalid");
    }

    @Test
    void search_withoutTheScript_isRefused() {
        var answer = agent.postWithoutScript(
                "/search", "purpose", "support", "place", "customers.email", "kind", "exact", "value", "x@example.com");
        assertRefused(answer, 400, "form.needs_script");
    }

    @Test
    void search_withAStaleFactor_isRefused() {
        var tired = PageVisitor.signedIn(server, "tired", List.of("support_agent"), List.of("support"));
        tired.member().waitElevenMinutes();
        assertRefused(tired.search("support", "customers.email", "exact", "x@example.com"), 403, "factor.stale");
    }

    @Test
    void search_beyondWhatARoleShowsAnHour_isRefused_withTheTimeToWait() {
        server.create(backend, "customers", Shop.customer());
        var slow = PageVisitor.signedIn(server, "slow", List.of("slow"), List.of("support"));
        assertThat(slow.search("support", "customers.email", "exact", Shop.lastEmail())
                        .status())
                .isEqualTo(200);
        var more = slow.search("support", "customers.email", "exact", Shop.lastEmail());
        assertRefused(more, 429, "access.hourly");
        assertThat(more.header("Retry-After")).isNotBlank();
    }

    @Test
    void search_inTheAddress_isNoSearch() {
        var answer = agent.part("/search?purpose=support&place=customers.email&kind=exact&value=x@example.com");
        assertThat(answer.status()).isNotEqualTo(200);
    }

    private static void assertRefused(RunningServer.Answer answer, int status, String... oneOf) {
        assertThat(oneOf).as(answer.text()).contains(code(answer));
        assertThat(answer.status()).isEqualTo(status);
    }
}
