package dev.strongroom.vault;

import dev.strongroom.RunningServer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A running shop that keeps the history of orders and, in its own catalog, of customers; and the calls that tests of
/// history share.
final class HistoryShop {

    /// The sample shop, with a history of customers beside that of orders.
    static final String CATALOG = RunningServer.sample("shop.yaml")
            .replace("    customer: true\n", "    customer: true\n    history: P30D\n");

    final RunningServer server;
    final String key;

    HistoryShop(RunningServer server) {
        this.server = server;
        this.key = server.shopClient();
    }

    String customer() {
        return server.create(key, "customers", Shop.customer());
    }

    /// @return the id of a new order of a new customer
    String order() {
        return server.create(key, "orders", Shop.order(customer()));
    }

    /// An order whose number was changed to each of these in turn.
    String order(String... numbers) {
        var order = order();
        for (int i = 0; i < numbers.length; i++) {
            good(patch("orders", order, i + 1, "\"number\": \"" + numbers[i] + "\""));
        }
        return order;
    }

    static RunningServer.Answer good(RunningServer.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer;
    }

    RunningServer.Answer patch(String collection, String id, int version, String fields) {
        return server.patch(
                "/v1/records/" + collection + "/" + id,
                key,
                "{\"fields\": {" + fields + "}}",
                "If-Match",
                "\"" + version + "\"");
    }

    static String path(String collection, String id) {
        return "/v1/records/" + collection + "/" + id + "/versions";
    }

    RunningServer.Answer list(String collection, String id) {
        return server.get(path(collection, id), key, Shop.SUPPORT);
    }

    RunningServer.Answer show(String collection, String id, Object version) {
        return server.get(path(collection, id) + "/" + version, key, Shop.SUPPORT);
    }

    RunningServer.Answer restore(String collection, String id, Object version, int ifMatch, String... headers) {
        var all = new ArrayList<>(List.of("If-Match", "\"" + ifMatch + "\""));
        all.addAll(List.of(headers));
        return server.post(path(collection, id) + "/" + version + "/restore", key, "", all.toArray(String[]::new));
    }

    JsonNode fields(String collection, String id) {
        return Shop.disclose(server, key, collection, id).json().get("fields");
    }

    long rows(String id) {
        return server.count("select count(*) from record_version where" + Shop.row(id));
    }

    /// What the newest entry of the log says.
    String newestEntry() {
        return server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select convert_from(entry, 'UTF8') from ledger_entry order by idx desc limit 1")
                .query(String.class)
                .single();
    }

    long entries() {
        return server.count("select next from ledger_head");
    }
}
