package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/customer-key.md. The output of a case is the field key (32 bytes), the pseudonym of the month
/// (16 bytes), and the pseudonym of the record (16 bytes).
final class CustomerKeyVectors {

    private CustomerKeyVectors() {}

    private static KeyWrap kek(String name) {
        return new KeyWrap(DrawnBytes.secret(name));
    }

    static ObjectNode generate() {
        var cases = new Cases("docs/formats/customer-key.md");
        var random = new DrawnBytes("customer secrets");
        var first = CustomerKey.create("0e1f2d", 42, kek("kek 1"), 1, random).wrapped();
        var other = CustomerKey.create("0e1f2d", 43, kek("kek 1"), 1, random).wrapped();
        var rotated = CustomerKey.rotate(first, "0e1f2d", 42, kek("kek 1"), kek("kek 2"), 2, random)
                .wrapped();
        var rewrapped = first.rewrap(kek("kek 1"), kek("kek 2"), 2);
        opens(cases, "as created", first, "kek 1", 42);
        opens(cases, "another customer's", other, "kek 1", 43);
        opens(cases, "rewrapped under another key-encryption key", rewrapped, "kek 2", 42);
        opens(cases, "rotated: another field key, the same pseudonyms", rotated, "kek 2", 42);
        fails(cases, "a changed bit in the wrapped secrets", first, DrawnBytes.flipped(first.wrapped(), 300));
        fails(cases, "a changed bit in the first block", first, DrawnBytes.flipped(first.wrapped(), 0));
        fails(cases, "wrapped secrets cut short", first, DrawnBytes.cut(first.wrapped(), 8));
        fails(cases, "no wrapped secrets", first, new byte[0]);
        fails(cases, "another customer's secrets", first, other.wrapped());
        fails(cases, "half the secrets, well wrapped", first, kek("kek 1").wrap(DrawnBytes.secret("half")));
        fails(cases, "a changed bit in the commitment", first, first.wrapped())
                .put("commitment", hex(DrawnBytes.flipped(first.commitment(), 255)));
        fails(cases, "a commitment cut short", first, first.wrapped())
                .put("commitment", hex(DrawnBytes.cut(first.commitment(), 1)));
        fails(cases, "another customer", first, first.wrapped()).put("customer", 43);
        fails(cases, "another deployment", first, first.wrapped()).put("deployment", "0f");
        fails(cases, "another key version", first, first.wrapped()).put("keyVersion", 2);
        fails(cases, "key version 0", first, first.wrapped()).put("keyVersion", 0);
        fails(cases, "the secrets from before a rotation", rotated, rewrapped.wrapped())
                .put("keyEncryptionKey", hex(DrawnBytes.of("kek 2", 32)));
        fails(cases, "another key-encryption key", first, first.wrapped())
                .put("keyEncryptionKey", hex(DrawnBytes.of("kek 2", 32)));
        return cases.file();
    }

    private static void opens(Cases cases, String name, CustomerKey.Wrapped wrapped, String kek, long customer) {
        var output = output(CustomerKey.open(wrapped, "0e1f2d", customer, kek(kek)));
        put(cases.opens(name, output), wrapped, wrapped.wrapped())
                .put("customer", customer)
                .put("keyEncryptionKey", hex(DrawnBytes.of(kek, 32)));
    }

    private static ObjectNode fails(Cases cases, String name, CustomerKey.Wrapped wrapped, byte[] secrets) {
        return put(cases.add(name, DOES_NOT_OPEN), wrapped, secrets);
    }

    private static ObjectNode put(ObjectNode in, CustomerKey.Wrapped wrapped, byte[] secrets) {
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

    private static byte[] output(CustomerKey key) {
        return ByteBuffer.allocate(64)
                .put(key.fieldKey().key().getEncoded())
                .put(key.pseudonym(YearMonth.of(2026, 11)))
                .put(key.recordPseudonym("profile", 7))
                .array();
    }

    static byte[] run(JsonNode in) {
        var wrapped = new CustomerKey.Wrapped(
                1, number(in, "keyVersion"), Cases.bytes(in, "wrapped"), Cases.bytes(in, "commitment"));
        var kek = new KeyWrap(Cases.secret(in, "keyEncryptionKey"));
        var key = CustomerKey.open(wrapped, text(in, "deployment"), id(in, "customer"), kek);
        var output = output(key);
        var month = key.pseudonym(YearMonth.parse(text(in, "month")));
        var record = key.recordPseudonym(text(in, "collection"), id(in, "record"));
        System.arraycopy(month, 0, output, 32, 16);
        System.arraycopy(record, 0, output, 48, 16);
        return Arrays.copyOf(output, 64);
    }
}
