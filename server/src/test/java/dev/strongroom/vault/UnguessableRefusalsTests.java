package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is refused learns from the log neither whether there is what they asked for, nor whose it is: not from the
/// public hashes of its entries, not from their number, and not from the page of one's own looks.
class UnguessableRefusalsTests {

    private static final int BUDGET = 5;
    private static final String UNKNOWN_TOKEN = "tok_" + "0".repeat(26);

    @TempDir
    static Path home;

    private static RunningServer server;
    private static TokenShop shop;
    private static String customer;
    private static String token;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(
                home, Map.of("STRONGROOM_BUDGETS_DISCLOSURES_PER_HOUR", Integer.toString(BUDGET)));
        shop = new TokenShop(server);
        customer = shop.customer();
        token = shop.token(TokenShop.wish(customer, "card", "random"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String stranger() {
        return server.client(List.of("warehouse"), List.of("support"));
    }

    private static List<LedgerEntry> newestRefusals(int count) {
        var refusals = LedgerFilter.EVERYTHING.of(EntryKind.REFUSAL);
        return server.bean(LedgerExplorer.class).find(refusals, Long.MAX_VALUE, count).entries().stream()
                .map(LedgerExplorer.Found::entry)
                .toList();
    }

    @Test
    void entryAboutNobody_hasSomethingNobodyCanGuess_asOneAboutACustomerHas() {
        var key = stranger();
        for (var id : List.of(RecordId.ofCustomer(4711), RecordId.ofCustomer(4712))) {
            assertThat(server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "support")
                            .status())
                    .isIn(403, 404);
        }
        shop.openAs(key, Shop.SUPPORT, List.of(UNKNOWN_TOKEN));
        shop.openAs(key, Shop.SUPPORT, List.of(token));
        assertThat(newestRefusals(4))
                .allSatisfy(entry -> assertThat(entry.customer()).isPresent())
                .extracting(LedgerEntry::customer)
                .doesNotHaveDuplicates();
        assertThat(newestRefusals(1).getFirst().detail())
                .as("whoever knows the customer's pseudonym cannot guess it either")
                .isPresent();
    }

    @Test
    void numberOfEntries_isThatOfTheTokens_whetherThereAreSuchOrNot() {
        var key = stranger();
        for (var other : List.of(token, "tok_" + "1".repeat(26), UNKNOWN_TOKEN)) {
            long before = shop.entries();
            shop.openAs(key, Shop.SUPPORT, List.of(UNKNOWN_TOKEN, other));
            assertThat(shop.entries()).as(other).isEqualTo(before + 2);
        }
    }

    @Test
    void recordsOfAnotherCollection_costAsLittleAsRecordsThatAreNot() {
        var key = server.client(List.of("support_agent"), List.of("support"));
        var order = server.create(shop.key, "orders", Shop.order(customer));
        var ids = List.of(order, RecordId.ofCustomer(4711).toString());
        for (int times = 0; times <= BUDGET; times++) {
            var answer = disclose(key, ids);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text()).contains("record.not_found");
        }
        assertThat(disclose(key, List.of(customer)).text()).contains("fields");
    }

    private static RunningServer.Answer disclose(String key, List<String> ids) {
        var body = RunningServer.JSON.writeValueAsString(Map.of("ids", ids));
        return server.post("/v1/records/customers/disclose", key, body, Shop.SUPPORT);
    }

    @Test
    void pageOfOnesOwnLooks_tellsOfATokenThatIsNotGranted_whatItTellsOfNone() {
        var curious = StaffMember.signedIn(server, "curious", List.of("warehouse"), List.of("support"));
        for (var asked : List.of(token, UNKNOWN_TOKEN)) {
            var answer = curious.send("POST", "/v1/tokens/open", TokenShop.json(List.of(asked)), Shop.SUPPORT);
            assertThat(answer.text()).contains("token.unknown");
        }
        assertThat(newestRefusals(2))
                .extracting(LedgerEntry::decision)
                .containsExactly("deny token.unknown", "deny token.not_granted");
        assertThat(curious.get("/console/customers/my-looks?refused=true").text())
                .contains("token.unknown")
                .doesNotContain("not_granted", "Customers</bdi>", "/v1/receipts/");
    }
}
