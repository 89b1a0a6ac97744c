package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/customer-key.md. The output of a case is the field key (32 bytes, 16 in suite 2), the pseudonym of the
/// month
/// (16 bytes), and the pseudonym of the record (16 bytes).
final class CustomerKeyVectors {

    private CustomerKeyVectors() {}

    private static KeyWrap kek(String name) {
        return new KeyWrap(DrawnBytes.secret(name));
    }

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        var cases = new Cases("docs/formats/customer-key.md");
        var random = new DrawnBytes("customer secrets");
        var first = CustomerKey.create("0e1f2d", 42, kek("kek 1"), 1, random).wrapped();
        var other = CustomerKey.create("0e1f2d", 43, kek("kek 1"), 1, random).wrapped();
        var rotated = CustomerKey.rotate(first, "0e1f2d", 42, kek("kek 1"), kek("kek 2"), 2, random)
                .wrapped();
        var rewrapped = first.rewrap(kek("kek 1"), kek("kek 2"), 2);
        opens(suite, cases, "as created", first, "kek 1", 42);
        opens(suite, cases, "another customer's", other, "kek 1", 43);
        opens(suite, cases, "rewrapped under another key-encryption key", rewrapped, "kek 2", 42);
        opens(suite, cases, "rotated: another field key, the same pseudonyms", rotated, "kek 2", 42);
        fails(suite, cases, "a changed bit in the wrapped secrets", first, DrawnBytes.flipped(first.wrapped(), 300));
        fails(suite, cases, "a changed bit in the first block", first, DrawnBytes.flipped(first.wrapped(), 0));
        fails(suite, cases, "wrapped secrets cut short", first, DrawnBytes.cut(first.wrapped(), 8));
        fails(suite, cases, "no wrapped secrets", first, new byte[0]);
        fails(suite, cases, "another customer's secrets", first, other.wrapped());
        fails(
                suite,
                cases,
                "half the secrets, well wrapped",
                first,
                kek("kek 1").wrap(DrawnBytes.secret("half")));
        fails(suite, cases, "a changed bit in the commitment", first, first.wrapped())
                .put("commitment", hex(DrawnBytes.flipped(first.commitment(), 255)));
        fails(suite, cases, "a commitment cut short", first, first.wrapped())
                .put("commitment", hex(DrawnBytes.cut(first.commitment(), 1)));
        fails(suite, cases, "another customer", first, first.wrapped()).put("customer", 43);
        fails(suite, cases, "another deployment", first, first.wrapped()).put("deployment", "0f");
        fails(suite, cases, "another key version", first, first.wrapped()).put("keyVersion", 2);
        fails(suite, cases, "key version 0", first, first.wrapped()).put("keyVersion", 0);
        fails(suite, cases, "the secrets from before a rotation", rotated, rewrapped.wrapped())
                .put("keyEncryptionKey", hex(DrawnBytes.of("kek 2", 32)));
        fails(suite, cases, "another key-encryption key", first, first.wrapped())
                .put("keyEncryptionKey", hex(DrawnBytes.of("kek 2", 32)));
        return cases.file();
    }

    private static void opens(
            Suite suite, Cases cases, String name, CustomerKey.Wrapped wrapped, String kek, long customer) {
        var output = output(suite, CustomerKey.open(wrapped, "0e1f2d", customer, kek(kek)));
        put(suite, cases.opens(name, output), wrapped, wrapped.wrapped())
                .put("customer", customer)
                .put("keyEncryptionKey", hex(DrawnBytes.of(kek, 32)));
    }

    private static ObjectNode fails(
            Suite suite, Cases cases, String name, CustomerKey.Wrapped wrapped, byte[] secrets) {
        return put(suite, cases.add(name, DOES_NOT_OPEN), wrapped, secrets);
    }

    private static ObjectNode put(Suite suite, ObjectNode in, CustomerKey.Wrapped wrapped, byte[] secrets) {
        if (suite != Suite.AES_256_GCM) {
            in.put("suite", suite.number());
        }
        return in.put("keyEncryptionKey", hex(DrawnBytes.of("kek 1", 32)))
                .put("deployment", "0e1f2d")
                .put("customer", 42)
                .put("keyVersion", wrapped.keyVersion())
                .put("wrapped", hex(secrets))
                .put("commitment", hex(wrapped.commitment()))
                .put("month", "2026-11")
                .put("collection", "profile")
                .put("record", 7);
    }

    private static byte[] output(Suite suite, CustomerKey key) {
        return output(suite, key, key.pseudonym(YearMonth.of(2026, 11)), key.recordPseudonym("profile", 7));
    }

    private static byte[] output(Suite suite, CustomerKey key, byte[] month, byte[] record) {
        return ByteBuffer.allocate(suite.keyBytes() + 32)
                .put(key.fieldKey().of(suite).getEncoded())
                .put(month)
                .put(record)
                .array();
    }

    static byte[] run(JsonNode in) {
        var wrapped = new CustomerKey.Wrapped(
                1, number(in, "keyVersion"), Cases.bytes(in, "wrapped"), Cases.bytes(in, "commitment"));
        var kek = new KeyWrap(Cases.secret(in, "keyEncryptionKey"));
        var key = CustomerKey.open(wrapped, text(in, "deployment"), id(in, "customer"), kek);
        var suite = in.has("suite") ? Suite.of((byte) number(in, "suite")) : Suite.AES_256_GCM;
        var month = key.pseudonym(YearMonth.parse(text(in, "month")));
        return output(suite, key, month, key.recordPseudonym(text(in, "collection"), id(in, "record")));
    }
}
