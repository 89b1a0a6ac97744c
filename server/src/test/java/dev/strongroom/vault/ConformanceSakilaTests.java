package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Customers and payments of a database written by others go through the API and come back as they were.
class ConformanceSakilaTests {

    private static final int PAYMENTS = 1_500;
    private static final String CATALOG = """
            strongroom-catalog: 1
            name: {en: Film rental, zh-CN: 影片租赁}
            collections:
              customers:
                customer: true
                title: {en: Customers, zh-CN: 客户}
                fields:
                  name: {type: name, sensitivity: ordinary, required: true, search: [exact], title: {en: Name, zh-CN: 姓名}}
                  email: {type: email, sensitivity: ordinary, unique: true, search: [exact], title: {en: E-mail, zh-CN: 邮箱}}
              payments:
                title: {en: Payments, zh-CN: 付款}
                fields:
                  amount: {type: amount, sensitivity: ordinary, title: {en: Amount, zh-CN: 金额}}
            purposes:
              support:
                title: {en: Support, zh-CN: 客户服务}
                gdpr: contract
                pipl: contract_or_hr
                retention: P3Y
                covers: {customers: [reference, name, email], payments: [reference, amount]}
            roles:
              clerk:
                title: {en: Clerk, zh-CN: 店员}
                writes: [customers, payments]
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear, email: clear}, search: [email, name]}
                  - {purpose: support, collection: payments, fields: {amount: clear}, search: [reference]}
            """;

    @TempDir
    Path home;

    @Test
    void everyCustomerAndManyPayments_comeBackAsTheyWere_andAreErased() throws IOException {
        var customers = rows("customer");
        var payments = rows("payment").subList(0, PAYMENTS);
        try (var server = RunningServer.start(home, Map.of("STRONGROOM_LIMITS_REQUESTS_PER_SECOND", "100000"))) {
            server.applyCatalog(CATALOG);
            var key = server.client(List.of("clerk", "eraser"), List.of("support"));
            var ids = new HashMap<String, String>();
            UnaryOperator<String> id = number -> Objects.requireNonNull(ids.get(number));
            for (var row : customers) {
                var fields = Map.of("name", row.get(2) + " " + row.get(3), "email", row.get(4));
                var body = Map.of("fields", fields, "reference", row.get(0));
                ids.put(row.get(0), server.create(key, "customers", RunningServer.JSON.writeValueAsString(body)));
            }
            for (var row : payments) {
                var body = Map.of(
                        "customer", id.apply(row.get(1)),
                        "fields", Map.of("amount", row.get(4) + " USD"),
                        "reference", row.get(0));
                server.create(key, "payments", RunningServer.JSON.writeValueAsString(body));
            }
            assertThat(customers).hasSize(599);
            for (var row : customers) {
                var shown = Shop.disclose(server, key, "customers", id.apply(row.get(0)))
                        .json()
                        .get("fields");
                assertThat(shown.get("name").asString()).isEqualTo(row.get(2) + " " + row.get(3));
                assertThat(shown.get("email").asString()).isEqualTo(row.get(4));
                var found = Shop.searchByEmail(server, key, row.get(4)).json().get("records");
                assertThat(found.size()).isEqualTo(1);
                assertThat(found.get(0).get("id").asString()).isEqualTo(id.apply(row.get(0)));
            }
            var one = id.apply(payments.getFirst().get(1));
            assertThat(server.post("/v1/customers/" + one + "/erasures", key, "")
                            .status())
                    .isEqualTo(202);
            assertThat(server.count("select count(*) from record where customer_id = " + Shop.number(one)))
                    .isZero();
        }
    }

    /// The rows of one `COPY table (...) FROM stdin` block, tab-separated.
    private static List<List<String>> rows(String table) throws IOException {
        var data = System.getProperty("conformance.data", "");
        var file = Path.of(data, "customers", "sakila-data-copy.sql");
        assumeTrue(!data.isEmpty() && Files.exists(file), "skipped: the tables of others are not here");
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (var line : Files.readAllLines(file)) {
            if (line.equals("\\.")) {
                inside = false;
            }
            if (inside) {
                rows.add(List.of(line.split("\t", -1)));
            }
            if (line.matches("(?i)copy (public\\.)?" + table + "(_p\\d+_\\d+)? \\(.*")) {
                inside = true;
            }
        }
        return rows;
    }
}
