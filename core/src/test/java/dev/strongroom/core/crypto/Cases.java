package dev.strongroom.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The cases of one file of golden vectors. Byte strings are hexadecimal.
public final class Cases {

    public static final String OPENS = "opens";
    public static final String DOES_NOT_OPEN = "does-not-open";
    public static final String REFUSED = "refused";

    private final ObjectNode file = JsonMapper.shared().createObjectNode();
    private final ArrayNode cases;

    public Cases(String specification) {
        file.put("specification", specification);
        cases = file.putArray("cases");
    }

    /// A case whose output is as given.
    public ObjectNode opens(String name, byte[] output) {
        return add(name, OPENS).put("output", hex(output));
    }

    public ObjectNode add(String name, String result) {
        return cases.addObject().put("name", name).put("result", result);
    }

    public ObjectNode file() {
        return file;
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static byte[] bytes(JsonNode in, String name) {
        return HexFormat.of().parseHex(text(in, name));
    }

    public static SecretBytes secret(JsonNode in, String name) {
        return SecretBytes.copyOf(bytes(in, name));
    }

    public static String text(JsonNode in, String name) {
        return in.required(name).stringValue();
    }

    public static int number(JsonNode in, String name) {
        return in.required(name).intValue();
    }

    public static long id(JsonNode in, String name) {
        return in.required(name).longValue();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
