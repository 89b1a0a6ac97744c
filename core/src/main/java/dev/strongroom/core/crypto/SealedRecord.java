package dev.strongroom.core.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// All sealed fields of one version of a record, with the manifest that ties them together.
///
/// The manifest is the list of field id, field version and hash of the sealed value, under the record's version. Its
/// own seal names the suite whose hash that is, whichever suites sealed the fields. Its hash is sealed with the
/// customer's key, so fields of two versions cannot be mixed; and it enters the ledger
/// with each write, so the whole record cannot be rolled back unseen. A change of one field reseals that field only.
/// See docs/formats/sealed-record.md.
public final class SealedRecord {

    private static final byte FORMAT_VERSION = 1;
    private static final int MOST = 0xffff;

    private final int version;
    private final SortedMap<String, SealedField> fields;
    private final byte[] manifestHash;
    private final byte[] manifestSeal;

    private SealedRecord(int version, SortedMap<String, SealedField> fields, byte[] manifestHash, byte[] manifestSeal) {
        this.version = version;
        this.fields = fields;
        this.manifestHash = manifestHash;
        this.manifestSeal = manifestSeal;
    }

    /// Where a record belongs; part of what every field and the manifest are bound to.
    public record Place(String deployment, String collection, long customer, long record) {}

    /// @param version of the field, which is the version of the record that last changed it
    public record SealedField(int version, byte[] sealed) {

        public SealedField {
            sealed = sealed.clone();
        }

        @Override
        public byte[] sealed() {
            return sealed.clone();
        }
    }

    /// Seals `changed` as the record's next version; a field of `previous` that is neither changed nor removed is kept
    /// as it is.
    ///
    /// @param version of the record, from 1
    /// @param kept in any order
    /// @param changed field id to cleartext, in any order; an id is not empty and has neither surrogates nor more than
    ///     65,535 bytes in UTF-8
    /// @throws DoesNotOpen if the machine computed wrongly; nothing may be stored then
    /// @throws IllegalArgumentException for another id or version, a kept field newer than the record, or more than
    /// 65,535 fields
    public static SealedRecord seal(
            Sealer sealer,
            FieldKey key,
            Place place,
            int version,
            SortedMap<String, SealedField> kept,
            SortedMap<String, byte[]> changed) {
        // Not the TreeMap of a sorted map, which would take over an order that is not the canonical one
        var fields = new TreeMap<String, SealedField>();
        fields.putAll(kept);
        changed.forEach((field, cleartext) -> fields.put(
                field, new SealedField(version, sealer.seal(key, context(place, field, version), cleartext))));
        checkBounds(version, fields);
        var hash = hash(sealer.suite(), version, fields);
        var sealed = new SealedRecord(
                version, fields, hash, sealer.sealUnpadded(key, manifest(place, version, hash), new byte[0]));
        sealed.requireOpens(sealer, key, place, changed);
        return sealed;
    }

    /// Opens what was just sealed and compares: a fault of the machine in this one moment would otherwise lose the
    /// value, and nobody would know until it is read.
    void requireOpens(Sealer sealer, FieldKey key, Place place, SortedMap<String, byte[]> cleartext) {
        verify(key, place);
        cleartext.forEach((field, value) -> {
            if (!MessageDigest.isEqual(value, open(sealer, key, place, field))) {
                throw new DoesNotOpen("A record that was just sealed does not open");
            }
        });
    }

    private static void checkBounds(int version, SortedMap<String, SealedField> fields) {
        if (version < 1 || fields.size() > MOST || !fields.keySet().stream().allMatch(SealedRecord::isId)) {
            throw new IllegalArgumentException("A record has a version from 1 and up to 65,535 fields with valid ids");
        }
        if (fields.values().stream().anyMatch(field -> field.version() < 1 || field.version() > version)) {
            throw new IllegalArgumentException("A field's version is 1 to that of its record");
        }
    }

    /// Without surrogates, the order of the JDK's strings is the order of their UTF-8 bytes.
    private static boolean isId(String id) {
        return !id.isEmpty() && !Utf8.hasSurrogates(id) && utf8(id).length <= MOST;
    }

