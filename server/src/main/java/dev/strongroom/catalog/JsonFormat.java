package dev.strongroom.catalog;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// Any JSON, stored without blanks and in the order of its members.
record JsonFormat() implements ValueFormat {

    private static final int MOST_BYTES = 64 * 1024;

    /// @throws InvalidValue for JSON null (leave the field out), for more than 64 KiB, or for an unpaired surrogate
    static String compact(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            throw new InvalidValue("value.empty");
        }
        var json = value.toString();
        if (json.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new InvalidValue("value.forbidden_character");
        }
        if (json.length() > MOST_BYTES || json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new InvalidValue("value.too_long");
        }
        return json;
    }

    @Override
    public String canonical(FieldDefinition field, String text) {
        throw new InvalidValue("value.wrong_type");
    }
}
