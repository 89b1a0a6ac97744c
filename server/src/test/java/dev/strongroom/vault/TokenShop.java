package dev.strongroom.vault;

import dev.strongroom.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A running shop with a client that may make tokens, and the calls that tests of tokens share.
final class TokenShop {

    static final String[] FULFILMENT = {"Strongroom-Purpose", "fulfilment"};
    private static final List<String> ROLES =
            List.of("tokenizer", "shop_backend", "support_agent", "log-reader", "eraser");

    final RunningServer server;
    final String key;

    TokenShop(RunningServer server) {
        this.server = server;
        this.key = server.client(ROLES, List.of("support", "fulfilment"));
    }

    String customer() {
        return server.create(key, "customers", Shop.customer());
    }

    /// A wish for a token of a customer's field.
    ///
    /// @param more members, name and value in turn
    static Map<String, Object> wish(String id, String field, String kind, Object... more) {
        var wish =
                new TreeMap<String, Object>(Map.of("collection", "customers", "id", id, "field", field, "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            wish.put((String) more[i], more[i + 1]);
        }
        return wish;
    }

    RunningServer.Answer create(String caller, String[] purpose, Object... wishes) {
        return server.post("/v1/tokens", caller, json(List.of(wishes)), purpose);
    }

    List<JsonNode> made(Object... wishes) {
        return items(create(key, Shop.SUPPORT, wishes));
    }

    /// The token of the only wish.
    String token(Map<String, Object> wish) {
        return made(wish).getFirst().get("token").asString();
    }

    RunningServer.Answer openAs(String caller, String[] purpose, List<String> tokens) {
        return server.post("/v1/tokens/open", caller, json(tokens), purpose);
    }

    JsonNode open(String token) {
        return items(openAs(key, Shop.SUPPORT, List.of(token))).getFirst();
    }

    RunningServer.Answer remove(String token) {
        return server.delete("/v1/tokens/" + token, key, Shop.SUPPORT);
    }

    static List<JsonNode> items(RunningServer.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return new ArrayList<>(answer.json().get("tokens").valueStream().toList());
    }

    static String code(JsonNode item) {
        return item.path("error").path("code").asString("");
    }

    static String json(List<?> tokens) {
        return RunningServer.JSON.writeValueAsString(Map.of("tokens", tokens));
    }

    long entries() {
        return server.count("select next from ledger_head");
    }

    long rows(String customer) {
        return server.count("select count(*) from token where customer_id = " + Shop.number(customer));
    }
}
