package dev.strongroom.vault;

import dev.strongroom.web.Caller;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A wish to write a record.
///
/// @param fields as they were sent; a JSON null removes the field
/// @param idempotency present when the request may be a repetition
public record Write(
        Caller caller, String collection, Map<String, JsonNode> fields, Optional<Idempotency.Request> idempotency) {

    public Write {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /// The same, of that caller.
    Write by(Caller now) {
        return new Write(now, collection, fields, idempotency);
    }

    @Override
    public String toString() {
        return "Write[" + caller.id() + ", " + collection + "]";
    }
}
