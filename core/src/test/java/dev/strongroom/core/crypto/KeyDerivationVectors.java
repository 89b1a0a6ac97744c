package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.REFUSED;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/customer-key.md, "Key derivation"
final class KeyDerivationVectors {

    private KeyDerivationVectors() {}

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        var cases = new Cases("docs/formats/customer-key.md");
        opens(suite, cases, "no parts", "label", 32);
        opens(suite, cases, "two parts", "label", 32, "ab", "c");
        opens(suite, cases, "the same bytes divided elsewhere", "label", 32, "a", "bc");
        opens(suite, cases, "the same bytes in one part", "label", 32, "abc");
        opens(suite, cases, "an empty part more", "label", 32, "abc", "");
        opens(suite, cases, "another label", "label 2", 32, "abc");
        opens(suite, cases, "another length", "label", 16, "abc");
        opens(suite, cases, "more than one block", "label", 80, "abc");
        put(suite, cases.add("length 0", REFUSED), "label", 0, "abc");
        put(suite, cases.add("a negative length", REFUSED), "label", -1, "abc");
        put(suite, cases.add("more than 255 blocks", REFUSED), "label", 8161, "abc");
        return cases.file();
    }

    private static void opens(Suite suite, Cases cases, String name, String label, int length, String... parts) {
        var bytes = Arrays.stream(parts).map(Cases::utf8).toArray(byte[][]::new);
        var derived = KeyDerivation.derive(suite, DrawnBytes.secret("key 1"), label, length, bytes);
        put(suite, cases.opens(name, derived.exposeCleartext()), label, length, parts);
    }

    private static void put(Suite suite, ObjectNode in, String label, int length, String... parts) {
        in.put("key", hex(DrawnBytes.of("key 1", 32))).put("label", label).put("length", length);
        if (suite != Suite.AES_256_GCM) {
            in.put("suite", suite.number());
        }
        var array = in.putArray("parts");
        Arrays.stream(parts).forEach(part -> array.add(hex(utf8(part))));
    }

    static byte[] run(JsonNode in) {
        var parts = in.required("parts")
                .valueStream()
                .map(part -> HexFormat.of().parseHex(part.stringValue()))
                .toArray(byte[][]::new);
        var suite = in.has("suite") ? Suite.of((byte) number(in, "suite")) : Suite.AES_256_GCM;
        return KeyDerivation.derive(suite, Cases.secret(in, "key"), text(in, "label"), number(in, "length"), parts)
                .exposeCleartext();
    }
}
