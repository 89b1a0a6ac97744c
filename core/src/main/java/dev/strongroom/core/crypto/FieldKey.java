package dev.strongroom.core.crypto;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that seals one customer's fields, with the version that sealed values carry in their header.
public final class FieldKey {

    static final int KEY_BYTES = 32;

    private final SecretKey key;
    private final int version;

    /// @param version of the customer key this was derived from, from 1
    public FieldKey(SecretBytes key, int version) {
        if (key.length() != KEY_BYTES || version < 1) {
            throw new IllegalArgumentException("A field key has 32 bytes and a version from 1");
        }
        this.key = new SecretKeySpec(key.exposeCleartext(), "AES");
        this.version = version;
    }

    public int version() {
        return version;
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "FieldKey[version " + version + "]";
    }
}
