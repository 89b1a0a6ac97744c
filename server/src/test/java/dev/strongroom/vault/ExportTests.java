package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExportTests {

    private static final int CUSTOMERS = 1_300;

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String loader;
    private static String support;

    @BeforeAll
    static void start() {
        server = RunningServer.start(
                home,
                Map.of(
                        "STRONGROOM_BUDGETS_DISCLOSURES_PER_HOUR", "100000",
                        "STRONGROOM_BUDGETS_SEARCHES_PER_HOUR", "3"));
        server.applyCatalog(RunningServer.sample("shop.yaml"));
        support = server.shopClient();
        loader = loader();
        var lines = new ArrayList<String>();
        for (int i = 0; i < CUSTOMERS; i++) {
            lines.add(Shop.customer().replace("\n", ""));
        }
        server.send(
                "POST",
                "/v1/records/customers/import",
                loader,
                String.join("\n", lines),
                "Content-Type",
                "application/x-ndjson",
                "Strongroom-Import",
                UUID.randomUUID().toString().replace("-", ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRecord_isDisclosedAsByItsId_withAnEntryOfItsOwn() {
        long entries = entries();
        long customers = server.count("select count(*) from record where collection = 'customers'");
        var answer = export(loader, "{}");
        var lines = lines(answer);
        assertThat(answer.header("Strongroom-Records")).isEqualTo(Long.toString(customers));
        assertThat(lines).hasSize((int) customers);
        assertThat(lines.stream().map(line -> line.get("id").asString())).doesNotHaveDuplicates();
        assertThat(entries() - entries).isEqualTo(customers + 1);
        var first = lines.getFirst();
        var single = Shop.disclose(server, support, "customers", first.get("id").asString());
        assertThat(first.get("fields")).isEqualTo(single.json().get("fields"));
    }

    @Test
    void onlyTheNamedFields_areDisclosed() {
        var line = lines(export(loader, "{\"fields\": [\"name\"]}")).getFirst();
        assertThat(line.get("fields").propertyNames()).containsExactly("name");
    }

    @Test
    void anEmptyCollection_isExportedAsNothing() {
        var answer = server.post("/v1/records/orders/export", loader, "{}", Shop.SUPPORT);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void aDamagedRecord_isNamedInItsPlace() {
        var id = server.create(support, "customers", Shop.customer());
        server.execute("update record set sealed = set_byte(sealed, length(sealed) - 1, "
                + "get_byte(sealed, length(sealed) - 1) # 1) where" + Shop.row(id));
        var damaged = lines(export(loader, "{}")).stream()
                .filter(line -> line.has("code"))
                .toList();
        assertThat(damaged).hasSize(1);
        assertThat(damaged.getFirst().get("id").asString()).isEqualTo(id);
        assertThat(damaged.getFirst().get("code").asString()).isEqualTo("record.damaged");
        server.execute("delete from record where" + Shop.row(id));
    }

    @Test
    void withoutRolePurposeOrGrant_nothingIsExported_andTheRefusalIsAnEntry() {
        assertThat(export(support, "{}").code()).isEqualTo("caller.role_missing");
        var blind = server.client(List.of("exporter"), List.of("support"));
        long entries = entries();
        assertThat(export(blind, "{}").code()).isEqualTo("record.not_found");
        assertThat(entries() - entries).isEqualTo(1);
        assertThat(server.post(path(), loader, "{}").code()).isEqualTo("purpose.missing");
        assertThat(server.post(path(), loader, "{}", "Strongroom-Purpose", "marketing")
                        .code())
                .isEqualTo("purpose.not_allowed");
        assertThat(export(loader, "{\"fields\": [\"shoe_size\"]}").code()).isEqualTo("field.unknown");
        assertThat(export(loader, "{\"ids\": []}").status()).isEqualTo(400);
    }

    @Test
    void whenTheLedgerFailsMidway_theConnectionBreaks_insteadOfEndingEarly() {
        // Parts whose entries shared a commit fail together, perhaps before the first line: then the answer says so
        server.execute("""
                create function refuse_many() returns trigger language plpgsql as
                $$ begin if new.next > %d then raise exception 'full'; end if; return new; end $$
                """.formatted(entries() + CUSTOMERS / 2));
        server.execute("create trigger refuse_many before update on ledger_head for each row"
                + " execute function refuse_many()");
        try {
            assertThat(export(loader, "{}").status()).isEqualTo(503);
        } catch (UncheckedIOException broken) {
            assertThat(broken).hasMessageNotContaining("full");
        } finally {
            server.execute("drop trigger refuse_many on ledger_head");
            server.execute("drop function refuse_many");
        }
    }

    @Test
    void anExportBeyondTheBudget_isRefusedBeforeItsFirstLine() {
        var exhausted = loader();
        var ids = lines(export(exhausted, "{}")).stream()
                .map(line -> line.get("id").asString())
                .limit(1_000)
                .toList();
        var body = "{\"ids\": " + RunningServer.JSON.writeValueAsString(ids) + "}";
        int answered = 0;
        RunningServer.Answer answer;
        do {
            answer = server.post("/v1/records/customers/disclose", exhausted, body, Shop.SUPPORT);
            answered++;
        } while (answer.status() == 200 && answered < 200);
        assertThat(answer.code()).isEqualTo("budget.exceeded");
        assertThat(export(exhausted, "{}").code()).isEqualTo("budget.exceeded");
        assertThat(export(exhausted, "{}").header("Retry-After")).isNotEmpty();
    }

    @Test
    void searchesBeyondTheBudget_areRefused_whateverTheyFind() {
        var searcher = server.shopClient();
        for (int i = 0; i < 3; i++) {
            assertThat(Shop.searchByEmail(server, searcher, "nobody@example.com")
                            .status())
                    .isEqualTo(200);
        }
        var refused = Shop.searchByEmail(server, searcher, "nobody@example.com");
        assertThat(refused.code()).isEqualTo("budget.exceeded");
        assertThat(refused.json().get("budget").asString()).isEqualTo("searches");
    }

    private static String loader() {
        return server.client(List.of("shop_backend", "support_agent", "exporter"), List.of("support", "fulfilment"));
    }

    private static RunningServer.Answer export(String caller, String body) {
        return server.post(path(), caller, body, Shop.SUPPORT);
    }

    private static String path() {
        return "/v1/records/customers/export";
    }

    private static List<JsonNode> lines(RunningServer.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text()
                .lines()
                .map(line -> (JsonNode) RunningServer.JSON.readTree(line))
                .toList();
    }

    private static long entries() {
        return server.count("select next from ledger_head");
    }
}
