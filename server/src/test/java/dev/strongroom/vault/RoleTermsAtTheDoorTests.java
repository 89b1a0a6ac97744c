package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roles for some customers, hours and networks, and for so much an hour, through every door there is.
class RoleTermsAtTheDoorTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String backend;
    private static String assigner;

    private String own;
    private String others;
    private String keeper;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        var applied = server.applyCatalog(catalog());
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        backend = server.client(List.of("shop_backend"), List.of());
        assigner = server.client(List.of("assigner"), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void customers() {
        own = server.create(backend, "customers", Shop.customer());
        others = server.create(backend, "customers", Shop.customer());
        keeper = server.client(List.of("keeper", "tokenizer", "exporter"), List.of("support"));
        assertThat(assign(own, "own", keeper, "{}").status()).isEqualTo(204);
    }

    private static String catalog() {
        var noon = LocalTime.now(ZoneOffset.UTC).plusHours(12).truncatedTo(ChronoUnit.MINUTES);
        var all = "days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]";
        return RunningServer.sample("shop.yaml") + """
                  keeper:
                    title: {en: Keeper, zh-CN: 负责人}
                    customers: own
                    writes: [customers]
                    grants:
                """ + GRANT + """
                  caseworker:
                    title: {en: Caseworker, zh-CN: 经办人}
                    customers: assigned
                    grants:
                """ + GRANT + """
                  local:
                    title: {en: Local, zh-CN: 分行}
                    customers: branch
                    grants:
                """ + GRANT
                + """
                  night:
                    title: {en: Night, zh-CN: 夜班}
                    when: {hours: {%s, from: "%s", to: "%s", zone: UTC}}
                    writes: [customers]
                    grants:
                """.formatted(all, noon, noon.plusHours(2)) + GRANT + """
                  office:
                    title: {en: Office, zh-CN: 办公室}
                    when: {networks: [10.0.0.0/8]}
                    grants:
                """ + GRANT + """
                  here:
                    title: {en: Here, zh-CN: 此处}
                    when: {networks: [127.0.0.0/8, "::1"]}
                    grants:
                """ + GRANT + """
                  slow:
                    title: {en: Slow, zh-CN: 限量}
                    hourly: {customers: 2, records: 4}
                    grants:
                """ + GRANT;
    }

    private static final String GRANT = """
                  - purpose: support
                    collection: customers
                    fields: {name: clear, email: clear}
                    search: [email, name]
            """;

    private static String id(String key) {
        return "client-" + key.substring(4, key.indexOf('_', 4));
    }

    private static Answer assign(String customer, String scope, String key, String body) {
        return server.send("PUT", "/v1/customers/" + customer + "/relations/" + scope + "/" + id(key), assigner, body);
    }

    private static Answer look(String key, String id) {
        return Shop.disclose(server, key, "customers", id);
    }

    private static void assertShown(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("王小明");
    }

    private void assertUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo(look(keeper, "0123456789abc").text());
    }

    @Test
    void ownCustomer_isShown_andSomebodyElses_isLikeOneThatIsNotThere() {
        assertShown(look(keeper, own));
        assertUnknown(look(keeper, others));
        assertUnknown(look(keeper, "0123456789abc"));
        for (var path : List.of("/versions", "/versions/1")) {
            assertThat(server.get("/v1/records/customers/" + others + path, keeper, Shop.SUPPORT)
                            .code())
                    .isEqualTo("record.not_found");
            assertThat(server.get("/v1/records/customers/" + own + path, keeper, Shop.SUPPORT)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(server.get("/v1/customers/" + own + "/records", keeper, Shop.SUPPORT)
                        .status())
                .isEqualTo(200);
        assertThat(server.get("/v1/customers/" + others + "/records", keeper, Shop.SUPPORT)
                        .code())
                .isEqualTo("customer.not_found");
    }

    @Test
    void search_findsOwnCustomersOnly_andTellsNothingOfOthers() {
        var found = server.post("/v1/records/customers/search", keeper, """
                {"field": "name", "match": "exact", "value": "王小明", "limit": 100}""", Shop.SUPPORT);
        assertThat(found.json().get("records")).hasSize(1);
        assertThat(found.json().get("records").get(0).get("id").asString()).isEqualTo(own);
        var email = Shop.lastEmail();
        var nobody = Shop.searchByEmail(server, keeper, email);
        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.json().get("records")).isEmpty();
        assertThat(nobody.text())
                .isEqualTo(
                        Shop.searchByEmail(server, keeper, "never@example.com").text());
    }

    @Test
    void batch_showsOwnCustomers_andOthersAsNotThere() {
        var answer = server.post(
                "/v1/records/customers/disclose",
                keeper,
                "{\"ids\": [\"%s\", \"%s\", \"0123456789abc\"]}".formatted(others, own),
                Shop.SUPPORT);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var items = answer.json().get("records");
        assertThat(items.get(0).toString()).contains("record.not_found").doesNotContain("王");
        assertThat(items.get(1).toString()).contains("王小明");
        assertThat(items.get(2).toString()).contains("record.not_found");
    }

    @Test
    void export_andImport_reachEverybody_andARoleForSomeDoesNotCountThere() {
        var export = server.post("/v1/records/customers/export", keeper, "{}", Shop.SUPPORT);
        assertThat(export.code()).as(export.text()).isEqualTo("record.not_found");
        var imported = server.send(
                "POST",
                "/v1/records/customers/import",
                keeper,
                Shop.customer().replace("\n", "").getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-ndjson",
                "Strongroom-Import",
                "0123456789abcdef");
        assertThat(imported.code()).as(imported.text()).isEqualTo("write.not_granted");
    }

    @Test
    void tokens_areMadeAndOpenedForOwnCustomersOnly() {
        var body =
                "{\"tokens\": [{\"collection\": \"customers\", \"id\": \"%s\", \"field\": \"email\", \"kind\": \"random\"}]}";
        var made = server.post("/v1/tokens", keeper, body.formatted(own), Shop.SUPPORT);
        assertThat(made.text()).contains("\"token\"");
        assertThat(server.post("/v1/tokens", keeper, body.formatted(others), Shop.SUPPORT)
                        .text())
                .contains("record.not_found")
                .doesNotContain("\"token\"");
        var other = server.client(List.of("keeper", "tokenizer"), List.of("support"));
        var token = made.json().get("tokens").get(0).get("token").asString();
        var opening = "{\"tokens\": [\"%s\"]}".formatted(token);
        assertThat(server.post("/v1/tokens/open", other, opening, Shop.SUPPORT).text())
                .doesNotContain("@example.com");
        assertThat(server.post("/v1/tokens/open", keeper, opening, Shop.SUPPORT).text())
                .contains("@example.com");
    }

    @Test
    void writing_reachesOwnCustomersOnly_andMakesNoNewOnes() {
        var change = "{\"fields\": {\"name\": \"李雷\"}}";
        assertThat(server.patch("/v1/records/customers/" + own, keeper, change, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(server.patch("/v1/records/customers/" + others, keeper, change, "If-Match", "\"1\"")
                        .code())
                .isEqualTo("write.not_granted");
        assertThat(server.delete("/v1/records/customers/" + others, keeper).code())
                .isEqualTo("write.not_granted");
        assertThat(server.post("/v1/records/customers", keeper, Shop.customer()).code())
                .isEqualTo("write.not_granted");
    }

    @Test
    void relationThatIsEnded_countsNoMore_onTheNextRequest() {
        assertShown(look(keeper, own));
        assertThat(server.delete("/v1/customers/" + own + "/relations/own/" + id(keeper), assigner)
                        .status())
                .isEqualTo(204);
        assertUnknown(look(keeper, own));
        assertThat(server.delete("/v1/customers/" + own + "/relations/own/" + id(keeper), assigner)
                        .code())
                .isEqualTo("relation.unknown");
    }

    @Test
    void assignedCase_countsUntilItsEnd_andIsNotTakenForOwn() {
        var caseworker = server.client(List.of("caseworker"), List.of("support"));
        assertThat(assign(others, "own", caseworker, "{}").status()).isEqualTo(204);
        assertUnknown(look(caseworker, others));
        var end = Instant.now().plusSeconds(600);
        assertThat(assign(others, "assigned", caseworker, "{\"endsAt\": \"%s\"}".formatted(end))
                        .status())
                .isEqualTo(204);
        assertShown(look(caseworker, others));
        server.execute("update customer_relation set ends_at = now() - interval '1 second' where scope = 'assigned'");
        assertUnknown(look(caseworker, others));
    }

    @Test
    void branch_isReachedByItsMembersOnly() {
        var local = server.client(List.of("local"), List.of("support"));
        var branch = server.send("PUT", "/v1/customers/" + own + "/relations/branch/pudong", assigner, "{}");
        assertThat(branch.status()).as(branch.text()).isEqualTo(204);
        assertUnknown(look(local, own));
        assertThat(server.send("PUT", "/v1/branches/pudong/members/" + id(local), assigner, "")
                        .status())
                .isEqualTo(204);
        assertShown(look(local, own));
        assertUnknown(look(local, others));
        assertThat(server.get("/v1/branches/pudong/members", assigner).text()).contains(id(local));
        assertThat(server.delete("/v1/branches/pudong/members/" + id(local), assigner)
                        .status())
                .isEqualTo(204);
        assertUnknown(look(local, own));
    }

    @Test
    void branchNamedLikeAnAccount_givesThatAccountNothing() {
        var caseworker = server.client(List.of("keeper"), List.of("support"));
        var answer =
                server.send("PUT", "/v1/customers/" + others + "/relations/branch/" + id(caseworker), assigner, "{}");
        assertThat(answer.status()).isEqualTo(204);
        assertUnknown(look(caseworker, others));
    }

    @Test
    void relations_areGivenByAssigners_neverToThemselves_andOnlyWell() {
        assertThat(server.get("/v1/customers/" + own + "/relations", keeper).code())
                .isEqualTo("caller.role_missing");
        assertThat(assign(own, "own", assigner, "{}").code()).isEqualTo("relation.own");
        assertThat(server.send("PUT", "/v1/branches/pudong/members/" + id(assigner), assigner, "")
                        .code())
                .isEqualTo("relation.own");
        assertThat(assign("0123456789abc", "own", keeper, "{}").code()).isEqualTo("customer.not_found");
        assertThat(assign(own, "all", keeper, "{}").code()).isEqualTo("relation.scope");
        assertThat(assign(own, "assigned", keeper, "{}").code()).isEqualTo("relation.unfit");
        assertThat(assign(own, "assigned", keeper, "{\"endsAt\": \"2020-01-01T00:00:00Z\"}")
                        .code())
                .isEqualTo("relation.unfit");
        assertThat(assign(own, "own", keeper, "{\"endsAt\": \"2999-01-01T00:00:00Z\"}")
                        .code())
                .isEqualTo("relation.unfit");
        for (var holder : List.of("Wang", "staff-", "a%20b", "customer-1")) {
            assertThat(server.send("PUT", "/v1/customers/" + own + "/relations/own/" + holder, assigner, "{}")
                            .code())
                    .as(holder)
                    .isEqualTo("relation.unfit");
        }
    }

    @Test
    void eachRelation_isAnEntryAboutTheCustomer_andGoesWithThem() {
        var eraser = server.client(List.of("eraser"), List.of());
        var second = server.client(List.of("keeper"), List.of());
        long entries = server.count("select next from ledger_head");
        assertThat(assign(own, "own", second, "{}").status()).isEqualTo(204);
        assertThat(server.count("select next from ledger_head")).isEqualTo(entries + 1);
        assertThat(server.post("/v1/customers/" + own + "/erasures", eraser, "{}")
                        .status())
                .isIn(200, 202);
        assertThat(server.count("select count(*) from customer_relation where customer_id = " + Shop.number(own)))
                .isZero();
        assertUnknown(look(keeper, own));
    }

    @Test
    void roleOutsideItsHours_orNetwork_saysSo_andShowsAndWritesNothing() {
        var night = server.client(List.of("night"), List.of("support"));
        assertThat(look(night, own).code()).isEqualTo("access.hours");
        assertThat(Shop.searchByEmail(server, night, Shop.lastEmail()).code()).isEqualTo("access.hours");
        assertThat(server.post("/v1/records/customers", night, Shop.customer()).code())
                .isEqualTo("write.not_granted");
        assertThat(look(server.client(List.of("office"), List.of("support")), own)
                        .code())
                .isEqualTo("access.network");
        assertShown(look(server.client(List.of("here"), List.of("support")), own));
    }

    @Test
    void limitOfARole_isOverForCustomersAndForRecords_throughAllDoorsTogether() {
        var slow = server.client(List.of("slow"), List.of("support"));
        assertShown(look(slow, own));
        assertShown(Shop.searchByEmail(server, slow, Shop.lastEmail()));
        var third = server.create(backend, "customers", Shop.customer());
        var refused = look(slow, third);
        assertThat(refused.code()).isEqualTo("access.hourly");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("retryAfterSeconds").asInt()).isBetween(3_000, 3_601);
        assertShown(look(slow, own));
        assertThat(server.get("/v1/records/customers/" + own + "/versions/1", slow, Shop.SUPPORT)
                        .status())
                .isEqualTo(200);
        assertThat(look(slow, own).code()).isEqualTo("access.hourly");
        assertThat(server.post(
                                "/v1/records/customers/disclose",
                                slow,
                                "{\"ids\": [\"%s\"]}".formatted(own),
                                Shop.SUPPORT)
                        .code())
                .isEqualTo("access.hourly");
    }

    @Test
    void searchAfterTheLimitOfCustomers_isRefused_whoeverIsSearchedFor() {
        var slow = server.client(List.of("slow"), List.of("support"));
        assertShown(look(slow, own));
        assertShown(look(slow, others));
        for (var email : List.of(Shop.lastEmail(), "never@example.com")) {
            assertThat(Shop.searchByEmail(server, slow, email).code()).isEqualTo("access.hourly");
        }
        assertShown(look(slow, own));
    }

    @Test
    void searchThatFindsNobody_orMoreThanIsLeft_isNotFree() {
        var slow = server.client(List.of("slow"), List.of("support"));
        assertShown(look(slow, own));
        assertThat(Shop.searchByEmail(server, slow, "never@example.com").status())
                .isEqualTo(200);
        var many = """
                {"field": "name", "match": "exact", "value": "王小明", "limit": 100}""";
        server.create(backend, "customers", Shop.customer());
        server.create(backend, "customers", Shop.customer());
        assertThat(server.post("/v1/records/customers/search", slow, many, Shop.SUPPORT)
                        .code())
                .isEqualTo("access.hourly");
        assertShown(look(slow, own));
        assertThat(look(slow, own).code()).as("four were counted").isEqualTo("access.hourly");
    }

    @Test
    void listOfRecords_countsAsOne_andIsRefusedInTheLedgerAfterTheLimit() {
        var slow = server.client(List.of("slow"), List.of("support"));
        var list = "/v1/customers/" + own + "/records";
        for (int i = 0; i < 4; i++) {
            assertThat(server.get(list, slow, Shop.SUPPORT).status()).isEqualTo(200);
        }
        long entries = server.count("select next from ledger_head");
        assertThat(server.get(list, slow, Shop.SUPPORT).code()).isEqualTo("access.hourly");
        assertThat(server.get("/v1/customers/0123456789abc/records", slow, Shop.SUPPORT)
                        .code())
                .as("of somebody who is not there")
                .isEqualTo("access.hourly");
        assertThat(server.count("select next from ledger_head")).isGreaterThan(entries);
        assertThat(look(slow, own).code()).isEqualTo("access.hourly");
    }

    @Test
    void limitOfARole_isNotPassedByAskingForIdsThatAreNotThere() {
        var slow = server.client(List.of("slow"), List.of("support"));
        var codes = IntStream.range(0, 4)
                .mapToObj(number -> look(slow, "0123456789ab" + number).code())
                .toList();
        assertThat(codes).containsExactly("record.not_found", "record.not_found", "access.hourly", "access.hourly");
    }

    @Test
    void catalogThatRequiresWhatNobodyAnswersFor_isNotApplied() {
        for (var terms : Map.of(
                        "    when: {training: [privacy]}", "training privacy",
                        "    when: {risk: low}", "risk low")
                .entrySet()) {
            var next = catalog().replace("    customers: own\n", terms.getKey() + "\n");
            var answer = server.sendCatalog(next);
            assertThat(answer.code()).isEqualTo("catalog.nobody_answers");
            assertThat(answer.json().get("unanswered").get(0).asString()).isEqualTo(terms.getValue());
        }
        var flagged = catalog().replaceFirst("(?m)^(  support:\\n)", "$1    refused_for: [restricted]\n");
        assertThat(server.sendCatalog(flagged).code()).isEqualTo("catalog.nobody_answers");
        assertShown(look(keeper, own));
    }

    @Test
    void assigner_givesNothingToABranchTheyWorkFor() {
        var team = server.client(List.of("assigner", "local"), List.of("support"));
        assertThat(server.send("PUT", "/v1/branches/hongkou/members/" + id(team), assigner, "")
                        .status())
                .isEqualTo(204);
        var given = server.send("PUT", "/v1/customers/" + others + "/relations/branch/hongkou", team, "{}");
        assertThat(given.code()).isEqualTo("relation.own");
        assertUnknown(look(team, others));
        assertThat(server.send("PUT", "/v1/customers/" + others + "/relations/branch/hongkou", assigner, "{}")
                        .status())
                .isEqualTo(204);
        assertShown(look(team, others));
    }

    @Test
    void limitOfARole_holdsForTokensToo() {
        var slow = server.client(List.of("slow", "tokenizer"), List.of("support"));
        var body =
                "{\"tokens\": [{\"collection\": \"customers\", \"id\": \"%s\", \"field\": \"email\", \"kind\": \"random\"}]}";
        var made = server.post("/v1/tokens", slow, body.formatted(own), Shop.SUPPORT);
        var opening = "{\"tokens\": [\"%s\"]}"
                .formatted(made.json().get("tokens").get(0).get("token").asString());
        for (int i = 0; i < 3; i++) {
            assertThat(server.post("/v1/tokens/open", slow, opening, Shop.SUPPORT)
                            .text())
                    .contains("@example.com");
        }
        assertThat(server.post("/v1/tokens/open", slow, opening, Shop.SUPPORT).text())
                .contains("access.hourly")
                .doesNotContain("@example.com");
        assertThat(server.post("/v1/tokens", slow, body.formatted(own), Shop.SUPPORT)
                        .text())
                .contains("access.hourly");
    }

    @Test
    void limitOfARole_isNotSpentByTokensThatAreNotGranted_norTellsOfThem() {
        var maker = server.client(List.of("support_agent", "tokenizer"), List.of("support"));
        var body =
                "{\"tokens\": [{\"collection\": \"customers\", \"id\": \"%s\", \"field\": \"phone\", \"kind\": \"random\"}]}";
        var made = server.post("/v1/tokens", maker, body.formatted(own), Shop.SUPPORT);
        var token = made.json().get("tokens").get(0).get("token").asString();
        var opening = "{\"tokens\": [\"%s\"]}";
        var slow = server.client(List.of("slow"), List.of("support"));
        var unknown = server.post("/v1/tokens/open", slow, opening.formatted("tok_" + "0".repeat(26)), Shop.SUPPORT);
        for (int times = 0; times < 5; times++) {
            assertThat(server.post("/v1/tokens/open", slow, opening.formatted(token), Shop.SUPPORT)
                            .text())
                    .isEqualTo(unknown.text());
        }
        assertShown(look(slow, own));
    }

    @Test
    void cursor_isThereForOwnCustomersOnly() {
        var search = """
                {"field": "name", "match": "exact", "value": "王小明", "limit": 1}""";
        var alone = server.post("/v1/records/customers/search", keeper, search, Shop.SUPPORT);
        assertThat(alone.json().get("records")).hasSize(1);
        assertThat(alone.json().has("cursor")).as(alone.text()).isFalse();
        assertThat(assign(others, "own", keeper, "{}").status()).isEqualTo(204);
        var first = server.post("/v1/records/customers/search", keeper, search, Shop.SUPPORT);
        assertThat(first.json().get("cursor").asString())
                .isEqualTo(first.json().get("records").get(0).get("id").asString());
    }

    @Test
    void searchAfterTheLimit_isRefused_whoeverIsSearchedFor() {
        var slow = server.client(List.of("slow"), List.of("support"));
        for (int i = 0; i < 4; i++) {
            assertShown(look(slow, own));
        }
        for (var email : List.of(Shop.lastEmail(), "never@example.com")) {
            assertThat(Shop.searchByEmail(server, slow, email).code()).isEqualTo("access.hourly");
        }
    }
}
