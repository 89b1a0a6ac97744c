package dev.strongroom.core.crypto;

import java.util.Arrays;

/// Hides the length of short values and blurs that of long ones: at least 32 bytes, then PADMÉ buckets, which add
/// at most 12 % (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019).
///
/// The value is followed by one byte 0x80 and zeros up to the bucket (ISO/IEC 7816-4).
final class Padding {

    private static final int SMALLEST_BUCKET_BYTES = 32;
    private static final byte END = (byte) 0x80;

    private Padding() {}

    static byte[] pad(byte[] value) {
        var padded = Arrays.copyOf(value, bucket(value.length + 1));
        padded[value.length] = END;
        return padded;
    }

    /// @throws DoesNotOpen if there is no end mark
    static byte[] unpad(byte[] padded) {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != END) {
            throw new DoesNotOpen("A sealed value has no end mark");
        }
        return Arrays.copyOf(padded, end);
    }

    /// The bucket for `length` bytes. With E the exponent and S the bits of E, the last E - S bits of a length are
    /// zero.
    static int bucket(int length) {
        if (length <= SMALLEST_BUCKET_BYTES) {
            return SMALLEST_BUCKET_BYTES;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(length);
        int bitsOfExponent = 32 - Integer.numberOfLeadingZeros(exponent);
        int mask = (1 << (exponent - bitsOfExponent)) - 1;
        return Math.addExact(length, mask) & ~mask;
    }
}
