package dev.strongroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Three people of the demonstration, each with a one-time link to choose a password and a second factor, until they
/// have done so.
final class DemoPeople {

    private static final List<Invited> PEOPLE = List.of(
            new Invited("agent", List.of("support_agent"), List.of("support")),
            new Invited("officer", List.of("privacy-officer"), List.of()),
            new Invited("administrator", List.of("administrator", "log-reader"), List.of()));

    private final ServerClient administrator;
    private final String page;
    private final Words words;

    /// @param page the address of the pages, as browsers are given it
    DemoPeople(ServerClient administrator, String page, Words words) {
        this.administrator = administrator;
        this.page = page;
        this.words = words;
    }

    /// @param signInName what the person types to sign in
    private record Invited(String signInName, List<String> roles, List<String> purposes) {}

    /// @param link good once; empty for who has taken up the invitation
    record Ready(String title, String signInName, Optional<String> link) {}

    /// Invites those who are not there yet, and those anew who have not come.
    List<Ready> ready() {
        var known = administrator.good(administrator.get("/v1/accounts")).json().path("accounts");
        var ready = new ArrayList<Ready>();
        for (var person : PEOPLE) {
            var title = words.say("demo.person_" + person.signInName());
            ready.add(new Ready(title, person.signInName(), link(person, title, known)));
        }
        return ready;
    }

    private Optional<String> link(Invited person, String title, JsonNode known) {
        for (var account : known) {
            if (account.path("name").asString("").equals(title)) {
                return account.path("status").asString("").equals("invited")
                        ? Optional.of(link(
                                invite("/v1/accounts/" + account.path("id").asString("") + "/invitations", Map.of())))
                        : Optional.empty();
            }
        }
        return Optional.of(link(invite(
                "/v1/accounts",
                Map.of(
                        "name", title,
                        "signInName", person.signInName(),
                        "language", words.areChinese() ? "zh-CN" : "en",
                        "roles", person.roles(),
                        "purposes", person.purposes()))));
    }

    private JsonNode invite(String path, Map<String, ?> body) {
        return administrator.good(administrator.post(path, body)).json();
    }

    /// The token stands in the fragment, which browsers send to no server.
    private String link(JsonNode invited) {
        return page + "/invitation#" + invited.path("token").asString("");
    }
}
