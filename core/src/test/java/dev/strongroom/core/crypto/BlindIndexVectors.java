package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.REFUSED;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/blind-index.md
final class BlindIndexVectors {

    private static final byte[] VALUE = utf8("someone@shop.example");

    private BlindIndexVectors() {}

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        var cases = new Cases("docs/formats/blind-index.md");
        for (int bits : new int[] {8, 9, 15, 16, 17, 23, 32, 127, 128}) {
            opens(suite, cases, "a value at " + bits + " bits", "root 1", "profile", "email", "exact", 1, bits, VALUE);
        }
        opens(suite, cases, "the empty value", "root 1", "profile", "email", "exact", 1, 128, new byte[0]);
        opens(suite, cases, "another root", "root 2", "profile", "email", "exact", 1, 128, VALUE);
        opens(suite, cases, "another collection", "root 1", "orders", "email", "exact", 1, 128, VALUE);
        opens(suite, cases, "another field", "root 1", "profile", "phone", "exact", 1, 128, VALUE);
        opens(suite, cases, "another kind", "root 1", "profile", "email", "suffix", 1, 128, VALUE);
        opens(suite, cases, "another version", "root 1", "profile", "email", "exact", 2, 128, VALUE);
        opens(
                suite,
                cases,
                "collection and field divided elsewhere",
                "root 1",
                "profil",
                "eemail",
                "exact",
                1,
                128,
                VALUE);
        for (int bits : new int[] {-1, 0, 7, 129}) {
            put(suite, cases.add(bits + " bits", REFUSED), "root 1", "profile", "email", "exact", 1, bits, VALUE);
        }
        return cases.file();
    }

    private static void opens(
            Suite suite,
            Cases cases,
            String name,
            String root,
            String collection,
            String field,
            String kind,
            int version,
            int bits,
            byte[] value) {
        var index = BlindIndex.of(suite, DrawnBytes.secret(root), collection, field, kind, version, bits);
        put(suite, cases.opens(name, index.of(value)), root, collection, field, kind, version, bits, value);
    }

    private static void put(
            Suite suite,
            ObjectNode in,
            String root,
            String collection,
            String field,
            String kind,
            int version,
            int bits,
            byte[] value) {
        if (suite != Suite.AES_256_GCM) {
            in.put("suite", suite.number());
        }
        in.put("root", hex(DrawnBytes.of(root, 32)))
                .put("collection", collection)
                .put("field", field)
                .put("kind", kind)
                .put("version", version)
                .put("bits", bits)
                .put("normalised", hex(value));
    }

    static byte[] run(JsonNode in) {
        var suite = in.has("suite") ? Suite.of((byte) number(in, "suite")) : Suite.AES_256_GCM;
        return BlindIndex.of(
                        suite,
                        Cases.secret(in, "root"),
                        text(in, "collection"),
                        text(in, "field"),
                        text(in, "kind"),
                        number(in, "version"),
                        number(in, "bits"))
                .of(Cases.bytes(in, "normalised"));
    }
}
