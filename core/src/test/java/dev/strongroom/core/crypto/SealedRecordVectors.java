package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;
import static dev.strongroom.core.crypto.Cases.utf8;

import dev.strongroom.core.crypto.SealedRecord.SealedField;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/sealed-record.md. The output of a case is the manifest's hash, then per field, in order, its id, a
/// zero byte, its cleartext and a zero byte.
final class SealedRecordVectors {

    private static final SealedRecord.Place PLACE = new SealedRecord.Place("0e1f2d", "profile", 42, 7);

    /// The sealed manifest is a header and a tag.
    private static final int MANIFEST_BYTES = 18 + 16;

    private SealedRecordVectors() {}

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        var cases = new Cases("docs/formats/sealed-record.md");
        var sealer = new Sealer(new DrawnBytes("record nonces"), suite);
        var first = seal(sealer, 1, none(), "email", "someone@shop.example", "name", "an older value");
        var second = seal(sealer, 2, first.fields(), "name", "a newer value");
        var third = seal(sealer, 3, new TreeMap<>(second.fields().headMap("f")));
        var empty = seal(sealer, 1, none());
        for (var record : List.of(first, second, third, empty)) {
            var name = "version " + record.version() + " with fields "
                    + record.fields().keySet();
            place(cases.opens(name, output(record)), record.encode());
        }
        mixed(cases, first, second);
        malformed(cases, first);
        moved(cases, first.encode());
        if (suite != Suite.AES_256_GCM) {
            bothSuites(cases);
        }
        return cases.file();
    }

    private static void mixed(Cases cases, SealedRecord first, SealedRecord second) {
        var name1 = field(first, "name");
        var name2 = field(second, "name");
        var email = field(second, "email");
        fails(cases, "the newer manifest with an older field", raw(2, second, email, "email", name1, "name"));
        fails(cases, "the older manifest with a newer field", raw(1, first, email, "email", name2, "name"));
        fails(cases, "a field removed", raw(2, second, email, "email"));
        fails(cases, "two fields exchanged", raw(2, second, name2, "email", email, "name"));
        fails(cases, "the older fields under the newer version", raw(2, first, email, "email", name1, "name"));
        var claimed = new SealedField(2, name1.sealed());
        fails(cases, "an older field claimed to be newer", raw(2, second, email, "email", claimed, "name"));
    }

    private static void malformed(Cases cases, SealedRecord first) {
        var email = field(first, "email");
        var name = field(first, "name");
        var encoded = first.encode();
        fails(cases, "fields out of order", raw(1, first, name, "name", email, "email"));
        fails(cases, "a field twice", raw(1, first, email, "email", email, "email", name, "name"));
        fails(cases, "a field without an id", raw(1, first, email, "", name, "name"));
        fails(cases, "a field id outside of the basic plane", raw(1, first, email, "\uD83D\uDD11"));
        var tooNew = new SealedField(2, name.sealed());
        fails(cases, "a field newer than its record", raw(1, first, email, "email", tooNew, "name"));
        fails(cases, "version 0", raw(0, first, email, "email", name, "name"));
        fails(cases, "the last byte is gone", DrawnBytes.cut(encoded, 1));
        fails(cases, "the manifest is gone", DrawnBytes.cut(encoded, MANIFEST_BYTES + 2));
        fails(cases, "a byte after the end", Arrays.copyOf(encoded, encoded.length + 1));
        fails(cases, "nothing", new byte[0]);
        fails(cases, "another format version", DrawnBytes.flipped(encoded, 1));
        fails(cases, "a length that reaches past the end", DrawnBytes.flipped(encoded, 7 * 8 + 7));
        fails(cases, "a changed bit in a field", DrawnBytes.flipped(encoded, 60 * 8));
        fails(cases, "a changed bit in the manifest", DrawnBytes.flipped(encoded, encoded.length * 8 - 1));
    }

    private static void moved(Cases cases, byte[] encoded) {
        fails(cases, "another deployment", encoded).put("deployment", "0f");
        fails(cases, "another collection", encoded).put("collection", "orders");
        fails(cases, "another customer", encoded).put("customer", 43);
        fails(cases, "another record", encoded).put("record", 8);
        fails(cases, "another key", encoded).put("key", hex(DrawnBytes.of("key 2", 32)));
        fails(cases, "another key version", encoded).put("keyVersion", 2);
    }

    private static void bothSuites(Cases cases) {
        var aes = new Sealer(new DrawnBytes("older nonces"));
        var sm4 = new Sealer(new DrawnBytes("newer nonces"), Suite.SM4_GCM);
        var older = seal(aes, 1, none(), "email", "someone@shop.example", "name", "an older value");
        var patched = seal(sm4, 2, older.fields(), "name", "a newer value");
        var backAgain = seal(aes, 3, patched.fields(), "email", "elsewhere@shop.example");
        place(cases.opens("one field resealed under the other suite", output(patched)), patched.encode());
        place(cases.opens("a field of the other suite kept", output(backAgain)), backAgain.encode());
        fails(cases, "the older field of the other suite put back", raw(2, patched, field(older, "email"), "email"));
        var encoded = patched.encode();
        encoded[encoded.length - MANIFEST_BYTES + 1] = Suite.AES_256_GCM.number();
        fails(cases, "a manifest named another suite", encoded);
        var unknown = patched.encode();
        unknown[unknown.length - MANIFEST_BYTES + 1] = 3;
        fails(cases, "a manifest named an unknown suite", unknown);
    }

    private static TreeMap<String, SealedField> none() {
        return new TreeMap<>();
    }

    private static SealedField field(SealedRecord record, String id) {
        return record.fields().getOrDefault(id, new SealedField(1, new byte[0]));
    }

    private static SealedRecord seal(
            Sealer sealer, int version, java.util.SortedMap<String, SealedField> kept, String... changed) {
        var values = new TreeMap<String, byte[]>();
        for (int i = 0; i < changed.length; i += 2) {
            values.put(changed[i], utf8(changed[i + 1]));
        }
        return SealedRecord.seal(sealer, new FieldKey(DrawnBytes.secret("key 1"), 1), PLACE, version, kept, values);
    }

    /// A record as anyone could write it, with the manifest of another.
    private static byte[] raw(int version, SealedRecord manifestOf, Object... fieldsAndIds) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(1);
        bytes.writeBytes(ByteBuffer.allocate(6)
                .putInt(version)
                .putShort((short) (fieldsAndIds.length / 2))
                .array());
        for (int i = 0; i < fieldsAndIds.length; i += 2) {
            var field = (SealedField) fieldsAndIds[i];
            var id = utf8((String) fieldsAndIds[i + 1]);
            var sealed = field.sealed();
            bytes.writeBytes(ByteBuffer.allocate(10 + id.length + sealed.length)
                    .putShort((short) id.length)
                    .put(id)
                    .putInt(field.version())
                    .putInt(sealed.length)
                    .put(sealed)
                    .array());
        }
        var encoded = manifestOf.encode();
        bytes.writeBytes(Arrays.copyOfRange(encoded, encoded.length - MANIFEST_BYTES - 2, encoded.length));
        return bytes.toByteArray();
    }

    private static ObjectNode fails(Cases cases, String name, byte[] encoded) {
        return place(cases.add(name, DOES_NOT_OPEN), encoded);
    }

    private static ObjectNode place(ObjectNode in, byte[] encoded) {
        return in.put("key", hex(DrawnBytes.of("key 1", 32)))
                .put("keyVersion", 1)
                .put("deployment", "0e1f2d")
                .put("collection", "profile")
                .put("customer", 42)
                .put("record", 7)
                .put("encoded", hex(encoded));
    }

    private static byte[] output(SealedRecord record) {
        return output(record, new FieldKey(DrawnBytes.secret("key 1"), 1), PLACE);
    }

    private static byte[] output(SealedRecord record, FieldKey key, SealedRecord.Place place) {
        var sealer = new Sealer(new DrawnBytes("unused"));
        var output = new ByteArrayOutputStream();
        output.writeBytes(record.manifestHash());
        for (var id : record.fields().keySet()) {
            output.writeBytes(utf8(id + "\0"));
            output.writeBytes(record.open(sealer, key, place, id));
            output.write(0);
        }
        return output.toByteArray();
    }

    static byte[] run(JsonNode in) {
        var key = new FieldKey(Cases.secret(in, "key"), number(in, "keyVersion"));
        var place = new SealedRecord.Place(
                text(in, "deployment"), text(in, "collection"), id(in, "customer"), id(in, "record"));
        var record = SealedRecord.decode(Cases.bytes(in, "encoded"));
        record.verify(key, place);
        return output(record, key, place);
    }
}
