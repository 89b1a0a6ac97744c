package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/sealed-value.md, the context `token`
final class TokenContextVectors {

    private static final byte[] VALUE = utf8("someone@shop.example");

    private TokenContextVectors() {}

    static ObjectNode generate() {
        var cases = new Cases("docs/formats/sealed-value.md");
        opens(cases, "a token without terms", new byte[0]);
        opens(cases, "a token with terms", utf8("terms"));
        var sealed = sealed("a token to change", context(utf8("terms")));
        changed(cases, "another deployment", sealed).put("deployment", "0f");
        changed(cases, "another collection", sealed).put("collection", "orders");
        changed(cases, "another customer", sealed).put("customer", 43);
        changed(cases, "another record", sealed).put("record", 8);
        changed(cases, "another field", sealed).put("field", "phone");
        changed(cases, "another index", sealed).put("index", hex(DrawnBytes.of("index 2", 32)));
        changed(cases, "other terms", sealed).put("terms", hex(utf8("Terms")));
        changed(cases, "no terms", sealed).put("terms", "");
        changed(cases, "index and terms divided elsewhere", sealed)
                .put("index", hex(DrawnBytes.of("index 1", 32)) + "74")
                .put("terms", hex(utf8("erms")));
        var field = Context.field("0e1f2d", "profile", 42, 7, "email", 1);
        changed(cases, "a value of the field", sealed("a value of the field", field));
        return cases.file();
    }

    private static void opens(Cases cases, String name, byte[] terms) {
        place(cases.opens(name, VALUE), terms).put("sealed", hex(sealed(name, context(terms))));
    }

    private static ObjectNode changed(Cases cases, String name, byte[] sealed) {
        return place(cases.add(name, DOES_NOT_OPEN), utf8("terms")).put("sealed", hex(sealed));
    }

    private static Context context(byte[] terms) {
        return Context.token("0e1f2d", "profile", 42, 7, "email", DrawnBytes.of("index 1", 32), terms);
    }

    private static byte[] sealed(String name, Context context) {
        return Sealer.sealWithInsecureNonce(
                new FieldKey(DrawnBytes.secret("key 1"), 1), context, DrawnBytes.of(name, 12), Padding.pad(VALUE));
    }

    private static ObjectNode place(ObjectNode in, byte[] terms) {
        return in.put("key", hex(DrawnBytes.of("key 1", 32)))
                .put("deployment", "0e1f2d")
                .put("collection", "profile")
                .put("customer", 42)
                .put("record", 7)
                .put("field", "email")
                .put("index", hex(DrawnBytes.of("index 1", 32)))
                .put("terms", hex(terms));
    }

    static byte[] run(JsonNode in) {
        var context = Context.token(
                text(in, "deployment"),
                text(in, "collection"),
                id(in, "customer"),
                id(in, "record"),
                text(in, "field"),
                Cases.bytes(in, "index"),
                Cases.bytes(in, "terms"));
        return new Sealer(new DrawnBytes("unused"))
                .open(new FieldKey(Cases.secret(in, "key"), 1), context, Cases.bytes(in, "sealed"));
    }
}
