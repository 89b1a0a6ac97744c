package dev.strongroom.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads entries back from their canonical bytes.
public final class LedgerEntryReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LedgerEntryReader() {}

    /// @return empty if the bytes are not an entry in canonical form
    public static Optional<LedgerEntry> read(byte[] bytes) {
        try {
            var entry = entry(JSON.readTree(bytes));
            return Arrays.equals(entry.encode(), bytes) ? Optional.of(entry) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DateTimeException notAnEntry) {
            return Optional.empty();
        }
    }

    private static LedgerEntry entry(JsonNode json) {
        var fields = new TreeMap<String, String>();
        json.path("fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        return new LedgerEntry(
                Instant.parse(text(json, "time").orElse("")),
                text(json, "kind").flatMap(EntryKind::of).orElseThrow(IllegalArgumentException::new),
                text(json, "actor").orElse(""),
                bytes(json, "customer", Pseudonym::new),
                bytes(json, "record", Pseudonym::new),
                text(json, "purpose"),
                text(json, "collection"),
                fields,
                text(json, "decision").orElse(""),
                text(json, "policy").orElse(""),
                bytes(json, "manifest", Hash::new),
                bytes(json, "detail", Hash::new));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asString);
    }

    private static <T> Optional<T> bytes(JsonNode json, String name, Function<byte[], T> type) {
        return text(json, name).map(Base64.getUrlDecoder()::decode).map(type);
    }
}
