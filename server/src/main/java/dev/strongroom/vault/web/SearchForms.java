package dev.strongroom.vault.web;

import dev.strongroom.pages.Form;
import dev.strongroom.vault.RecordSearch;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// Reads what was searched for on a page, by the rules of the API.
final class SearchForms {

    private static final int PAGE = 20;

    private final JsonMapper json;

    SearchForms(JsonMapper json) {
        this.json = json;
    }

    /// A field to search by, as forms name it: `customers.email`.
    record Place(String collection, String field) {

        static Place parse(String text) {
            var parts = text.split("\\.", 2);
            return new Place(parts[0], parts.length == 2 ? parts[1] : "");
        }
    }

    static Place place(Form form) {
        return Place.parse(form.text("place"));
    }

    /// @throws dev.strongroom.web.Problem naming what is missing or wrong
    RecordSearch.Query query(Form form, Place place) {
        var kind = form.text("kind");
        var value = "between".equals(kind) ? range(form) : StringNode.valueOf(form.text("value"));
        return SearchRequests.query(new RecordRequests.Search(
                place.field(),
                kind,
                value,
                null,
                null,
                PAGE,
                form.find("cursor").orElse(null)));
    }

    private JsonNode range(Form form) {
        return json.createObjectNode().put("from", form.text("from")).put("to", form.text("to"));
    }

    static SortedSet<String> sorted(Collection<String> names) {
        return new TreeSet<>(names);
    }
}
