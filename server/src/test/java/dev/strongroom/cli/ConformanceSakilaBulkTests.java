package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A database written by others, whole: its tables go in as tables and come out as they were.
class ConformanceSakilaBulkTests {

    private static final String CATALOG = """
            strongroom-catalog: 1
            name: {en: Film rental, zh-CN: 影片租赁}
            collections:
              customers:
                customer: true
                title: {en: Customers, zh-CN: 客户}
                fields:
                  name: {type: name, sensitivity: ordinary, required: true, search: [exact, contains], title: {en: Name, zh-CN: 姓名}}
                  email: {type: email, sensitivity: ordinary, unique: true, search: [exact], title: {en: E-mail, zh-CN: 邮箱}}
              addresses:
                title: {en: Addresses, zh-CN: 地址}
                fields:
                  street: {type: address, sensitivity: ordinary, title: {en: Street, zh-CN: 街道}}
                  postal_code: {type: text, sensitivity: ordinary, title: {en: Postal code, zh-CN: 邮编}}
              rentals:
                title: {en: Rentals, zh-CN: 租赁}
                fields:
                  rented_on: {type: date, sensitivity: ordinary, search: [between], title: {en: Rented on, zh-CN: 租出日期}}
                  copy: {type: text, sensitivity: ordinary, title: {en: Copy, zh-CN: 副本}}
              payments:
                title: {en: Payments, zh-CN: 付款}
                fields:
                  amount: {type: amount, sensitivity: ordinary, search: [between], title: {en: Amount, zh-CN: 金额}}
                  paid_on: {type: date, sensitivity: ordinary, title: {en: Paid on, zh-CN: 付款日期}}
            purposes:
              support:
                title: {en: Support, zh-CN: 客户服务}
                gdpr: contract
                pipl: contract_or_hr
                retention: P3Y
                covers:
                  customers: [reference, name, email]
                  addresses: [reference, street, postal_code]
                  rentals: [reference, rented_on, copy]
                  payments: [reference, amount, paid_on]
            roles:
              clerk:
                title: {en: Clerk, zh-CN: 店员}
                writes: [customers, addresses, rentals, payments]
                grants:
                  - {purpose: support, collection: customers, fields: {reference: clear, name: clear, email: clear}, search: [name, email]}
                  - {purpose: support, collection: addresses, fields: {reference: clear, street: clear, postal_code: clear}}
                  - {purpose: support, collection: rentals, fields: {reference: clear, rented_on: clear, copy: clear}, search: [rented_on]}
                  - {purpose: support, collection: payments, fields: {reference: clear, amount: clear, paid_on: clear}, search: [amount]}
            """;

    @TempDir
    Path home;

    @TempDir
    Path folder;

    @Test
    void everyTable_isImportedExportedAndSearched_asItWas() throws IOException {
        var customers = rows("customer");
        var rentals = rows("rental");
        var payments = rows("payment");
        var addresses = rows("address").stream().collect(Collectors.toMap(List::getFirst, Function.identity()));
        try (var server = RunningServer.start(home)) {
            server.applyCatalog(CATALOG);
            var key = server.client(List.of("clerk", "exporter"), List.of("support"));
            var environment = Map.of("STRONGROOM_URL", server.uri("").toString(), "STRONGROOM_KEY", key);
            load(
                    environment,
                    "customers",
                    "reference=reference,name=name,email=email",
                    customers.stream()
                            .map(row -> List.of(
                                    "reference",
                                    row.get(0),
                                    "name",
                                    row.get(2) + " " + row.get(3),
                                    "email",
                                    row.get(4)))
                            .toList());
            load(
                    environment,
                    "addresses",
                    "who=@customer_reference,street=street,code=postal_code",
                    customers.stream()
                            .map(row -> addresses.get(row.get(5)))
                            .map(row -> List.of(
                                    "who",
                                    owner(customers, row.get(0)),
                                    "street",
                                    row.get(1),
                                    "code",
                                    row.get(5).strip()))
                            .toList());
            load(
                    environment,
                    "rentals",
                    "id=reference,who=@customer_reference,day=rented_on,copy=copy",
                    rentals.stream()
                            .map(row -> List.of(
                                    "id",
                                    row.get(0),
                                    "who",
                                    row.get(3),
                                    "day",
                                    row.get(1).substring(0, 10),
                                    "copy",
                                    row.get(2)))
                            .toList());
            load(
                    environment,
                    "payments",
                    "id=reference,who=@customer_reference,amount=amount,day=paid_on",
                    payments.stream()
                            .map(row -> List.of(
                                    "id",
                                    row.get(0),
                                    "who",
                                    row.get(1),
                                    "amount",
                                    row.get(4) + " USD",
                                    "day",
                                    row.get(5).substring(0, 10)))
                            .toList());
            assertThat(exported(environment, "customers", "email")).isEqualTo(column(customers, 0, row -> row.get(4)));
            assertThat(exported(environment, "rentals", "rented_on"))
                    .isEqualTo(column(rentals, 0, row -> row.get(1).substring(0, 10)));
            assertThat(exported(environment, "payments", "amount"))
                    .isEqualTo(column(payments, 0, row -> new BigDecimal(row.get(4)).setScale(2) + " USD"));
            assertThat(exported(environment, "addresses", "street")).isEmpty();
            assertThat(found(server, key, "rentals", "rented_on", "2005-05-24", "2005-05-25"))
                    .isEqualTo(rentals.stream()
                            .filter(row -> row.get(1).startsWith("2005-05-24")
                                    || row.get(1).startsWith("2005-05-25"))
                            .count());
            assertThat(found(server, key, "payments", "amount", "9.99 USD", "11.99 USD"))
                    .isEqualTo(payments.stream()
                            .map(row -> new BigDecimal(row.get(4)))
                            .filter(amount -> amount.compareTo(new BigDecimal("9.99")) >= 0
                                    && amount.compareTo(new BigDecimal("11.99")) <= 0)
                            .count());
            assertThat(server.count("select count(*) from record where collection = 'addresses'"))
                    .isEqualTo(customers.size());
        }
    }

