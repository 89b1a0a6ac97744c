package dev.strongroom.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The cases of one file of golden vectors. Byte strings are hexadecimal.
final class Cases {

    static final String OPENS = "opens";
    static final String DOES_NOT_OPEN = "does-not-open";
    static final String REFUSED = "refused";

    private final ObjectNode file = JsonMapper.shared().createObjectNode();
    private final ArrayNode cases;

    Cases(String specification) {
        file.put("specification", specification);
        cases = file.putArray("cases");
    }

    /// A case whose output is as given.
    ObjectNode opens(String name, byte[] output) {
        return add(name, OPENS).put("output", hex(output));
    }

    ObjectNode add(String name, String result) {
        return cases.addObject().put("name", name).put("result", result);
    }

    ObjectNode file() {
        return file;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(JsonNode in, String name) {
        return HexFormat.of().parseHex(text(in, name));
    }

    static SecretBytes secret(JsonNode in, String name) {
        return SecretBytes.copyOf(bytes(in, name));
    }

    static String text(JsonNode in, String name) {
        return in.required(name).stringValue();
    }

    static int number(JsonNode in, String name) {
        return in.required(name).intValue();
    }

    static long id(JsonNode in, String name) {
        return in.required(name).longValue();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
