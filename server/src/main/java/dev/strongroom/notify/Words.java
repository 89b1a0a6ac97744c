package dev.strongroom.notify;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The words of a message as they are stored.
final class Words {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private final JsonMapper json;

    Words(JsonMapper json) {
        this.json = json;
    }

    String written(Map<String, String> words) {
        return json.writeValueAsString(words);
    }

    Map<String, String> read(String text) {
        return json.readValue(text, WORDS);
    }
}
