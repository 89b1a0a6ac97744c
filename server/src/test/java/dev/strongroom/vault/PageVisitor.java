package dev.strongroom.vault;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Somebody of the staff whose browser sends forms as the script of the pages does.
final class PageVisitor {

    private static final String CUSTOMERS = "/console/customers";

    private final StaffMember member;

    private PageVisitor(StaffMember member) {
        this.member = member;
    }

    static PageVisitor signedIn(RunningServer server, String name, List<String> roles, List<String> purposes) {
        return new PageVisitor(StaffMember.signedIn(server, name, roles, purposes));
    }

    StaffMember member() {
        return member;
    }

    /// A whole page.
    RunningServer.Answer open(String path) {
        return member.get(CUSTOMERS + path);
    }

    /// A part of a page.
    RunningServer.Answer part(String path) {
        return member.get(CUSTOMERS + path, "HX-Request", "true");
    }

    /// @param values name and value in turn
    RunningServer.Answer post(String path, String... values) {
        return member.send("POST", CUSTOMERS + path, form(values), headers("HX-Request", "true"));
    }

    /// As a plain form of any site would be sent.
    RunningServer.Answer postWithoutScript(String path, String... values) {
        return member.send("POST", CUSTOMERS + path, form(values), headers());
    }

    RunningServer.Answer search(String purpose, String place, String kind, String value) {
        return post("/search", "purpose", purpose, "place", place, "kind", kind, "value", value);
    }

    /// The customer's own record.
    RunningServer.Answer reveal(String customer, String purpose, String field, String reason) {
        return post(
                "/" + customer + "/customers/" + customer + "/reveal",
                "purpose",
                purpose,
                "field",
                field,
                "reason",
                reason);
    }

    RunningServer.Answer copy(String customer, String purpose, String field) {
        return post("/" + customer + "/customers/" + customer + "/copies", "purpose", purpose, "field", field);
    }

    static String code(RunningServer.Answer answer) {
        return answer.header("Strongroom-Code");
    }

    private static String[] headers(String... more) {
        var all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private static String form(String... values) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < values.length; i += 2) {
            pairs.add(values[i] + "=" + URLEncoder.encode(values[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }
}
