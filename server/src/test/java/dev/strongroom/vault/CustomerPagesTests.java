package dev.strongroom.vault;

import static dev.strongroom.vault.PageVisitor.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of one customer: what it shows masked, what it shows in clear and for whom, and what it leaves in the
/// ledger.
class CustomerPagesTests {

    private static final String REASON = "caller asked about an order";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String backend;
    private static String officer;
    private static PageVisitor agent;
    private static PageVisitor packer;
    private static PageVisitor analyst;

    private String customer;
    private String other;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        backend = server.client(List.of("shop_backend"), List.of());
        officer = server.client(List.of("log-reader"), List.of());
        agent = PageVisitor.signedIn(server, "agent", List.of("support_agent"), List.of("support", "fulfilment"));
        packer = PageVisitor.signedIn(server, "packer", List.of("warehouse"), List.of("fulfilment"));
        analyst = PageVisitor.signedIn(server, "analyst", List.of("fraud_analyst"), List.of("fraud_check"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void customers() {
        customer = server.create(backend, "customers", Shop.customer());
        other = server.create(backend, "customers", Shop.customer());
    }

    @Test
    void page_withoutPurpose_asksForOne_andIsNoLook() {
        var page = agent.open("/" + customer);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("?purpose=support", "?purpose=fulfilment")
                .doesNotContain("role=\"tab\"");
        assertThat(looks(customer)).isEmpty();
    }

    @Test
    void page_forAPurpose_listsRecordsByCollection_andIsALook() {
        var order = server.create(backend, "orders", Shop.order(customer));
        var page = agent.open("/" + customer + "?purpose=support");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(customer, order, "tab-customers", "tab-orders");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(looks(customer)).hasSize(1);
    }

    @Test
    void page_forAForeignPurpose_isRefused() {
        assertRefused(agent.open("/" + customer + "?purpose=marketing"), 403, "purpose.not_allowed");
        assertRefused(agent.open("/" + customer + "?purpose=no-such"), 403, "purpose.not_allowed");
    }

    @Test
    void page_ofAnUnknownCustomer_isNotFound_howeverTheIdIsWritten() {
        assertRefused(agent.open("/0000000000001?purpose=support"), 404, "customer.not_found");
        assertRefused(agent.open("/nobody?purpose=support"), 404, "customer.not_found");
    }

    @Test
    void page_withoutSigningIn_isTheWayIn() {
        var page = server.get("/console/customers/" + customer + "?purpose=support", "");
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.text()).doesNotContain(customer);
    }

    @Test
    void record_isShownMasked_andTheEntrySaysSo() {
        var record = agent.part(record(customer, customer, "support"));
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.text())
                .contains("王**", "**** 4242", "138****")
                .doesNotContain("王小明", "4242424242424242", Shop.lastEmail());
        assertThat(looks(customer).getLast()).contains("\"name\":\"partial\"").doesNotContain("clear");
    }

    @Test
    void record_tellsWhatIsWithheld_andWhy() {
        var record = agent.part(record(customer, customer, "support"));
        assertThat(record.text()).contains("Not needed for this purpose").doesNotContain("北京市");
        var seenByPacker = packer.part(record(customer, customer, "fulfilment"));
        assertThat(seenByPacker.text()).contains("Not for your roles").doesNotContain("4242");
    }

    @Test
    void record_offersToReveal_onlyWhereMoreIsGranted() {
        var record = agent.part(record(customer, customer, "support"));
        assertThat(record.text()).contains("Reveal Name").doesNotContain("Reveal Payment card", "Reveal E-mail");
        var seenByPacker = packer.part(record(customer, customer, "fulfilment"));
        assertThat(seenByPacker.text()).contains("Reveal Name").doesNotContain("Reveal Reference");
    }

    @Test
    void record_ofAnotherCustomer_isNotFoundUnderThisOne() {
        assertRefused(agent.part(record(customer, other, "support")), 404, "record.not_found");
    }

    @Test
    void record_inAnotherCollection_isNotFound() {
        var answer = agent.part("/" + customer + "/orders/" + customer + "?purpose=support");
        assertRefused(answer, 404, "record.not_found");
    }

    @Test
    void record_inNoCollection_isNotFound() {
        var answer = agent.part("/" + customer + "/nothing/" + customer + "?purpose=support");
        assertRefused(answer, 404, "record.not_found");
    }

    @Test
    void record_withoutAPurpose_isRefused() {
        assertRefused(agent.part("/" + customer + "/customers/" + customer), 403, "purpose.not_allowed");
    }

