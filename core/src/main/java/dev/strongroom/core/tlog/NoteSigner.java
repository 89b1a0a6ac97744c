package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.security.PrivateKey;

/// Signs notes with Ed25519 (C2SP signed-note, type 0x01; RFC 8032). Deterministic. Thread-safe.
///
/// Signing says nothing about what is signed: that a log never signs two histories is its writer's duty.
public final class NoteSigner {

    private final PrivateKey privateKey;
    private final VerifierKey verifierKey;

    private NoteSigner(PrivateKey privateKey, VerifierKey verifierKey) {
        this.privateKey = privateKey;
        this.verifierKey = verifierKey;
    }

    /// @param name of the key; for a log, its origin
    /// @param seed32 the 32 bytes that RFC 8032 calls the private key
    /// @throws IllegalArgumentException if the seed has another length
    /// @throws MalformedLogData if the name is not allowed
    public static NoteSigner fromSeed(String name, SecretBytes seed32) {
        if (seed32.length() != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("An Ed25519 seed has 32 bytes");
        }
        var signer = new NoteSigner(Ed25519.privateKey(seed32), VerifierKey.of(name, Ed25519.publicKey(seed32)));
        if (!signer.verifierKey.verify(new byte[0], signer.sign(new byte[0]))) {
            throw new IllegalStateException("The derived public key does not verify what the seed signs");
        }
        return signer;
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }
}
