package dev.strongroom.core.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// Key material. It never prints itself, compares in constant time, and gives its bytes only where
/// [#exposeCleartext()] is spelled out.
public final class SecretBytes {

    private final byte[] bytes;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /// @param length in bytes
    public static SecretBytes random(int length, SecureRandom random) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return new SecretBytes(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /// A copy of the key material itself. The caller keeps it out of logs, messages and storage in clear.
    public byte[] exposeCleartext() {
        return bytes.clone();
    }

    /// Overwrites this copy. Copies given out before are not reached.
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /// Depends on the length only, so that a hash table does not reveal the content.
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + " bytes]";
    }
}
