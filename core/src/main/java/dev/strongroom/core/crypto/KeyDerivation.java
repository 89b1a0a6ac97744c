package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA256 (RFC 5869) with an info that names label, suite, output length and what the key is for, each after
/// its length, so that no two uses ever share a key.
public final class KeyDerivation {

    private KeyDerivation() {}

    /// @param label what the derived key does, for example `field key`
    /// @param length in bytes
    /// @param parts what the key belongs to
    public static SecretBytes derive(SecretBytes key, String label, int length, byte[]... parts) {
        return hkdf(key, new byte[0], info(label, length, parts), length);
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

    private static byte[] info(String label, int length, byte[]... parts) {
        var labelBytes = ("strongroom/v1/" + label).getBytes(StandardCharsets.UTF_8);
        int size = 4 + labelBytes.length + 1 + 2;
        for (var part : parts) {
            size += 4 + part.length;
        }
        var buffer = ByteBuffer.allocate(size)
                .putInt(labelBytes.length)
                .put(labelBytes)
                .put(Suite.AES_256_GCM.number())
                .putShort((short) length);
        for (var part : parts) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }
}
