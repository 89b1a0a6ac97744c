package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.pages.Form;
import dev.strongroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/// Reads what somebody wants to change: new values by the names of fields, and the fields to be removed. What is left
/// empty stays.
final class EditForms {

    /// Before the name of a field whose new value is given.
    static final String SET = "set.";

    /// Not `remove`: an input of that name would hide the method of its form that takes it out of the page.
    private static final String CLEARED = "cleared";

    private final JsonMapper json;

    EditForms(JsonMapper json) {
        this.json = json;
    }

    /// @param fields as a write takes them; null removes
    /// @param version on which the form was filled in
    /// @param seen names the change that was shown and is to be saved; empty if none is
    /// @param digest names this change
    record Change(SortedMap<String, JsonNode> fields, int version, String seen, String digest) {

        Change {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        /// Whether exactly this was shown.
        boolean isSeen() {
            return seen.equals(digest);
        }

        @Override
        public String toString() {
            return "Change" + fields.keySet();
        }
    }

    /// @throws Problem if nothing is changed, or something that is not in the collection
    Change change(Form form, CollectionDefinition collection) {
        var fields = new TreeMap<String, JsonNode>();
        for (var name : form.values().keySet()) {
            if (name.startsWith(SET)) {
                var field = name.substring(SET.length());
                form.find(name).ifPresent(text -> fields.put(field, value(collection, field, text)));
            }
        }
        form.texts(CLEARED).forEach(field -> clear(fields, field));
        if (fields.isEmpty()) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "edit.nothing",
                    "Fill in what is to be changed, or mark what is to be removed.");
        }
        int version = RecordRequests.earlierVersion(form.text("version"));
        // The button to save is another one than the button to look: who presses twice has looked once
        var seen = form.find("save").flatMap(pressed -> form.find("seen")).orElse("");
        return new Change(fields, version, seen, digest(fields, version));
    }

    private static void clear(SortedMap<String, JsonNode> fields, String field) {
        if (fields.containsKey(field)) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "edit.contradiction",
                            "Either give the marked field another value, or have its value removed.")
                    .with("member", SET + field);
        }
        fields.put(field, NullNode.getInstance());
    }

    private JsonNode value(CollectionDefinition collection, String field, String text) {
        boolean isJson = collection
                .field(field)
                .filter(known -> known.type() == FieldType.JSON)
                .isPresent();
        try {
            return isJson ? json.readTree(text) : StringNode.valueOf(text);
        } catch (JacksonException malformed) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "edit.malformed_json",
                            "Correct the field that is marked: it takes one well-formed JSON value.")
                    .with("member", SET + field);
        }
    }

    private String digest(Map<String, JsonNode> fields, int version) {
        try {
            var bytes = (version + "\n" + json.writeValueAsString(fields)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    /// The same change, on another version.
    Change on(Change change, int version) {
        return new Change(change.fields(), version, "", digest(change.fields(), version));
    }
}
