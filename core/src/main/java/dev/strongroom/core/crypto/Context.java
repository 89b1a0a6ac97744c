package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;

/// The place a sealed value belongs to. It is authenticated with the value, so that a value moved to another place,
/// or kept over a change of its version, never opens.
///
/// Encoded as the number of parts (2 bytes) and each part after its length (4 bytes), big-endian throughout; text is
/// UTF-8, ids are 8 bytes, versions 4 bytes. No two different lists of parts have the same encoding;
/// ids that are not well-formed Unicode are refused with an IllegalArgumentException.
public final class Context {

    private final byte[] encoded;

    private Context(byte[] encoded) {
        this.encoded = encoded;
    }

    /// One field of a record at one version of the field.
    public static Context field(
            String deployment, String collection, long customer, long record, String field, int fieldVersion) {
        return of("field", deployment, collection, customer, record, Utf8.bytes(field), fieldVersion);
    }

    /// The manifest of one version of a record.
    static Context manifest(
            String deployment, String collection, long customer, long record, byte[] manifestHash, int recordVersion) {
        return of("manifest", deployment, collection, customer, record, manifestHash, recordVersion);
    }

    /// Details of a ledger entry that may be erased: on whose behalf, or why.
    public static Context detail(String deployment, String collection, long customer, String kind) {
        return of("detail", deployment, collection, customer, 0, Utf8.bytes(kind), 0);
    }

    /// What a token stands for.
    ///
    /// @param index of the token, by which its row is found
    /// @param terms on which the token opens; changed terms are as bad as a changed value
    public static Context token(
            String deployment,
            String collection,
            long customer,
            long record,
            String field,
            byte[] index,
            byte[] terms) {
        return of(
                Utf8.bytes("token"),
                Utf8.bytes(deployment),
                Utf8.bytes(collection),
                ByteBuffer.allocate(8).putLong(customer).array(),
                ByteBuffer.allocate(8).putLong(record).array(),
                Utf8.bytes(field),
                index,
                terms);
    }

    /// One file of a record, as long as it is not replaced.
    ///
    /// @param file its number, drawn anew for every file
    public static Context file(
            String deployment, String collection, long customer, long record, String field, long file) {
        return of(
                Utf8.bytes("file"),
                Utf8.bytes(deployment),
                Utf8.bytes(collection),
                ByteBuffer.allocate(8).putLong(customer).array(),
                ByteBuffer.allocate(8).putLong(record).array(),
                Utf8.bytes(field),
                ByteBuffer.allocate(8).putLong(file).array());
    }

    private static Context of(byte[]... parts) {
        int size = 2;
        for (var part : parts) {
            size += 4 + part.length;
        }
        var buffer = ByteBuffer.allocate(size).putShort((short) parts.length);
        for (var part : parts) {
            put(buffer, part);
        }
        return new Context(buffer.array());
    }

    private static Context of(
            String label, String deployment, String collection, long customer, long record, byte[] field, int version) {
        var labelBytes = Utf8.bytes(label);
        var deploymentBytes = Utf8.bytes(deployment);
        var collectionBytes = Utf8.bytes(collection);
        int size = 2 + 7 * 4 + labelBytes.length + deploymentBytes.length + collectionBytes.length + field.length + 20;
        var buffer = ByteBuffer.allocate(size);
        buffer.putShort((short) 7);
        put(buffer, labelBytes);
        put(buffer, deploymentBytes);
        put(buffer, collectionBytes);
        buffer.putInt(8).putLong(customer);
        buffer.putInt(8).putLong(record);
        put(buffer, field);
        buffer.putInt(4).putInt(version);
        return new Context(buffer.array());
    }

    private static void put(ByteBuffer buffer, byte[] part) {
        buffer.putInt(part.length).put(part);
    }

    /// Not copied: stays within this package, where nothing writes to it.
    byte[] encoded() {
        return encoded;
    }
}
