package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF (RFC 5869), over SHA-256 unless another suite is named, with an info that names label, suite, output length and
/// what the key is for, each after
/// its length, so that no two uses ever share a key.
public final class KeyDerivation {

    /// 255 blocks of SHA-256: the most that RFC 5869 allows.
    private static final int LONGEST_BYTES = 255 * 32;

    private KeyDerivation() {}

    /// @param label what the derived key does, for example `field key`
    /// @param length in bytes, 1 to 8,160
    /// @param parts what the key belongs to
    /// @throws IllegalArgumentException if the length is out of bounds
    public static SecretBytes derive(SecretBytes key, String label, int length, byte[]... parts) {
        return derive(Suite.AES_256_GCM, key, label, length, parts);
    }

    /// As [#derive(SecretBytes, String, int, byte[]...)], by the HKDF of a suite and with its number in the info.
    static SecretBytes derive(Suite suite, SecretBytes key, String label, int length, byte[]... parts) {
        if (length < 1 || length > LONGEST_BYTES) {
            throw new IllegalArgumentException("A derived key has 1 to 8,160 bytes");
        }
        return suite.hkdf(key, info(suite, label, length, parts), length);
    }

    static SecretBytes hkdf(SecretBytes key, byte[] salt, byte[] info, int length) {
        try {
            var extraction = HKDFParameterSpec.ofExtract().addIKM(key.exposeCleartext());
            if (salt.length > 0) {
                extraction = extraction.addSalt(salt);
            }
            return SecretBytes.copyOf(KDF.getInstance("HKDF-SHA256").deriveData(extraction.thenExpand(info, length)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HKDF refused to derive", impossible);
        }
    }

    private static byte[] info(Suite suite, String label, int length, byte[]... parts) {
        var labelBytes = Utf8.bytes("strongroom/v1/" + label);
        int size = 4 + labelBytes.length + 1 + 2;
        for (var part : parts) {
            size += 4 + part.length;
        }
        var buffer = ByteBuffer.allocate(size)
                .putInt(labelBytes.length)
                .put(labelBytes)
                .put(suite.number())
                .putShort((short) length);
        for (var part : parts) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }
}
