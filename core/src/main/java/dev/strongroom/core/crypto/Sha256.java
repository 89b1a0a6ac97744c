package dev.strongroom.core.crypto;

import java.security.MessageDigest;
import java.util.function.Function;

/// SHA-256 (FIPS 180-4) on pooled digests. Thread-safe.
public final class Sha256 {

    public static final int BYTES = 32;

    private static final Pool<MessageDigest> DIGESTS = new Pool<>(Jce::sha256);

    private Sha256() {}

    /// The hash of the parts one after another, without separators: a caller whose parts vary in length frames them.
    ///
    /// @return 32 bytes
    public static byte[] of(byte[]... parts) {
        return lend(digest -> {
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        });
    }

    /// A digest of the caller's own, for what does not come at once. Not thread-safe.
    public static MessageDigest begin() {
        return Jce.sha256();
    }

    /// Lends one digest for many hashes. `work` must not keep it.
    public static <T> T lend(Function<MessageDigest, T> work) {
        var digest = DIGESTS.take();
        var result = work.apply(digest);
        digest.reset();
        DIGESTS.giveBack(digest);
        return result;
    }
}
