package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.utf8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/sealed-value.md, "Padding"
final class PaddingVectors {

    private PaddingVectors() {}

    static ObjectNode generate() {
        var cases = new Cases("docs/formats/sealed-value.md");
        for (int length : new int[] {0, 1, 30, 31, 32, 35, 36, 63, 64, 100, 255, 256, 300, 1000, 1023, 4096}) {
            var value = utf8("v".repeat(length));
            cases.opens(length + " bytes", value).put("padded", hex(Padding.pad(value)));
        }
        var endsLikePadding = new byte[] {1, (byte) 0x80, 0, 0};
        cases.opens("a value that ends like padding", endsLikePadding).put("padded", hex(Padding.pad(endsLikePadding)));
        cases.add("nothing", DOES_NOT_OPEN).put("padded", "");
        cases.add("zeros only", DOES_NOT_OPEN).put("padded", "00".repeat(32));
        cases.add("no end mark", DOES_NOT_OPEN).put("padded", "41".repeat(32));
        cases.add("an end mark with a bit too many", DOES_NOT_OPEN).put("padded", "81" + "00".repeat(31));
        return cases.file();
    }

    static byte[] run(JsonNode in) {
        return Padding.unpad(Cases.bytes(in, "padded"));
    }
}
