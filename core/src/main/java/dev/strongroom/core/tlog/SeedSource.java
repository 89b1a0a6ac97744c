package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.security.SecureRandom;

/// Gives a key generator the seed it would otherwise draw. The JDK has no call that derives a key pair from a seed.
final class SeedSource extends SecureRandom {

    private final transient SecretBytes seed;

    SeedSource(SecretBytes seed) {
        super(null, null);
        this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        var drawn = seed.exposeCleartext();
        if (bytes.length != drawn.length) {
            throw new IllegalStateException("The key generator draws another length than the seed's");
        }
        System.arraycopy(drawn, 0, bytes, 0, bytes.length);
    }
}
