package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A keyed index over one field: equal values have equal index values, and without the key nothing else is learnt.
///
/// What it reveals to a database thief: which records share a value, up to the collisions that truncation adds.
/// Callers normalise first and compare every candidate after opening it. Thread-safe.
public final class BlindIndex {

    public static final int FULL_BITS = 128;

    private final HmacSha256 mac;
    private final int bytes;
    private final int lastByteMask;

    private BlindIndex(HmacSha256 mac, int bits) {
        this.mac = mac;
        this.bytes = (bits + 7) / 8;
        this.lastByteMask = bits % 8 == 0 ? 0xff : 0xff << (8 - bits % 8) & 0xff;
    }

    /// @param root the index root of this version
    /// @param kind of search, for example `exact`
    /// @param bits kept of each index value, 8 to 128; unique fields need 128
    /// @throws IllegalArgumentException if the bits are out of bounds or a name is not well-formed Unicode
    public static BlindIndex of(SecretBytes root, String collection, String field, String kind, int version, int bits) {
        if (bits < 8 || bits > FULL_BITS) {
            throw new IllegalArgumentException("An index value has 8 to 128 bits");
        }
        var key = KeyDerivation.derive(
                root,
                "blind index",
                32,
                Utf8.bytes(collection),
                Utf8.bytes(field),
                Utf8.bytes(kind),
                ByteBuffer.allocate(4).putInt(version).array());
        return new BlindIndex(new HmacSha256(key), bits);
    }

    /// @param normalised may be empty
    /// @return the leading bits of the tag, in as few bytes as hold them
    public byte[] of(byte[] normalised) {
        var value = Arrays.copyOf(mac.tag(normalised), bytes);
        value[bytes - 1] &= (byte) lastByteMask;
        return value;
    }
}
