package dev.strongroom.core.crypto;

import java.security.MessageDigest;
import java.util.function.Function;
import org.bouncycastle.crypto.digests.SM3Digest;

/// SM3 (GB/T 32905-2016, ISO/IEC 10118-3:2018) on pooled digests. Thread-safe.
final class Sm3 {

    static final int BYTES = 32;

    private static final Pool<MessageDigest> DIGESTS = new Pool<>(Digest::new);

    private Sm3() {}

    /// Lends one digest for many hashes. `work` must not keep it.
    static <T> T lend(Function<MessageDigest, T> work) {
        var digest = DIGESTS.take();
        var result = work.apply(digest);
        digest.reset();
        DIGESTS.giveBack(digest);
        return result;
    }

    private static final class Digest extends MessageDigest {

        private final SM3Digest digest = new SM3Digest();

        private Digest() {
            super("SM3");
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            var hash = new byte[BYTES];
            digest.doFinal(hash, 0);
            return hash;
        }

        @Override
        protected void engineReset() {
            digest.reset();
        }
    }
}
