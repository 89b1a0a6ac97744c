package dev.strongroom.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Writes an entry as one JSON object without white space, members in a fixed order, absent ones left out, and text
/// limited to characters that need no escape.
final class EntryWriter {

    private EntryWriter() {}

    static byte[] write(LedgerEntry entry) {
        var json = new StringBuilder(384).append("{\"v\":1,\"time\":\"");
        time(json, entry.time());
        json.append('"');
        member(json, "kind", Optional.of(entry.kind().word()));
        member(json, "actor", Optional.of(entry.actor()));
        member(json, "customer", entry.customer().map(Pseudonym::toString));
        member(json, "record", entry.record().map(Pseudonym::toString));
        member(json, "purpose", entry.purpose());
        member(json, "collection", entry.collection());
        fields(json, entry);
        member(json, "decision", Optional.of(entry.decision()));
        member(json, "policy", Optional.of(entry.policy()));
        member(json, "manifest", entry.manifest().map(Hash::toString));
        member(json, "detail", entry.detail().map(Hash::toString));
        return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Microseconds since 1970 would be shorter; an auditor reads a date.
    private static void time(StringBuilder json, Instant time) {
        json.append(time);
    }

    private static void fields(StringBuilder json, LedgerEntry entry) {
        if (entry.fields().isEmpty()) {
            return;
        }
        json.append(",\"fields\":{");
        char separator = 0;
        for (var field : entry.fields().entrySet()) {
            if (separator != 0) {
                json.append(separator);
            }
            quoted(json, field.getKey());
            json.append(':');
            quoted(json, field.getValue());
            separator = ',';
        }
        json.append('}');
    }

    private static void member(StringBuilder json, String name, Optional<String> value) {
        value.ifPresent(text -> {
            json.append(",\"").append(name).append("\":");
            quoted(json, text);
        });
    }

    private static void quoted(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                throw new IllegalArgumentException("Text in an entry is printable ASCII without quotes");
            }
        }
        json.append('"').append(text).append('"');
    }
}
