package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/// HKDF (RFC 5869), over SHA-256 unless another suite is named, with an info that names label, suite, output length and
/// what the key is for, each after
/// its length, so that no two uses ever share a key.
///
/// Built on pooled HMAC objects: the JDK's own HKDF looks its HMAC up for every key, which takes longer than the
/// derivation.
public final class KeyDerivation {

    private static final int BLOCK_BYTES = HmacSha256.TAG_BYTES;

    /// The most that RFC 5869 allows.
    private static final int LONGEST_BYTES = 255 * BLOCK_BYTES;

    private final SecretKeySpec pseudorandomKey;

    private KeyDerivation(SecretKeySpec pseudorandomKey) {
        this.pseudorandomKey = pseudorandomKey;
    }

    /// For several keys from one.
    static KeyDerivation from(SecretBytes key) {
        return extract(new byte[BLOCK_BYTES], key);
    }

    /// @param label what the derived key does, for example `field key`
    /// @param length in bytes, 1 to 8,160
    /// @param parts what the key belongs to
    /// @throws IllegalArgumentException if the length is out of bounds
    public static SecretBytes derive(SecretBytes key, String label, int length, byte[]... parts) {
        return from(key).derive(label, length, parts);
    }

    SecretBytes derive(String label, int length, byte[]... parts) {
        return expand(info(Suite.AES_256_GCM, label, length, parts), length);
    }

    /// As [#derive(SecretBytes, String, int, byte[]...)], over the hash of a suite and with its number in the info.
    static SecretBytes derive(Suite suite, SecretBytes key, String label, int length, byte[]... parts) {
        if (length < 1 || length > LONGEST_BYTES) {
            throw new IllegalArgumentException("A derived key has 1 to 8,160 bytes");
        }
        return suite.hkdf(key, info(suite, label, length, parts), length);
    }

    static SecretBytes hkdf(SecretBytes key, byte[] info, int length) {
        return from(key).expand(info, length);
    }

    /// RFC 5869, section 2.2. An empty salt stands for 32 zero bytes.
    static KeyDerivation extract(byte[] salt, SecretBytes key) {
        var saltKey = new SecretKeySpec(salt.length == 0 ? new byte[BLOCK_BYTES] : salt, "HmacSHA256");
        return new KeyDerivation(new SecretKeySpec(HmacSha256.once(saltKey, key.exposeCleartext()), "HmacSHA256"));
    }

    /// RFC 5869, section 2.3.
    SecretBytes expand(byte[] info, int length) {
        if (length < 1 || length > LONGEST_BYTES) {
            throw new IllegalArgumentException("A derived key has 1 to 8,160 bytes");
        }
        var output = new byte[length];
        var block = new byte[0];
        for (int done = 0, counter = 1; done < length; done += BLOCK_BYTES, counter++) {
            var message = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, message, block.length, info.length);
            message[message.length - 1] = (byte) counter;
            block = HmacSha256.once(pseudorandomKey, message);
            System.arraycopy(block, 0, output, done, Math.min(BLOCK_BYTES, length - done));
        }
        var derived = SecretBytes.copyOf(output);
        Arrays.fill(output, (byte) 0);
        return derived;
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