    private static String owner(List<List<String>> customers, String address) {
        return customers.stream()
                .filter(row -> row.get(5).equals(address))
                .findFirst()
                .orElseThrow()
                .getFirst();
    }

    private static Map<String, String> column(List<List<String>> rows, int key, Function<List<String>, String> value) {
        return rows.stream().collect(Collectors.toMap(row -> row.get(key), value, (one, other) -> one, TreeMap::new));
    }

    /// @param rows names and values in turn, the same names in each
    private void load(Map<String, String> environment, String collection, String map, List<List<String>> rows)
            throws IOException {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var names = new ArrayList<String>();
            var values = new ArrayList<String>();
            for (int i = 0; i < row.size(); i += 2) {
                names.add(row.get(i));
                values.add('"' + row.get(i + 1).replace("\"", "\"\"") + '"');
            }
            if (lines.isEmpty()) {
                lines.add(String.join(",", names));
            }
            lines.add(String.join(",", values));
        }
        var table = Files.write(folder.resolve(collection + ".csv"), lines);
        var done = Transcript.of(
                new HashMap<>(environment),
                "import",
                "--collection",
                collection,
                "--file",
                table.toString(),
                "--map",
                map);
        assertThat(done.exitCode()).as(done.all()).isZero();
        assertThat(done.out()).contains(rows.size() + " imported, 0 rejected");
    }

    /// A field of every exported record that has a reference, by it.
    private Map<String, String> exported(Map<String, String> environment, String collection, String field)
            throws IOException {
        var file = folder.resolve(collection + ".ndjson");
        var done = Transcript.of(
                new HashMap<>(environment),
                "export",
                "--collection",
                collection,
                "--purpose",
                "support",
                "--to",
                file.toString());
        assertThat(done.exitCode()).as(done.all()).isZero();
        var values = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var fields = RunningServer.JSON.readTree(line).get("fields");
            var reference = fields.path("reference").asString("");
            if (!reference.isEmpty()) {
                values.put(reference, fields.path(field).asString(""));
            }
        }
        return values;
    }

    private static long found(
            RunningServer server, String key, String collection, String field, String from, String to) {
        long found = 0;
        var cursor = "";
        do {
            JsonNode page = server.post(
                            "/v1/records/" + collection + "/search",
                            key,
                            """
                            {"field": "%s", "match": "between", "value": {"from": "%s", "to": "%s"}, "limit": 100%s}
                            """.formatted(field, from, to, cursor),
                            "Strongroom-Purpose",
                            "support")
                    .json();
            found += page.get("records").size();
            cursor =
                    page.has("cursor") ? ", \"cursor\": \"" + page.get("cursor").asString() + "\"" : "";
        } while (!cursor.isEmpty());
        return found;
    }

    /// The rows of one `COPY table (...) FROM stdin` block, tab-separated.
    private static List<List<String>> rows(String table) throws IOException {
        var data = System.getProperty("conformance.data", "");
        var file = Path.of(data, "customers", "sakila-data-copy.sql");
        assumeTrue(!data.isEmpty() && Files.exists(file), "skipped: the tables of others are not here");
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (var line : Files.readAllLines(file)) {
            inside &= !line.equals("\\.");
            if (inside) {
                rows.add(List.of(line.split("\t", -1)));
            }
            inside |= line.startsWith("COPY public." + table + " (");
        }
        return rows;
    }
}
