package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People look at customers as programs do: for a purpose, by grant, with a trace, and with a factor just proven.
class StaffAtTheDoorTests {

    private static final String[] SUPPORT = {"Strongroom-Purpose", "support"};

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String customer;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        customer = server.create(
                server.shopClient(), "customers", "{\"fields\": {\"name\": \"王小明\", \"email\": \"ming@example.com\"}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String path() {
        return "/v1/records/customers/" + customer + "?fields=name";
    }

    @Test
    void person_seesWhatIsGranted_andTheEntryNamesTheAccount() {
        var agent = StaffMember.signedIn(server, "seer", List.of("support_agent"), List.of("support"));
        var answer = agent.get(path(), SUPPORT);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(server.count("select count(*) from ledger_entry where position('" + agent.id()
                        + "'::bytea in entry) > 0 and position('\"look\"'::bytea in entry) > 0"))
                .isEqualTo(1);
    }

    @Test
    void purposeThePersonMayNotState_isRefused() {
        var agent = StaffMember.signedIn(server, "purposeless", List.of("support_agent"), List.of());
        assertThat(agent.get(path(), SUPPORT).code()).isEqualTo("purpose.not_allowed");
    }

    @Test
    void staleFactor_showsNothing_leavesARefusal_andOnceProvenAgainShows() {
        var agent = StaffMember.signedIn(server, "sleeper", List.of("support_agent"), List.of("support"));
        agent.waitElevenMinutes();
        long before = server.count("select next from ledger_head");
        var refused = agent.get(path(), SUPPORT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("factor.stale");
        assertThat(refused.text()).doesNotContain("王小明");
        assertThat(server.count("select next from ledger_head")).isEqualTo(before + 1);
        var search = Map.of("field", "email", "match", "exact", "value", "ming@example.com", "limit", 1);
        var guess = Map.of("field", "name", "match", "prefix", "value", "王", "limit", 1, "fields", List.of("card"));
        assertThat(agent.post("/v1/records/customers/search", guess, SUPPORT).code())
                .isEqualTo("factor.stale");
        assertThat(agent.get("/v1/customers/" + customer + "/records", SUPPORT).code())
                .isEqualTo("factor.stale");
        assertThat(agent.post("/v1/records/customers/search", search, SUPPORT).code())
                .isEqualTo("factor.stale");
        var batch = Map.of("ids", List.of(customer), "fields", List.of("name"));
        assertThat(agent.post("/v1/records/customers/disclose", batch, SUPPORT).code())
                .isEqualTo("factor.stale");
        agent.forgetCodes();
        agent.app(agent.code(0));
        assertThat(agent.get(path(), SUPPORT).status()).isEqualTo(200);
    }

    @Test
    void staleFactor_changesNoRecord() {
        var backend = StaffMember.signedIn(server, "writer", List.of("shop_backend"), List.of("fulfilment"));
        backend.waitElevenMinutes();
        var body = "{\"fields\": {\"name\": \"x\", \"email\": \"x@example.com\"}}";
        var records = "/v1/records/customers";
        assertThat(backend.send("POST", records, body).code()).isEqualTo("factor.stale");
        assertThat(backend.send("PATCH", records + "/" + customer, body, "If-Match", "\"1\"")
                        .code())
                .isEqualTo("factor.stale");
        assertThat(backend.send("DELETE", records + "/" + customer, "", "If-Match", "\"1\"")
                        .code())
                .isEqualTo("factor.stale");
        assertThat(backend.send("POST", records + "/import", body, "Content-Type", "application/x-ndjson")
                        .code())
                .isEqualTo("factor.stale");
    }

    @Test
    void keyBesideACookie_isWhatCounts() {
        var agent = StaffMember.signedIn(server, "both", List.of("support_agent"), List.of("support"));
        assertThat(agent.get(
                                path(),
                                "Authorization",
                                "Bearer srk_000000000000_" + "0".repeat(64),
                                SUPPORT[0],
                                SUPPORT[1])
                        .code())
                .isEqualTo("caller.unknown");
    }
}