    @Test
    void record_withAStaleFactor_isRefused_untilItIsProvenAgain() {
        var tired = PageVisitor.signedIn(server, "tired", List.of("support_agent"), List.of("support"));
        tired.member().waitElevenMinutes();
        assertRefused(tired.part(record(customer, customer, "support")), 403, "factor.stale");
        assertRefused(tired.open("/" + customer + "?purpose=support"), 403, "factor.stale");
        assertRefused(tired.reveal(customer, "support", "name", REASON), 403, "factor.stale");
        tired.member().signIn();
        assertThat(tired.part(record(customer, customer, "support")).status()).isEqualTo(200);
    }

    @Test
    void reveal_withAReason_showsTheValue_andKeepsTheReasonWithTheLook() {
        var shown = agent.reveal(customer, "support", "name", REASON);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.text()).contains("王小明", "data-seconds=\"30\"").doesNotContain("4242");
        var look = looks(customer).getLast();
        assertThat(look).contains("\"fields\":{\"name\":\"clear\"}", "\"reason\":\"" + REASON + "\"");
        assertThat(server.count("select count(*) from ledger_detail where position('asked'::bytea in sealed) > 0"))
                .isZero();
    }

    @Test
    void reveal_twice_isTwoLooks() {
        assertThat(agent.reveal(customer, "support", "name", "one").status()).isEqualTo(200);
        assertThat(agent.reveal(customer, "support", "name", "two").status()).isEqualTo(200);
        assertThat(looks(customer)).hasSize(2);
        assertThat(looks(customer).getLast()).contains("\"reason\":\"two\"");
    }

    @Test
    void reveal_withoutAReason_isRefused_andMarksTheField() {
        var missing = agent.post(reveal(customer), "purpose", "support", "field", "name");
        assertRefused(missing, 400, "form.missing");
        assertThat(missing.header("Strongroom-Member")).isEqualTo("reason");
        assertRefused(agent.reveal(customer, "support", "name", "   "), 400, "form.missing");
        for (var nothing : List.of("\u200B\u200D", "\u3164\uFFA0", "\u2800", "...", "\u202E")) {
            assertRefused(agent.reveal(customer, "support", "name", nothing), 422, "look.reason");
        }
        assertThat(looks(customer)).isEmpty();
    }

    @Test
    void reveal_withAReasonThatIsTooLong_isRefused() {
        var answer = agent.reveal(customer, "support", "name", "x".repeat(501));
        assertRefused(answer, 422, "look.reason");
        assertThat(answer.header("Strongroom-Member")).isEqualTo("reason");
        assertThat(agent.reveal(customer, "support", "name", "𠮷".repeat(500)).status())
                .isEqualTo(200);
    }

    @Test
    void reveal_withoutAPurpose_isRefused() {
        assertRefused(agent.post(reveal(customer), "field", "name", "reason", REASON), 400, "form.missing");
    }

    @Test
    void reveal_forAForeignPurpose_isRefused_andTheRefusalIsInTheLedger() {
        assertRefused(agent.reveal(customer, "fraud_check", "national_id", REASON), 403, "purpose.not_allowed");
        assertThat(looks(customer).getLast()).contains("deny purpose.not_allowed", "\"reason\":\"" + REASON + "\"");
    }

    @Test
    void reveal_ofAForgedField_isRefused() {
        assertRefused(agent.reveal(customer, "support", "secret", REASON), 422, "field.unknown");
        assertRefused(agent.reveal(customer, "support", "<script>", REASON), 422, "field.unknown");
        assertRefused(agent.reveal(customer, "support", "address", REASON), 403, "purpose.does_not_cover");
    }

    @Test
    void reveal_ofAFieldThatIsGrantedMaskedOnly_showsNothing() {
        var answer = agent.reveal(customer, "support", "card", REASON);
        assertRefused(answer, 403, "reveal.not_granted");
        assertThat(answer.text()).doesNotContain("4242");
        assertThat(looks(customer)).hasSize(1);
        assertThat(looks(customer).getLast()).contains("deny reveal.not_granted");
        assertRefused(packer.reveal(customer, "fulfilment", "phone", REASON), 403, "reveal.not_granted");
    }

    @Test
    void reveal_ofAnotherCustomersRecord_isNotFound() {
        var path = "/" + customer + "/customers/" + other + "/reveal";
        var answer = agent.post(path, "purpose", "support", "field", "name", "reason", REASON);
        assertRefused(answer, 404, "record.not_found");
    }

    @Test
    void reveal_withoutTheScript_isRefused() {
        var answer = agent.postWithoutScript(reveal(customer), "purpose", "support", "field", "name", "reason", REASON);
        assertRefused(answer, 400, "form.needs_script");
        assertThat(looks(customer)).isEmpty();
    }

    @Test
    void reveal_asJson_isRefused() {
        var answer = agent.member()
                .post("/console/customers" + reveal(customer), java.util.Map.of("field", "name"), "HX-Request", "true");
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void reveal_withAFieldSentTwice_isRefused() {
        var answer =
                agent.post(reveal(customer), "purpose", "support", "field", "name", "field", "card", "reason", REASON);
        assertRefused(answer, 400, "form.malformed");
    }

    @Test
    void copy_isInTheLedger_andReleasesNothing() {
        var answer = agent.copy(customer, "support", "name");
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.bytes()).isEmpty();
        assertThat(looks(customer).getLast()).contains("\"kind\":\"look\"", "\"fields\":{\"name\":\"copied\"}");
        assertThat(server.tampering()).isEmpty();
        assertThat(server.findings(customer)).isEmpty();
    }

    @Test
    void copy_ofWhatIsNotGrantedInClear_isRefused_andTheRefusalIsInTheLedger() {
        assertRefused(agent.copy(customer, "support", "card"), 403, "copy.not_granted");
        assertThat(looks(customer).getLast()).contains("deny copy.not_granted");
    }

    @Test
    void copy_withoutWhatItNeeds_isRefused() {
        assertRefused(agent.copy(customer, "marketing", "name"), 403, "purpose.not_allowed");
        assertRefused(agent.copy(customer, "support", "secret"), 422, "field.unknown");
        assertRefused(agent.copy("0000000000001", "support", "name"), 404, "record.not_found");
        assertRefused(
                agent.post("/" + customer + "/customers/" + customer + "/copies", "field", "name"),
                400,
                "form.missing");
        assertRefused(
                agent.postWithoutScript(
                        "/" + customer + "/customers/" + customer + "/copies", "purpose", "support", "field", "name"),
                400,
                "form.needs_script");
    }

    @Test
    void reveal_ofAValueThatIsNotThere_showsNothing() {
        assertRefused(analyst.reveal(customer, "fraud_check", "birth_date", REASON), 404, "reveal.no_value");
    }

    @Test
    void copy_ofAValueThatIsNotThere_isNotFound() {
        assertRefused(analyst.copy(customer, "fraud_check", "birth_date"), 404, "record.not_found");
    }

    @Test
    void hostileText_isShownAsText_maskedAndInClear() {
        var script = "<script>alert(1)</script>\u200Devil";
        var number = server.create(
                backend,
                "orders",
                RunningServer.JSON.writeValueAsString(java.util.Map.of(
                        "customer", customer, "fields", java.util.Map.of("number", "N", "shipping_address", script))));
        var path = "/" + customer + "/orders/" + number;
        var shown = agent.post(
                path + "/reveal", "purpose", "fulfilment", "field", "shipping_address", "reason", "<b>" + REASON);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.text()).contains("&lt;script&gt;", "U+200D").doesNotContain("<script>");
        var masked = agent.part(path + "?purpose=fulfilment");
        assertThat(masked.text()).doesNotContain("<script>", "\u200D");
    }

    @Test
    void longText_isShownWhole_andFolded() {
        var address = "长".repeat(1_000);
        var order = server.create(
                backend,
                "orders",
                RunningServer.JSON.writeValueAsString(java.util.Map.of(
                        "customer", customer, "fields", java.util.Map.of("number", "N", "shipping_address", address))));
        var shown = agent.post(
                "/" + customer + "/orders/" + order + "/reveal",
                "purpose",
                "fulfilment",
                "field",
                "shipping_address",
                "reason",
                REASON);
        assertThat(shown.text()).contains(address, "class=\"value long\"");
    }

    @Test
    void pages_inChinese_haveChineseWords() {
        var page = agent.member()
                .get(
                        "/console/customers/" + customer + "/customers/" + customer + "?purpose=support",
                        "HX-Request",
                        "true",
                        "Accept-Language",
                        "zh-CN");
        assertThat(page.text()).contains("姓名", "显示明文", "掩码显示").doesNotContain("Reveal", "??");
    }

    private static String record(String customer, String record, String purpose) {
        return "/" + customer + "/customers/" + record + "?purpose=" + purpose;
    }

    private static String reveal(String customer) {
        return "/" + customer + "/customers/" + customer + "/reveal";
    }

    private static void assertRefused(RunningServer.Answer answer, int status, String code) {
        assertThat(code(answer)).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    /// What the ledger tells of looks at the customer; those at this list are left out.
    private static List<String> looks(String customer) {
        return server.get("/v1/customers/" + customer + "/looks", officer)
                .json()
                .get("looks")
                .valueStream()
                .map(Object::toString)
                .filter(look -> !look.contains("look-list"))
                .toList();
    }
}
