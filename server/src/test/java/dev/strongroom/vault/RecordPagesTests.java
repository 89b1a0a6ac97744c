package dev.strongroom.vault;

import static dev.strongroom.vault.PageVisitor.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history of a record and its change, on the page of its customer.
class RecordPagesTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String backend;
    private static PageVisitor agent;
    private static PageVisitor keeper;

    private String customer;
    private String order;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        backend = server.client(List.of("shop_backend"), List.of());
        agent = PageVisitor.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
        keeper = PageVisitor.signedIn(
                server, "keeper", List.of("support_agent", "shop_backend"), List.of("support", "fulfilment"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void records() {
        customer = server.create(backend, "customers", Shop.customer());
        order = server.create(backend, "orders", Shop.order(customer));
    }

    @Test
    void history_tellsWhoWroteWhat_andShowsVersionsMasked() {
        patch("{\"fields\": {\"number\": \"NEW-NUMBER-1\"}}", 1);
        var versions = agent.part(order() + "/versions?purpose=support");
        assertThat(versions.status()).as(versions.text()).isEqualTo(200);
        assertThat(versions.text()).contains("Version 2", "Changed", "Version 1", "Created", "Order number");
        var first = agent.part(order() + "/versions/1?purpose=support");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.text()).contains(order() + "/versions/1/reveal").doesNotContain("N-", "data-copy");
    }

    @Test
    void history_revealsAnEarlierValue_forAReason() {
        patch("{\"fields\": {\"number\": \"NEW-NUMBER-2\"}}", 1);
        var shown =
                agent.post(order() + "/versions/1/reveal", "purpose", "support", "field", "total", "reason", "asked");
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.text()).contains("12.50 CNY").doesNotContain("data-copy");
    }

    @Test
    void history_refusesWhatTheRecordItselfWouldRefuse() {
        assertRefused(agent.part(order() + "/versions?purpose=marketing"), 403, "purpose.not_allowed");
        assertRefused(agent.part(order() + "/versions"), 403, "purpose.not_allowed");
        assertRefused(agent.part(order() + "/versions/7?purpose=support"), 404, "version.unknown");
        assertRefused(agent.part(order() + "/versions/x?purpose=support"), 404, "version.unknown");
        var reveal = order() + "/versions/1/reveal";
        assertRefused(agent.post(reveal, "purpose", "support", "field", "total"), 400, "form.missing");
        assertRefused(
                agent.postWithoutScript(reveal, "purpose", "support", "field", "total", "reason", "x"),
                400,
                "form.needs_script");
        var other = server.create(backend, "customers", Shop.customer());
        assertRefused(
                agent.part("/" + other + "/orders/" + order + "/versions?purpose=support"), 404, "record.not_found");
    }

    @Test
    void restore_showsTheDifferenceFirst_andRestoresSecond() {
        patch("{\"fields\": {\"total\": \"50.00 CNY\", \"number\": \"OTHER-NUMBER\"}}", 1);
        assertThat(keeper.part(order() + "/versions/1?purpose=support").text()).contains("/versions/1/restore");
        var difference = keeper.post(order() + "/versions/1/restore", "purpose", "support");
        assertThat(difference.status()).as(difference.text()).isEqualTo(200);
        assertThat(difference.text())
                .contains("Restore version 1", "name=\"restore\" value=\"2\"")
                .doesNotContain("OTHER-NUMBER", "Invoice");
        assertThat(value("total")).contains("50.00 CNY");
        var restored = keeper.post(order() + "/versions/1/restore", "purpose", "support", "restore", "2");
        assertThat(restored.text()).contains("saved as version 3", "hx-target=\"#record-orders-" + order + "\"");
        assertThat(value("total")).contains("12.50 CNY");
        assertThat(agent.part(order() + "/versions?purpose=support").text()).contains("Restored");
    }

    @Test
    void restore_tellsWhatWouldChange_andNothingElse() {
        patch("{\"fields\": {\"total\": \"50.00 CNY\"}}", 1);
        var difference = keeper.post(order() + "/versions/1/restore", "purpose", "support");
        assertThat(difference.text()).contains("Total").doesNotContain("Order number", "Invoice", "Placed");
        patch("{\"fields\": {\"total\": \"12.50 CNY\"}}", 2);
        var nothing = keeper.post(order() + "/versions/1/restore", "purpose", "support");
        assertThat(nothing.text()).contains("Nothing would change").doesNotContain("Total", "name=\"restore\"");
    }

    @Test
    void valuesThatArePartOfADifference_sayWhyTheyAreNotShown() {
        patch("{\"fields\": {\"shipping_address\": \"2 Other Road\"}}", 1);
        assertThat(keeper.post(order() + "/versions/1/restore", "purpose", "support")
                        .text())
                .contains("Not needed for this purpose")
                .doesNotContain("Not for your roles", "Other Road");
        assertThat(keeper.post(
                                order() + "/edit",
                                "purpose",
                                "support",
                                "set.shipping_address",
                                "3 Third Road",
                                "version",
                                "2")
                        .text())
                .contains("Not needed for this purpose", "3 Third Road")
                .doesNotContain("Not for your roles");
    }

    @Test
    void restore_onAVersionThatSomebodyElseHasReplaced_restoresNothing() {
        patch("{\"fields\": {\"total\": \"50.00 CNY\"}}", 1);
        patch("{\"fields\": {\"total\": \"60.00 CNY\"}}", 2);
        var late = keeper.post(order() + "/versions/1/restore", "purpose", "support", "restore", "2");
        assertRefused(late, 412, "record.stale");
        assertThat(late.text()).contains("Somebody else has changed the record");
        assertThat(value("total")).contains("60.00 CNY");
    }

    @Test
    void restore_isForThoseWhoMayWrite_only_andRefusalsAreInTheLedger() {
        patch("{\"fields\": {\"total\": \"50.00 CNY\"}}", 1);
        assertThat(agent.part(order() + "/versions/1?purpose=support").text()).doesNotContain("/restore");
        long before = refusals();
        assertRefused(agent.post(order() + "/versions/1/restore", "purpose", "support"), 403, "write.not_granted");
        assertRefused(
                agent.post(order() + "/versions/1/restore", "purpose", "support", "restore", "2"),
                403,
                "write.not_granted");
        assertThat(refusals()).isEqualTo(before + 2);
    }

    @Test
    void restore_ofWhatIsNoEarlierVersion_isRefused() {
        patch("{\"fields\": {\"total\": \"50.00 CNY\"}}", 1);
        assertRefused(keeper.post(order() + "/versions/7/restore", "purpose", "support"), 404, "version.unknown");
        assertRefused(keeper.post(order() + "/versions/x/restore", "purpose", "support"), 404, "version.unknown");
        assertRefused(
                keeper.post(order() + "/versions/2/restore", "purpose", "support", "restore", "2"),
                409,
                "version.current");
        assertRefused(
                keeper.post(order() + "/versions/1/restore", "purpose", "support", "restore", "x"),
                412,
                "record.stale");
        assertRefused(keeper.post(order() + "/versions/1/restore"), 400, "form.missing");
        assertRefused(
                keeper.postWithoutScript(order() + "/versions/1/restore", "purpose", "support", "restore", "2"),
                400,
                "form.needs_script");
        var other = server.create(backend, "customers", Shop.customer());
        assertRefused(
                keeper.post(
                        "/" + other + "/orders/" + order + "/versions/1/restore", "purpose", "support", "restore", "2"),
                404,
                "record.not_found");
        assertThat(value("total")).contains("50.00 CNY");
    }

    @Test
    void part_openedByItself_isNoPage_andTellsSo() {
        for (var part : List.of("", "/edit", "/versions", "/versions/1")) {
            var opened = keeper.open(order() + part + "?purpose=support");
            assertRefused(opened, 400, "page.part");
            assertThat(opened.text()).contains("<!DOCTYPE html>", "Open the page that this is a part of");
        }
    }

    @Test
    void edit_byWhoMayNotWrite_isRefusedBeforeAnythingIsLookedAt() {
        long before = server.logSize();
        long refused = refusals();
        assertRefused(agent.part(order() + "/edit?purpose=support"), 403, "write.not_granted");
        RunningServer.await("a checkpoint", () -> server.logSize() > before);
        assertThat(refusals()).isEqualTo(refused + 1);
        assertThat(server.get("/v1/customers/" + customer + "/looks", server.client(List.of("log-reader"), List.of()))
                        .json()
                        .get("looks")
                        .valueStream()
                        .filter(look -> look.get("kind").asString().equals("look")))
                .isEmpty();
    }

    @Test
    void edit_thatBothSetsAndRemovesAValue_isRefused() {
        var both = save(keeper, "1", "set.placed_on", "2026-02-01", "cleared", "placed_on");
        assertRefused(both, 422, "edit.contradiction");
        assertThat(both.header("Strongroom-Member")).isEqualTo("set.placed_on");
    }

    @Test
    void edit_offersFilesByThemselves() {
        assertThat(keeper.part(order() + "/edit?purpose=support").text())
                .contains("data-upload=\"/v1/records/orders/" + order + "/files/invoice\"", "There is no file yet");
    }

    @Test
    void edit_isOfferedToThoseWhoMayWrite_only() {
        assertThat(keeper.part(order() + "?purpose=support").text()).contains("/edit?purpose=support");
        assertThat(agent.part(order() + "?purpose=support").text()).doesNotContain("/edit?purpose=support");
        assertRefused(save(agent, "1", "set.number", "X-1"), 403, "write.not_granted");
    }

    @Test
    void edit_showsTheDifferenceFirst_andSavesItSecond() {
        var form = keeper.part(order() + "/edit?purpose=support");
        assertThat(form.status()).as(form.text()).isEqualTo(200);
        assertThat(form.text()).contains("name=\"set.number\"").doesNotContain("N-", "name=\"set.invoice\"");
        var difference = save(keeper, "1", "set.total", "99.00 CNY", "cleared", "placed_on");
        assertThat(difference.text())
                .contains("99.00 CNY", "Removed", "name=\"seen\"")
                .doesNotContain("meanwhile");
        assertThat(value("total")).contains("12.50 CNY");
        var saved = save(
                keeper, "1", "save", "yes", "seen", seen(difference), "set.total", "99.00 CNY", "cleared", "placed_on");
        assertThat(saved.text()).contains("saved as version 2");
        assertThat(saved.header("HX-Retarget")).isEqualTo("this");
        assertThat(value("total")).contains("99.00 CNY");
    }

    @Test
    void edit_whoseFirstButtonIsPressedTwice_isShownTwice_andNotSaved() {
        var difference = save(keeper, "1", "set.total", "99.00 CNY");
        var again = save(keeper, "1", "seen", seen(difference), "set.total", "99.00 CNY");
        assertThat(again.text()).contains("99.00 CNY", "name=\"seen\"");
        assertThat(value("total")).contains("12.50 CNY");
    }

    @Test
    void edit_thatIsRefused_isInTheLedger() {
        long before = refusals();
        assertRefused(save(keeper, "1", "set.total", "not an amount"), 422, "value.not_an_amount");
        assertThat(refusals()).isEqualTo(before + 1);
        assertRefused(save(keeper, "1", "set.secret", "x"), 422, "field.unknown");
        assertThat(refusals()).isEqualTo(before + 2);
    }

    @Test
    void partForAForeignPurpose_isRefused_andTheRefusalIsInTheLedger() {
        for (var part : List.of("", "/edit", "/versions")) {
            long before = refusals();
            assertRefused(keeper.part(order() + part + "?purpose=marketing"), 403, "purpose.not_allowed");
            assertThat(refusals()).as(part).isEqualTo(before + 1);
        }
    }

    private static long refusals() {
        return server.count("select count(*) from ledger_entry where position('\"refusal\"'::bytea in entry) > 0");
    }

    @Test
    void edit_thatWasChangedAfterTheDifference_isShownAgain_andNotSaved() {
        var difference = save(keeper, "1", "set.total", "99.00 CNY");
        var again = save(keeper, "1", "save", "yes", "seen", seen(difference), "set.total", "9900.00 CNY");
        assertThat(again.text()).contains("9900.00 CNY", "name=\"seen\"");
        assertThat(value("total")).contains("12.50 CNY");
    }

    @Test
    void edit_ofARecordThatSomebodyElseChanged_tellsBoth_andSavesNothing() {
        var difference = save(keeper, "1", "set.total", "99.00 CNY");
        patch("{\"fields\": {\"total\": \"50.00 CNY\"}}", 1);
        var overtaken = save(keeper, "1", "save", "yes", "seen", seen(difference), "set.total", "99.00 CNY");
        assertThat(overtaken.status()).as(overtaken.text()).isEqualTo(200);
        assertThat(overtaken.text()).contains("Somebody else has changed", "99.00 CNY", "value=\"2\"");
        assertThat(value("total")).contains("50.00 CNY");
        var saved = save(keeper, "2", "save", "yes", "seen", seen(overtaken), "set.total", "99.00 CNY");
        assertThat(saved.text()).contains("saved as version 3");
    }

    @Test
    void edit_thatIsWrong_isRefused_andMarksTheField() {
        assertRefused(save(keeper, "1"), 422, "edit.nothing");
        assertRefused(save(keeper, "1", "set.total", " "), 422, "edit.nothing");
        assertRefused(save(keeper, "1", "set.secret", "x"), 422, "field.unknown");
        assertRefused(save(keeper, "1", "cleared", "number"), 422, "field.required");
        assertRefused(save(keeper, "1", "set.items", "{"), 422, "edit.malformed_json");
        var wrong = save(keeper, "1", "set.placed_on", "yesterday");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.header("Strongroom-Member")).isEqualTo("set.placed_on");
        assertThat(value("total")).contains("12.50 CNY");
    }

    @Test
    void edit_withoutTheScript_orWithoutAVersion_isRefused() {
        assertRefused(
                keeper.postWithoutScript(order() + "/edit", "purpose", "support", "version", "1", "set.total", "1 CNY"),
                400,
                "form.needs_script");
        assertRefused(
                keeper.post(order() + "/edit", "purpose", "support", "set.total", "1.00 CNY"), 400, "form.missing");
    }

    @Test
    void edit_ofAnotherCustomersRecord_isNotFound() {
        var other = server.create(backend, "customers", Shop.customer());
        var answer = keeper.post(
                "/" + other + "/orders/" + order + "/edit",
                "purpose",
                "support",
                "version",
                "1",
                "set.total",
                "1.00 CNY");
        assertRefused(answer, 404, "record.not_found");
    }

    private String order() {
        return "/" + customer + "/orders/" + order;
    }

    private RunningServer.Answer save(PageVisitor visitor, String version, String... values) {
        var all = new ArrayList<>(List.of("purpose", "support", "version", version));
        all.addAll(Arrays.asList(values));
        return visitor.post(order() + "/edit", all.toArray(String[]::new));
    }

    private static String seen(RunningServer.Answer difference) {
        return difference.text().replaceAll("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
    }

    private void patch(String body, int version) {
        var answer = server.patch("/v1/records/orders/" + order, backend, body, "If-Match", "\"" + version + "\"");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private String value(String field) {
        var shown = agent.post(order() + "/reveal", "purpose", "support", "field", field, "reason", "test");
        return shown.text();
    }

    private static void assertRefused(RunningServer.Answer answer, int status, String code) {
        assertThat(code(answer)).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
