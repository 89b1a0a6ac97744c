package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people are told of their own looks: all of them, and nobody else's.
class OwnLooksPagesTests {

    private static final int MORE_THAN_A_PAGE = 51;

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String customer;
    private static PageVisitor agent;
    private static PageVisitor colleague;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        customer = server.create(server.client(List.of("shop_backend"), List.of()), "customers", Shop.customer());
        agent = PageVisitor.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
        colleague = PageVisitor.signedIn(server, "colleague", List.of("support_agent"), List.of("support"));
        agent.reveal(customer, "support", "name", "they asked me");
        agent.reveal(customer, "marketing", "email", "curious");
        colleague.reveal(customer, "support", "phone", "they asked another");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void looks_areTold_inTheWordsOfTheCatalog_withTheirProof() {
        var page = agent.open("/my-looks");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("Answering questions", "Name", "In clear");
        var receipt = page.text().replaceAll("(?s).*?/v1/receipts/([^\"]*)\".*", "$1");
        RunningServer.await(
                "the proof of a look",
                () -> agent.member().get("/v1/receipts/" + receipt).status() == 200);
    }

    @Test
    void refusals_areApart_withTheirReason() {
        assertThat(agent.open("/my-looks?refused=true").text()).contains("purpose.not_allowed");
        assertThat(agent.open("/my-looks").text()).doesNotContain("purpose.not_allowed");
    }

    @Test
    void refusals_tellNothing_thatTheAnswerKept() {
        var curious = PageVisitor.signedIn(server, "curious", List.of("support_agent"), List.of("support"));
        for (var id : List.of(customer, RecordId.ofCustomer(4711).toString())) {
            assertThat(curious.member()
                            .get("/v1/records/customers/" + id, "Strongroom-Purpose", "marketing")
                            .status())
                    .isEqualTo(403);
        }
        var page = curious.open("/my-looks?refused=true").text();
        assertThat(page).doesNotContain("/v1/receipts/");
        var rows = Arrays.stream(page.split("<tr>"))
                .skip(1)
                .filter(row -> row.contains("purpose.not_allowed"))
                .map(row -> row.replaceAll("(?s)<time.*?</time>", ""))
                .map(row -> row.replaceAll("(?s)</tbody>.*", "").strip())
                .toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).isEqualTo(rows.getLast());
    }

    @Test
    void looksOfOthers_customers_andWhatWasSaid_areNotTold() {
        for (var path : List.of(
                "/my-looks",
                "/my-looks?refused=true",
                "/my-looks?actor=" + colleague.member().id())) {
            assertThat(agent.open(path).text())
                    .doesNotContain("Phone", "they asked", "curious", customer, "王小明")
                    .doesNotContain(colleague.member().id());
        }
    }

    @Test
    void customerInTheAddress_isNoWayToAskWhomALookWasAt() {
        var nobody = "0".repeat(26);
        assertThat(agent.open("/my-looks?customer=" + nobody).text())
                .isEqualTo(agent.open("/my-looks").text());
    }

    @Test
    void purpose_choosesItsLooks_andAHyphenThoseWithoutOne() {
        assertThat(agent.open("/my-looks?purpose=support").text()).contains("Purpose:", "Answering questions", "Name");
        assertThat(agent.open("/my-looks?purpose=-").text())
                .contains("none stated", "Nothing yet")
                .doesNotContain("In clear");
        assertThat(agent.open("/my-looks?purpose=unknown").text()).contains("Nothing yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?purpose=%3Cb%3E", "?purpose=a%20b", "?before=x", "?refused=x"})
    void query_thatIsNone_isRefused(String query) {
        var answer = agent.open("/my-looks" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("<b>");
    }

    @Test
    void moreThanAPage_isGoneThroughToItsEnd() {
        var busy = PageVisitor.signedIn(server, "busy", List.of("support_agent"), List.of("support"));
        for (int look = 0; look < MORE_THAN_A_PAGE; look++) {
            assertThat(busy.open("/" + customer + "?purpose=support").status()).isEqualTo(200);
        }
        var first = busy.open("/my-looks?purpose=support").text();
        assertThat(first).contains(">Older<");
        var older = first.replaceAll("(?s).*href=\"/console/customers(/my-looks[^\"]*before=[0-9]+)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(older).contains("purpose=support");
        assertThat(busy.open(older).text()).contains("Answering questions").doesNotContain(">Older<");
    }

    @Test
    void stranger_isAskedToSignIn() {
        assertThat(server.get("/console/customers/my-looks", "").status()).isEqualTo(401);
    }

    @Test
    void overview_leadsAnAgentToTheirOwnLooks_andOnlyWhoReadsTheLogToEverybodys() {
        assertThat(agent.member().get("/console").text())
                .contains("/console/customers/my-looks\"", "/console/customers/my-looks?refused=true")
                .doesNotContain("/console/ledger");
        var auditor = PageVisitor.signedIn(server, "auditor", List.of("auditor"), List.of());
        assertThat(auditor.member().get("/console").text())
                .contains("/console/ledger?kind=look")
                .doesNotContain("my-looks");
        var administrator = PageVisitor.signedIn(server, "administrator", List.of("administrator"), List.of());
        assertThat(administrator.member().get("/console").text())
                .as("their figures count everybody, and no list of everybody is theirs to read")
                .doesNotContain("/console/ledger", "my-looks");
    }
}
