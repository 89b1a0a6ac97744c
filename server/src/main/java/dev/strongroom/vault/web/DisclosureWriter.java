package dev.strongroom.vault.web;

import dev.strongroom.vault.BatchDisclosure;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.RecordId;
import dev.strongroom.vault.RecordSearch;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes disclosures as JSON straight to the response, which no cache may keep.
final class DisclosureWriter {

    private static final int USUAL_BYTES = 1_024;

    private final JsonMapper json;

    DisclosureWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse response, Disclosure disclosure) throws IOException {
        var body = new ByteArrayOutputStream(USUAL_BYTES);
        try (var generator = json.createGenerator(body)) {
            write(generator, disclosure);
        }
        response.setHeader(HttpHeaders.ETAG, '"' + Integer.toString(disclosure.version()) + '"');
        send(response, body);
    }

    void write(HttpServletResponse response, RecordSearch.Found found) throws IOException {
        var body = new ByteArrayOutputStream(USUAL_BYTES);
        try (var generator = json.createGenerator(body)) {
            generator.writeStartObject();
            generator.writeArrayPropertyStart("records");
            found.disclosures().forEach(disclosure -> write(generator, disclosure));
            generator.writeEndArray();
            found.next().ifPresent(next -> generator.writeStringProperty("cursor", next.toString()));
            generator.writeEndObject();
        }
        send(response, body);
    }

    void write(HttpServletResponse response, List<BatchDisclosure.Item> items) throws IOException {
        var body = new ByteArrayOutputStream(USUAL_BYTES + items.size() * USUAL_BYTES / 2);
        try (var generator = json.createGenerator(body)) {
            generator.writeStartObject();
            generator.writeArrayPropertyStart("records");
            items.forEach(item -> write(generator, item));
            generator.writeEndArray();
            generator.writeEndObject();
        }
        send(response, body);
    }

    /// Writes each as a line of its own; one that is refused with its id and the code.
    void writeLines(OutputStream stream, Collection<Map.Entry<RecordId, BatchDisclosure.Item>> items)
            throws IOException {
        var lines = new ByteArrayOutputStream(items.size() * USUAL_BYTES / 2);
        for (var item : items) {
            try (var generator = json.createGenerator(lines)) {
                switch (item.getValue()) {
                    case BatchDisclosure.Item.Shown shown -> write(generator, shown.disclosure());
                    case BatchDisclosure.Item.Refused refused -> {
                        generator.writeStartObject();
                        generator.writeStringProperty("id", item.getKey().toString());
                        generator.writeStringProperty("code", refused.code());
                        generator.writeEndObject();
                    }
                }
            }
            lines.write('\n');
        }
        lines.writeTo(stream);
    }

    private static void write(JsonGenerator generator, BatchDisclosure.Item item) {
        switch (item) {
            case BatchDisclosure.Item.Shown shown -> write(generator, shown.disclosure());
            case BatchDisclosure.Item.Refused refused -> {
                generator.writeStartObject();
                generator.writeStringProperty("code", refused.code());
                generator.writeEndObject();
            }
        }
    }

    private static void send(HttpServletResponse response, ByteArrayOutputStream body) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
    }

    private static void write(JsonGenerator generator, Disclosure disclosure) {
        generator.writeStartObject();
        generator.writeStringProperty("id", disclosure.id().toString());
        generator.writeNumberProperty("version", disclosure.version());
        generator.writeObjectPropertyStart("fields");
        disclosure.fields().entrySet().forEach(field -> write(generator, field));
        generator.writeEndObject();
        generator.writeArrayPropertyStart("masked");
        disclosure.masked().forEach(generator::writeString);
        generator.writeEndArray();
        generator.writeArrayPropertyStart("withheld");
        disclosure.withheld().forEach(withheld -> {
            generator.writeStartObject();
            generator.writeStringProperty("field", withheld.field());
            generator.writeStringProperty("reason", withheld.reason());
            generator.writeEndObject();
        });
        generator.writeEndArray();
        disclosure.receipt().ifPresent(receipt -> generator.writeStringProperty("receipt", receipt.toString()));
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, Map.Entry<String, Disclosure.Shown> field) {
        generator.writeName(field.getKey());
        if (field.getValue().json()) {
            generator.writeRawValue(field.getValue().value());
        } else {
            generator.writeString(field.getValue().value());
        }
    }
}
