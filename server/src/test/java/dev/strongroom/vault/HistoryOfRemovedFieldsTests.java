package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values of earlier versions whose field is not in the catalog any more, or was not for a while.
class HistoryOfRemovedFieldsTests {

    /// No purpose needs the total of an order.
    private static final String UNCOVERED = HistoryShop.CATALOG
            .replaceAll(", total(: clear)?(?=[,}\\]])", "")
            .replace("orders: [number, total", "orders: [number");

    @TempDir
    Path home;

    private RunningServer server;
    private HistoryShop shop;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
        server.applyCatalog(HistoryShop.CATALOG);
        shop = new HistoryShop(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String without(String field) {
        return HistoryShop.CATALOG
                .replaceAll(" *" + field + ": \\{type[^\n]*\n", "")
                .replaceAll(", " + field + "(: clear|: partial)?(?=[,}\\]])", "");
    }

    @Test
    void aFieldRemovedFromTheCatalog_isNeitherShownNorRestored_alsoAfterItsIdCameBackAsAnotherType() {
        var order = server.create(
                shop.key,
                "orders",
                "{\"customer\": \"" + shop.customer()
                        + "\", \"fields\": {\"number\": \"N-1\", \"placed_on\": \"2026-01-31\"}}");
        HistoryShop.good(shop.patch("orders", order, 1, "\"placed_on\": null, \"number\": \"N-2\""));
        assertThat(shop.show("orders", order, 1).text()).contains("2026-01-31");
        server.applyCatalog(without("placed_on"));
        assertThat(shop.show("orders", order, 1).text())
                .doesNotContain("2026-01-31", "placed_on")
                .contains("N-1");
        HistoryShop.good(shop.restore("orders", order, 1, 2));
        assertThat(shop.fields("orders", order).toString()).contains("N-1").doesNotContain("placed_on");

        server.applyCatalog(HistoryShop.CATALOG.replaceAll(
                "placed_on: \\{type: date,(.*?), search: \\[between]}", "placed_on: {type: text,$1, search: [exact]}"));
        HistoryShop.good(shop.patch("orders", order, 3, "\"placed_on\": \"a shelf\""));
        var shown = shop.show("orders", order, 1);
        assertThat(shown.text())
                .doesNotContain("2026-01-31")
                .contains("{\"field\":\"placed_on\",\"reason\":\"not_kept\"}");
        HistoryShop.good(shop.restore("orders", order, 2, 4));
        assertThat(shop.fields("orders", order).get("placed_on").asString()).isEqualTo("a shelf");
        assertThat(shop.show("orders", order, 4).text()).contains("a shelf");
    }

    @Test
    void aFieldThatLostItsPurposeForAWhile_isNotShownAgain() {
        var order = shop.order();
        HistoryShop.good(shop.patch("orders", order, 1, "\"total\": null"));
        server.applyCatalog(UNCOVERED);
        server.applyCatalog(HistoryShop.CATALOG);
        assertThat(shop.show("orders", order, 1).text())
                .doesNotContain("12.50")
                .contains("{\"field\":\"total\",\"reason\":\"not_kept\"}");
        HistoryShop.good(shop.restore("orders", order, 1, 2));
        assertThat(shop.fields("orders", order).has("total")).isFalse();
    }

    @Test
    void aFieldThatLostItsPurposeForAWhile_isNoChange_whereTheRestoreIsShownBefore() {
        var order = shop.order();
        HistoryShop.good(shop.patch("orders", order, 1, "\"total\": null"));
        server.applyCatalog(UNCOVERED);
        server.applyCatalog(HistoryShop.CATALOG);
        HistoryShop.good(shop.patch("orders", order, 2, "\"total\": \"50.00 CNY\""));
        var keeper =
                PageVisitor.signedIn(server, "keeper", List.of("support_agent", "shop_backend"), List.of("support"));
        var path = "/" + order.substring(0, order.length() / 2) + "/orders/" + order + "/versions/1/restore";
        var shown = keeper.post(path, "purpose", "support");
        assertThat(shown.text()).contains("Nothing would change").doesNotContain("Total", "50.00");
        HistoryShop.good(shop.restore("orders", order, 1, 3));
        assertThat(shop.fields("orders", order).get("total").asString()).isEqualTo("50.00 CNY");
    }
}
