package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What callers say about their looks: kept sealed, and told to those who check.
class LookReasonTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private String customer;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void customer() {
        customer = server.create(key, "customers", Shop.customer());
    }

    @Test
    void reason_isToldWithTheLook() {
        assertThat(look("Strongroom-Reason", "a call").status()).isEqualTo(200);
        var seen = newest();
        assertThat(seen.get("reason").asString()).isEqualTo("a call");
        assertThat(seen.get("onBehalfOf").isNull()).isTrue();
        assertThat(server.get("/v1/receipts/" + seen.get("receipt").asString(), key)
                        .status())
                .isIn(200, 202);
    }

    @Test
    void reason_andOnWhoseBehalf_areToldApart() {
        look("Strongroom-Reason", "2 and 7", "Strongroom-On-Behalf-Of", "7 and 2");
        assertThat(newest().get("reason").asString()).isEqualTo("2 and 7");
        assertThat(newest().get("onBehalfOf").asString()).isEqualTo("7 and 2");
    }

    @Test
    void onWhoseBehalf_withoutAReason_isToldAsBefore() {
        look("Strongroom-On-Behalf-Of", "Li");
        assertThat(newest().get("onBehalfOf").asString()).isEqualTo("Li");
        assertThat(newest().get("reason").isNull()).isTrue();
    }

    @Test
    void reason_ofARefusedLook_isToldToo() {
        var answer = server.get(
                "/v1/records/customers/" + customer,
                key,
                "Strongroom-Purpose",
                "marketing",
                "Strongroom-Reason",
                "why");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(newest().get("reason").asString()).isEqualTo("why");
    }

    @Test
    void reason_thatIsTooLongOrBlank_isRefused_andNothingIsShown() {
        assertThat(look("Strongroom-Reason", "x".repeat(501)).code()).isEqualTo("look.reason");
        assertThat(look("Strongroom-Reason", " ").code()).isEqualTo("look.reason");
        assertThat(look("Strongroom-Reason", "x".repeat(500)).status()).isEqualTo(200);
    }

    @Test
    void reason_standsNowhereInClear() {
        look("Strongroom-Reason", "unmistakable");
        assertThat(server.count(
                        "select count(*) from ledger_detail where position('unmistakable'::bytea in sealed) > 0"))
                .isZero();
        assertThat(server.count("select count(*) from ledger_entry where position('unmistakable'::bytea in entry) > 0"))
                .isZero();
    }

    private RunningServer.Answer look(String... headers) {
        var all = new java.util.ArrayList<>(List.of(Shop.SUPPORT));
        all.addAll(List.of(headers));
        return server.get("/v1/records/customers/" + customer, key, all.toArray(String[]::new));
    }

    /// But for those at this list.
    private JsonNode newest() {
        return server.get("/v1/customers/" + customer + "/looks", key)
                .json()
                .get("looks")
                .valueStream()
                .filter(look -> !look.get("fields").has("look-list"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
