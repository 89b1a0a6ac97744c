package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/sealed-value.md
final class SealedValueVectors {

    private static final byte[] VALUE = utf8("someone@shop.example");

    private SealedValueVectors() {}

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        var cases = new Cases("docs/formats/sealed-value.md");
        for (var cleartext : new String[] {"", "a", "客户", "x".repeat(31), "x".repeat(32), "x".repeat(1000)}) {
            var name = "a value of " + utf8(cleartext).length + " bytes";
            place(cases.opens(name, utf8(cleartext)), "key 1", 1)
                    .put("sealed", hex(sealed(suite, name, 1, utf8(cleartext))));
        }
        var sealed = sealed(suite, "a value to change", 1, VALUE);
        place(cases.opens("a value to change", VALUE), "key 1", 1).put("sealed", hex(sealed));
        changedBits(cases, sealed);
        changedPlace(cases, sealed);
        fails(cases, "another key", sealed).put("key", hex(DrawnBytes.of("key 2", 32)));
        fails(cases, "another key version", sealed).put("keyVersion", 2);
        fails(cases, "the last byte is gone", DrawnBytes.cut(sealed, 1));
        fails(cases, "a byte after the end", Arrays.copyOf(sealed, sealed.length + 1));
        fails(cases, "the header alone", Arrays.copyOf(sealed, 18));
        fails(cases, "nothing", new byte[0]);
        var unpadded = Sealer.sealWithInsecureNonce(
                suite, new FieldKey(DrawnBytes.secret("key 1"), 1), context(), DrawnBytes.of("unpadded", 12), VALUE);
        fails(cases, "a value sealed without padding", unpadded);
        if (suite != Suite.AES_256_GCM) {
            relabelled(cases, sealed);
        }
        return cases.file();
    }

    /// The suite is under the tag, and keys of two suites have nothing in common.
    private static void relabelled(Cases cases, byte[] sealed) {
        var aes = sealed(Suite.AES_256_GCM, "a value of the other suite", 1, VALUE);
        place(cases.opens("a value of the other suite", VALUE), "key 1", 1).put("sealed", hex(aes));
        fails(cases, "named another suite", named(sealed, 1));
        fails(cases, "of the other suite, named this one", named(aes, 2));
        fails(cases, "named no suite", named(sealed, 0));
        fails(cases, "named an unknown suite", named(sealed, 3));
    }

    private static byte[] named(byte[] sealed, int suite) {
        var changed = sealed.clone();
        changed[1] = (byte) suite;
        return changed;
    }

    private static void changedBits(Cases cases, byte[] sealed) {
        var places = Map.of(
                "format version",
                0,
                "suite",
                1,
                "key version",
                5,
                "nonce",
                6,
                "ciphertext",
                18,
                "tag",
                sealed.length - 1);
        places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(place -> fails(
                        cases,
                        "a changed bit in the " + place.getKey(),
                        DrawnBytes.flipped(sealed, place.getValue() * 8)));
    }

    private static void changedPlace(Cases cases, byte[] sealed) {
        fails(cases, "another deployment", sealed).put("deployment", "0f");
        fails(cases, "another collection", sealed).put("collection", "orders");
        fails(cases, "another customer", sealed).put("customer", 43);
        fails(cases, "another record", sealed).put("record", 8);
        fails(cases, "another field", sealed).put("field", "phone");
        fails(cases, "another version of the field", sealed).put("fieldVersion", 4);
        fails(cases, "deployment and collection divided elsewhere", sealed)
                .put("deployment", "0e1f2dp")
                .put("collection", "rofile");
    }

    private static ObjectNode fails(Cases cases, String name, byte[] sealed) {
        return place(cases.add(name, DOES_NOT_OPEN), "key 1", 1).put("sealed", hex(sealed));
    }

    private static ObjectNode place(ObjectNode in, String key, int keyVersion) {
        return in.put("key", hex(DrawnBytes.of(key, 32)))
                .put("keyVersion", keyVersion)
                .put("deployment", "0e1f2d")
                .put("collection", "profile")
                .put("customer", 42)
                .put("record", 7)
                .put("field", "email")
                .put("fieldVersion", 3);
    }

    private static byte[] sealed(Suite suite, String name, int keyVersion, byte[] cleartext) {
        return Sealer.sealWithInsecureNonce(
                suite,
                new FieldKey(DrawnBytes.secret("key 1"), keyVersion),
                context(),
                DrawnBytes.of(name, 12),
                Padding.pad(cleartext));
    }

    private static Context context() {
        return Context.field("0e1f2d", "profile", 42, 7, "email", 3);
    }

    static byte[] run(JsonNode in) {
        var key = new FieldKey(Cases.secret(in, "key"), number(in, "keyVersion"));
        var context = Context.field(
                text(in, "deployment"),
                text(in, "collection"),
                id(in, "customer"),
                id(in, "record"),
                text(in, "field"),
                number(in, "fieldVersion"));
        return new Sealer(new DrawnBytes("unused")).open(key, context, Cases.bytes(in, "sealed"));
    }
}
