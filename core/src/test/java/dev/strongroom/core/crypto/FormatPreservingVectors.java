package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.REFUSED;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/format-preserving.md
final class FormatPreservingVectors {

    private FormatPreservingVectors() {}

    static ObjectNode generate() {
        var cases = new Cases("docs/formats/format-preserving.md");
        opens(cases, "six digits", "key 1", 10, "", "000000");
        opens(cases, "the number after it", "key 1", 10, "", "000001");
        opens(cases, "the last number of six digits", "key 1", 10, "", "999999");
        opens(cases, "fifteen digits", "key 1", 10, "", "000000000000001");
        opens(cases, "fifty-six digits", "key 1", 10, "", "1".repeat(56));
        opens(cases, "another key", "key 2", 10, "", "000000");
        opens(cases, "a tweak", "key 1", 10, "tweak", "000000");
        opens(cases, "a tweak of 64 bytes", "key 1", 10, "t".repeat(64), "000000");
        opens(cases, "digits in the larger alphabet", "key 1", 36, "", "000000");
        opens(cases, "four letters", "key 1", 36, "", "zzzz");
        opens(cases, "fifty-six letters", "key 1", 36, "", "z".repeat(56));
        refused(cases, "nothing", 10, "", "");
        refused(cases, "five digits", 10, "", "00000");
        refused(cases, "three letters", 36, "", "zzz");
        refused(cases, "fifty-seven digits", 10, "", "1".repeat(57));
        refused(cases, "a letter among digits", 10, "", "00000a");
        refused(cases, "a capital letter", 36, "", "aaaA");
        refused(cases, "a digit of another script", 10, "", "00000\u0661");
        refused(cases, "a radix between", 16, "", "000000");
        refused(cases, "a tweak of 65 bytes", 10, "t".repeat(65), "000000");
        put(cases.add("a key of 20 bytes", REFUSED), 10, "", "000000").put("key", hex(DrawnBytes.of("key 1", 20)));
        return cases.file();
    }

    private static void opens(Cases cases, String name, String key, int radix, String tweak, String clear) {
        var encrypted = new FormatPreserving(DrawnBytes.secret(key), radix, utf8(tweak)).encrypt(clear);
        put(cases.opens(name, utf8(encrypted)), radix, tweak, clear)
                .put("key", hex(DrawnBytes.of(key, 32)))
                .put("encrypted", encrypted);
    }

    private static void refused(Cases cases, String name, int radix, String tweak, String clear) {
        put(cases.add(name, REFUSED), radix, tweak, clear).put("key", hex(DrawnBytes.of("key 1", 32)));
    }

    private static ObjectNode put(ObjectNode in, int radix, String tweak, String clear) {
        return in.put("radix", radix).put("tweak", hex(utf8(tweak))).put("clear", clear);
    }

    static byte[] run(JsonNode in) {
        var permutation = new FormatPreserving(Cases.secret(in, "key"), number(in, "radix"), Cases.bytes(in, "tweak"));
        var encrypted = permutation.encrypt(text(in, "clear"));
        return utf8(permutation.decrypt(encrypted).equals(text(in, "clear")) ? encrypted : "does not come back");
    }
}
