package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A keyed index over one field: equal values have equal index values, and without the key nothing else is learnt.
///
/// What it reveals to a database thief: which records share a value, up to the collisions that truncation adds.
/// Callers normalise first and compare every candidate after opening it. Thread-safe.
public final class BlindIndex {

    public static final int FULL_BITS = 128;

    private final Suite.Tagging mac;
    private final int bytes;
    private final int lastByteMask;

    private BlindIndex(Suite.Tagging mac, int bits) {
        this.mac = mac;
        this.bytes = (bits + 7) / 8;
        this.lastByteMask = bits % 8 == 0 ? 0xff : 0xff << (8 - bits % 8) & 0xff;
    }

    /// As below, in suite 1.
    public static BlindIndex of(SecretBytes root, String collection, String field, String kind, int version, int bits) {
        return of(Suite.AES_256_GCM, root, collection, field, kind, version, bits);
    }

    /// @param suite whose HMAC makes the values, and whose HKDF their key
    /// @param root the index root of this version
    /// @param kind of search, for example `exact`
    /// @param bits kept of each index value, 8 to 128; unique fields need 128
    /// @throws IllegalArgumentException if the bits are out of bounds or a name is not well-formed Unicode
    public static BlindIndex of(
            Suite suite, SecretBytes root, String collection, String field, String kind, int version, int bits) {
        if (bits < 8 || bits > FULL_BITS) {
            throw new IllegalArgumentException("An index value has 8 to 128 bits");
        }
        var key = KeyDerivation.derive(
                suite,
                root,
                "blind index",
                32,
                Utf8.bytes(collection),
                Utf8.bytes(field),
                Utf8.bytes(kind),
                ByteBuffer.allocate(4).putInt(version).array());
        return new BlindIndex(suite.tagging(key), bits);
    }

    /// @param normalised may be empty
    /// @return the leading bits of the tag, in as few bytes as hold them
    public byte[] of(byte[] normalised) {
        var value = Arrays.copyOf(mac.tag(normalised), bytes);
        value[bytes - 1] &= (byte) lastByteMask;
        return value;
    }
}