    /// @throws DoesNotOpen if the bytes are not a record of this format, in its one canonical form
    public static SealedRecord decode(byte[] encoded) {
        try {
            var buffer = ByteBuffer.wrap(encoded);
            if (buffer.get() != FORMAT_VERSION) {
                throw new DoesNotOpen("A record has an unknown format");
            }
            int version = buffer.getInt();
            if (version < 1) {
                throw new DoesNotOpen("A record has a version below 1");
            }
            var fields = decodeFields(buffer, version);
            var seal = bytes(buffer, buffer.getShort() & 0xffff);
            if (buffer.hasRemaining()) {
                throw new DoesNotOpen("A record has bytes after its end");
            }
            return new SealedRecord(version, fields, hash(Sealer.suite(seal), version, fields), seal);
        } catch (BufferUnderflowException | IllegalArgumentException cutShort) {
            throw new DoesNotOpen("A record is cut short");
        }
    }

    /// Format version (1 B), record version (4 B), number of fields (2 B); per field, in order of id: id after its
    /// length (2 B), version (4 B), sealed value after its length (4 B); at last the sealed manifest after its length
    /// (2 B).
    public byte[] encode() {
        int size = 1 + 4 + 2 + 2 + manifestSeal.length;
        for (var field : fields.entrySet()) {
            size += 10 + utf8(field.getKey()).length + field.getValue().sealed.length;
        }
        var buffer =
                ByteBuffer.allocate(size).put(FORMAT_VERSION).putInt(version).putShort((short) fields.size());
        fields.forEach((id, field) -> {
            var name = utf8(id);
            buffer.putShort((short) name.length).put(name).putInt(field.version());
            buffer.putInt(field.sealed.length).put(field.sealed);
        });
        return buffer.putShort((short) manifestSeal.length).put(manifestSeal).array();
    }

    /// Checks that these fields, at these versions, are the ones that were sealed together in this place.
    ///
    /// @throws DoesNotOpen if not
    public void verify(FieldKey key, Place place) {
        if (Sealer.openUnpadded(key, manifest(place, version, manifestHash), manifestSeal).length != 0) {
            throw new DoesNotOpen("A manifest does not open");
        }
    }

    /// @return the field's cleartext
    /// @throws DoesNotOpen if it does not belong here
    /// @throws IllegalArgumentException if the record has no such field
    public byte[] open(Sealer sealer, FieldKey key, Place place, String field) {
        var sealed = fields.get(field);
        if (sealed == null) {
            throw new IllegalArgumentException("The record has no such field");
        }
        return sealer.open(key, context(place, field, sealed.version()), sealed.sealed);
    }

    public int version() {
        return version;
    }

    /// By field id; not modifiable.
    public SortedMap<String, SealedField> fields() {
        return Collections.unmodifiableSortedMap(fields);
    }

    /// The hash of the manifest by the suite of its seal: 32 bytes.
    public byte[] manifestHash() {
        return manifestHash.clone();
    }

    private static Context context(Place place, String field, int version) {
        return Context.field(place.deployment(), place.collection(), place.customer(), place.record(), field, version);
    }

    private static Context manifest(Place place, int version, byte[] hash) {
        return Context.manifest(
                place.deployment(), place.collection(), place.customer(), place.record(), hash, version);
    }

    private static SortedMap<String, SealedField> decodeFields(ByteBuffer buffer, int recordVersion) {
        int count = buffer.getShort() & 0xffff;
        var fields = new TreeMap<String, SealedField>();
        for (int i = 0; i < count; i++) {
            var name = bytes(buffer, buffer.getShort() & 0xffff);
            var id = new String(name, StandardCharsets.UTF_8);
            if (!isId(id) || !MessageDigest.isEqual(name, utf8(id))) {
                throw new DoesNotOpen("A record names a field by what is no id");
            }
            if (!fields.isEmpty() && fields.lastKey().compareTo(id) >= 0) {
                throw new DoesNotOpen("A record's fields are out of order");
            }
            int version = buffer.getInt();
            if (version < 1 || version > recordVersion) {
                throw new DoesNotOpen("A record has a field of a version that is none");
            }
            fields.put(id, new SealedField(version, bytes(buffer, buffer.getInt())));
        }
        return fields;
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new DoesNotOpen("A record is cut short");
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] hash(Suite suite, int version, SortedMap<String, SealedField> fields) {
        int size = 6;
        for (var id : fields.keySet()) {
            size += 2 + utf8(id).length + 4 + 32;
        }
        var manifest = ByteBuffer.allocate(size).putInt(version).putShort((short) fields.size());
        return suite.hash(digest -> {
            fields.forEach((id, field) -> {
                var name = utf8(id);
                manifest.putShort((short) name.length).put(name).putInt(field.version());
                manifest.put(digest.digest(field.sealed));
            });
            return digest.digest(manifest.array());
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
