package dev.strongroom.core.crypto;

/// Algorithms a sealed value may use, by the number in its header.
public enum Suite {
    /// AES-256 in Galois/Counter Mode, 96-bit nonce, 128-bit tag (NIST SP 800-38D).
    AES_256_GCM(1);

    private final byte number;

    Suite(int number) {
        this.number = (byte) number;
    }

    public byte number() {
        return number;
    }
}
