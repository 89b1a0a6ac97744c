package dev.strongroom.ledger;

import java.util.Arrays;
import java.util.Base64;

/// A name in the ledger for a customer in one month, or for a record: 16 bytes, compared by content.
public final class Pseudonym {

    public static final int BYTES = 16;

    private final byte[] bytes;

    /// @throws IllegalArgumentException unless there are 16 bytes
    public Pseudonym(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A pseudonym has 16 bytes");
        }
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pseudonym pseudonym && Arrays.equals(bytes, pseudonym.bytes);
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
