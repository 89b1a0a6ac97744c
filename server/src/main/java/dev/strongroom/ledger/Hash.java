package dev.strongroom.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// A SHA-256 hash: 32 bytes, compared by content.
public final class Hash {

    public static final int BYTES = 32;

    private final byte[] bytes;

    /// @throws IllegalArgumentException unless there are 32 bytes
    public Hash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash has 32 bytes");
        }
        this.bytes = bytes.clone();
    }

    /// The hash of `content`.
    public static Hash of(byte[] content) {
        try {
            return new Hash(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException brokenInstallation) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", brokenInstallation);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
