package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.SecureRandom;

/// Cosigns checkpoints with ML-DSA-44 (C2SP tlog-cosignature). Hedged, so two signatures of one checkpoint differ.
/// Thread-safe.
///
/// Its signature states that this is the largest tree it knows of the log: seeing to that is its owner's duty.
public final class Cosigner {

    private static final Checkpoint TRIAL = new Checkpoint("trial", 0, new byte[TreeHash.BYTES]);

    private final PrivateKey privateKey;
    private final CosignerKey key;
    private final SecureRandom random;

    private Cosigner(PrivateKey privateKey, CosignerKey key, SecureRandom random) {
        this.privateKey = privateKey;
        this.key = key;
        this.random = random;
    }

    /// @param name of the key; for a log that cosigns itself, its origin
    /// @param seed32 the 32 bytes that FIPS 204 calls xi
    /// @throws IllegalArgumentException if the seed has another length
    /// @throws MalformedLogData if the name is not allowed
    public static Cosigner fromSeed(String name, SecretBytes seed32, SecureRandom random) {
        if (seed32.length() != MlDsa44.SEED_BYTES) {
            throw new IllegalArgumentException("An ML-DSA-44 seed has 32 bytes");
        }
        var pair = MlDsa44.keyPair(seed32);
        var cosigner = new Cosigner(pair.getPrivate(), CosignerKey.of(name, MlDsa44.bytes(pair.getPublic())), random);
        if (!cosigner.key.verify(TRIAL, cosigner.sign(TRIAL, 0))) {
            throw new IllegalStateException("The derived public key does not verify what the seed signs");
        }
        return cosigner;
    }

    public CosignerKey key() {
        return key;
    }

    /// @param seconds since 1970
    /// @return a `timestamped_signature`
    byte[] sign(Checkpoint checkpoint, long seconds) {
        if (seconds < 0 || !CosignerKey.fits(checkpoint.origin())) {
            throw new IllegalArgumentException("A cosigned checkpoint has a time from 1970 and an origin of 255 bytes");
        }
        var signature = MlDsa44.sign(privateKey, key.message(checkpoint, seconds), random);
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
    }
}
