package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImportTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyLine_isARecordLikeOneThatWasCreated_withAnEntryOfItsOwn() {
        long records = records();
        long entries = server.count("select next from ledger_head");
        var lines = new ArrayList<String>();
        for (int i = 0; i < 1_234; i++) {
            lines.add(line(Shop.customer()));
        }
        var email = Shop.lastEmail();
        var done = imported("customers", lines).json();
        assertThat(done.get("imported").asInt()).isEqualTo(1_234);
        assertThat(done.get("complete").asBoolean()).isTrue();
        assertThat(records() - records).isEqualTo(1_234);
        assertThat(server.count("select next from ledger_head") - entries).isEqualTo(1_234);
        var found = Shop.searchByEmail(server, key, email).json().get("records");
        assertThat(found.get(0).get("fields").get("name").asString()).isEqualTo("王小明");
        assertThat(found.get(0).get("version").asInt()).isEqualTo(1);
        var id = found.get(0).get("id").asString();
        var patched = server.patch(
                "/v1/records/customers/" + id, key, "{\"fields\": {\"name\": \"李雷\"}}", "If-Match", "\"1\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(server.findings(id)).isEmpty();
    }

    @Test
    void badLines_areNamedWithFieldAndReason_andKeepNoOtherOut() {
        var known = line(Shop.customer());
        var lines = List.of(
                line(Shop.customer()),
                "not json",
                "{\"fields\": {\"name\": \"A\"}, \"name\": \"B\"}",
                line(Shop.customer()).replace("buyer.", "buyer@"),
                "{\"fields\": {\"shoe_size\": \"44\"}}",
                "{\"fields\": {\"email\": \"x@example.com\"}}",
                "",
                known,
                known,
                "[1]",
                line(Shop.customer()).replace("{\"fields\"", "{\"customer\": \"0000000000001\", \"fields\""),
                "{\"fields\": {\"name\": \"" + "x".repeat(300_000) + "\"}}",
                line(Shop.customer()));
        var answer = imported("customers", lines);
        assertThat(answer.json().get("imported").asInt()).isEqualTo(3);
        assertThat(answer.json().get("lines").asInt()).isEqualTo(13);
        assertThat(rejects(answer))
                .containsExactly(
                        "2  import.line_malformed",
                        "3  request.unknown_member",
                        "4 email value.not_an_email",
                        "5 shoe_size field.unknown",
                        "6 name field.required",
                        "9 email field.not_unique",
                        "10  import.line_malformed",
                        "11  customer.not_expected",
                        "12  import.line_too_long");
        assertThat(answer.json().get("rejected").asInt()).isEqualTo(9);
    }

    @Test
    void aRepeatedImport_storesNothingTwice() {
        var lines = List.of(line(Shop.customer()), line(Shop.customer()), "broken");
        var id = id();
        assertThat(imported(id, "customers", lines, "").json().get("imported").asInt())
                .isEqualTo(2);
        long records = records();
        var again = imported(id, "customers", lines, "").json();
        assertThat(again.get("imported").asInt()).isEqualTo(2);
        assertThat(again.get("rejected").asInt()).isEqualTo(1);
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void anImportThatWasCutOff_goesOnWhereItStopped() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 4_600; i++) {
            lines.add(i % 100 == 7 ? "broken" : line(Shop.customer()));
        }
        var id = id();
        long records = records();
        cutOff(id, lines, 3_700);
        long stored = records() - records;
        assertThat(stored).isBetween(1L, 4_553L);
        var done = resumed(id, lines).json();
        assertThat(records() - records).isEqualTo(4_554);
        assertThat(done.get("imported").asInt()).isEqualTo(4_554);
        assertThat(done.get("rejected").asInt()).isEqualTo(46);
        assertThat(server.count("select count(*) from import_reject where id = '" + id + "'"))
                .isEqualTo(46);
    }

    @Test
    void otherLines_underTheSameId_areRefused() {
        var id = id();
        cutOff(id, many(4_600), 3_700);
        var answer = resumed(id, many(3_700));
        assertThat(answer.code()).isEqualTo("import.other_content");
        assertThat(imported(id, "orders", List.of(), "").code()).isEqualTo("import.other_content");
    }

    @Test
    void aDryRun_findsWhatIsWrong_andStoresNothing() {
        var taken = line(Shop.customer());
        imported("customers", List.of(taken));
        var repeated = line(Shop.customer());
        var lines = new ArrayList<String>(List.of(taken, repeated, "broken"));
        lines.addAll(many(600));
        lines.add(repeated);
        long records = records();
        long entries = server.count("select next from ledger_head");
        var answer = imported(id(), "customers", lines, "?dryRun=true");
        assertThat(answer.json().get("imported").asInt()).isEqualTo(601);
        assertThat(rejects(answer))
                .containsExactly("1 email field.not_unique", "3  import.line_malformed", "604 email field.not_unique");
        assertThat(records()).isEqualTo(records);
        assertThat(server.count("select next from ledger_head")).isEqualTo(entries);
        assertThat(server.count("select count(*) from import_trial")).isZero();
    }

    @Test
    void recordsOfCustomers_areImportedByIdAndByReference() {
        var customer = server.create(key, "customers", Shop.customer().replace("R-", "IMPORT-"));
        var reference = "IMPORT-" + Shop.lastEmail().replaceAll("[^0-9]", "");
        var order = line(Shop.order(customer));
        var lines = List.of(
                order,
                line(Shop.order(customer))
                        .replace("\"customer\": \"" + customer, "\"customerReference\": \"" + reference),
                line(Shop.order("0000000000001")),
                line(Shop.order(customer)).replace("\"customer\": \"" + customer, "\"customerReference\": \"nobody"),
                line(Shop.order(customer)).replace("\"customer\": \"" + customer + "\", ", ""));
        var answer = imported("orders", lines);
        assertThat(answer.json().get("imported").asInt())
                .as(rejects(answer).toString())
                .isEqualTo(2);
        assertThat(rejects(answer))
                .containsExactly("3  customer.unknown", "4  customer.unknown", "5  customer.required");
        var listed = server.get("/v1/customers/" + customer + "/records", key, Shop.SUPPORT)
                .json()
                .get("records");
        assertThat(listed.size()).isEqualTo(3);
    }

    /// Among this many records some have two terms whose truncated hashes are the same.
    @Test
    void recordsWhoseTermsShareAnIndexValue_areImported_andFound() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 6_000; i++) {
            lines.add(line(Shop.customer()).replace("王小明", distinctName(i)));
        }
        var answer = imported("customers", lines);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("imported").asInt()).isEqualTo(6_000);
        var found = server.post("/v1/records/customers/search", key, """
                {"field": "name", "match": "prefix", "value": "%s"}""".formatted(distinctName(17)), Shop.SUPPORT);
        assertThat(found.json().get("records").size()).isEqualTo(1);
    }

    private static String distinctName(int number) {
        var random = new Random(number);
        var name = new StringBuilder();
        random.ints(10, 'a', 'z' + 1).forEach(name::appendCodePoint);
        return name.toString();
    }

    @Test
    void aDryRunUnderTheIdOfAnImport_isRefused_andTheImportStaysDone() {
        var lines = List.of(line(Shop.customer()), "broken");
        var id = id();
        imported(id, "customers", lines, "");
        long records = records();
        assertThat(imported(id, "customers", lines, "?dryRun=true").code()).isEqualTo("import.other_content");
        assertThat(server.get("/v1/imports/" + id, key).json().get("dryRun").asBoolean())
                .isFalse();
        assertThat(imported(id, "customers", lines, "").json().get("imported").asInt())
                .isEqualTo(1);
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void anImportUnderTheIdOfItsDryRun_begins() {
        var lines = List.of(line(Shop.customer()));
        var id = id();
        imported(id, "customers", lines, "?dryRun=true");
        long records = records();
        assertThat(imported(id, "customers", lines, "").json().get("imported").asInt())
                .isEqualTo(1);
        assertThat(records() - records).isEqualTo(1);
    }

    @Test
    void whoMayNotWrite_importsNothing_andTheRefusalIsAnEntry() {
        var reader = server.client(List.of("support_agent"), List.of("support"));
        long entries = server.count("select next from ledger_head");
        var answer = importing(reader, id(), "customers", List.of(line(Shop.customer())), "");
        assertThat(answer.code()).isEqualTo("write.not_granted");
        assertThat(server.count("select next from ledger_head") - entries).isEqualTo(1);
        assertThat(imported("nothing_such", List.of("{}")).code()).isEqualTo("write.not_granted");
    }

    @Test
    void anImportWithoutAnId_orOfAnotherMediaType_isRefused() {
        assertThat(imported("short", "customers", List.of(), "").code()).isEqualTo("import.id");
        assertThat(server.post("/v1/records/customers/import", key, "{}", "Strongroom-Import", id())
                        .status())
                .isEqualTo(415);
        assertThat(server.get("/v1/imports/" + id(), key).code()).isEqualTo("import.unknown");
        assertThat(server.get("/v1/imports/" + id() + "/rejects", key).code()).isEqualTo("import.unknown");
    }

    @Test
    void anotherClient_seesNothingOfAnImport() {
        var id = id();
        imported(id, "customers", List.of("broken"), "");
        assertThat(server.get("/v1/imports/" + id, server.shopClient()).code()).isEqualTo("import.unknown");
    }

    @Test
    void anImportThatWouldExceedTheBudget_isRefusedBeforeItsFirstLine() {
        long records = records();
        var answer = imported(id(), "customers", List.of(line(Shop.customer())), "?lines=2000000000");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("budget.exceeded");
        assertThat(answer.json().get("budget").asString()).isEqualTo("imports");
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void nothingIsImported_whileTheLedgerCannotBeWritten() throws Exception {
        long records = records();
        try (var blocking = server.transaction();
                var statement = blocking.createStatement()) {
            statement.execute("select * from ledger_head for update");
            assertThat(imported("customers", List.of(line(Shop.customer()))).status())
                    .isEqualTo(503);
        }
        assertThat(records()).isEqualTo(records);
    }

    private static List<String> many(int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add(line(Shop.customer()));
        }
        return lines;
    }

    private static String line(String record) {
        return record.replace("\n", "");
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static long records() {
        return server.count("select count(*) from record");
    }

    private static RunningServer.Answer imported(String collection, List<String> lines) {
        return imported(id(), collection, lines, "");
    }

    private static RunningServer.Answer imported(String id, String collection, List<String> lines, String query) {
        return importing(key, id, collection, lines, query);
    }

    private static RunningServer.Answer importing(
            String caller, String id, String collection, List<String> lines, String query) {
        return server.send(
                "POST",
                "/v1/records/" + collection + "/import" + query,
                caller,
                String.join("\n", lines),
                "Content-Type",
                "application/x-ndjson",
                "Strongroom-Import",
                id);
    }

    private static List<String> rejects(RunningServer.Answer answer) {
        return server.get("/v1/imports/" + answer.json().get("id").asString() + "/rejects", key)
                .json()
                .get("rejects")
                .valueStream()
                .map(ImportTests::reject)
                .toList();
    }

    private static String reject(JsonNode reject) {
        return reject.get("line").asInt() + " " + reject.get("field").asString() + " "
                + reject.get("code").asString();
    }

    /// Sends the first lines and then breaks the connection.
    private static void cutOff(String id, List<String> lines, int sent) {
        var first = new ByteArrayInputStream(
                (String.join("\n", lines.subList(0, sent)) + "\n").getBytes(StandardCharsets.UTF_8));
        Supplier<InputStream> body = () -> new SequenceInputStream(first, new InputStream() {
            @Override
            public int read() throws IOException {
                RunningServer.await("a part is stored", () -> linesDone(id) > 0);
                throw new IOException("cut off");
            }
        });
        var request = HttpRequest.newBuilder(server.uri("/v1/records/customers/import"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-ndjson")
                .header("Strongroom-Import", id)
                .POST(HttpRequest.BodyPublishers.ofInputStream(body))
                .build();
        try {
            server.send(request);
        } catch (java.io.UncheckedIOException expected) {
            // the body ended in the middle
        }
    }

    /// The server may still be storing what it had read before the connection broke.
    private static RunningServer.Answer resumed(String id, List<String> lines) {
        var answer = imported(id, "customers", lines, "");
        while (answer.status() == 409) {
            answer = imported(id, "customers", lines, "");
        }
        return answer;
    }

    private static long linesDone(String id) {
        return server.count("select coalesce(max(lines), 0) from import where id = '" + id + "'");
    }
}
