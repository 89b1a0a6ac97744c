package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// One line of an import as it was sent: a new record in JSON.
///
/// @param customer id of the customer it belongs to
/// @param customerReference instead of the id: the reference of the customer's own record
/// @param line by which the sender calls it, from 1, for example in the file it came from; absent: its place among the
/// lines
record ImportLine(
        @Nullable Map<String, JsonNode> fields,
        @Nullable String customer,
        @Nullable String customerReference,
        @Nullable String reference,
        @Nullable Long line) {

    private static final String REFERENCE = "reference";

    /// @throws Problem when the line is no such object
    static ImportLine parse(JsonMapper json, byte[] bytes) {
        try {
            var line = json.readValue(bytes, ImportLine.class);
            if (line == null || line.line() != null && line.line() < 1) {
                throw malformed();
            }
            return line;
        } catch (UnrecognizedPropertyException unknown) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "request.unknown_member", "Leave out the member named.");
        } catch (JacksonException notJson) {
            throw malformed();
        }
    }

    /// The values to store, with the reference among them.
    Map<String, JsonNode> values() {
        var values = new TreeMap<String, JsonNode>(fields == null ? Map.of() : fields);
        if (reference != null) {
            values.put(REFERENCE, StringNode.valueOf(reference));
        }
        return values;
    }

    long number(long place) {
        return line == null ? place : line;
    }

    private static Problem malformed() {
        return Problem.of(HttpStatus.BAD_REQUEST, "import.line_malformed", "Send one JSON object a line.");
    }

    @Override
    public String toString() {
        return "ImportLine";
    }
}
