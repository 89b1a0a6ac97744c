package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.Sha256;
import java.util.Arrays;

/// The hashes of a Merkle tree as in RFC 6962, section 2.1, with SHA-256: leaves and nodes are hashed under different
/// prefixes, so that neither can stand for the other. Thread-safe; no argument is changed or kept.
public final class TreeHash {

    public static final int BYTES = Sha256.BYTES;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private TreeHash() {}

    /// @param entry may be empty
    /// @return 32 bytes
    public static byte[] leaf(byte[] entry) {
        return Sha256.of(LEAF, entry);
    }

    /// @param left 32 bytes
    /// @param right 32 bytes
    /// @return 32 bytes
    public static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(NODE, left, right);
    }

    /// The root of the tree without leaves.
    public static byte[] empty() {
        return Sha256.of();
    }

    /// The root over `count` hashes that stand one after another.
    ///
    /// @param from number of the first one
    /// @param count a power of two
    static byte[] perfect(byte[] hashes, int from, int count) {
        var work = Arrays.copyOfRange(hashes, from * BYTES, (from + count) * BYTES);
        return Sha256.lend(digest -> {
            for (int left = count; left > 1; left /= 2) {
                for (int pair = 0; pair < left; pair += 2) {
                    digest.update(NODE);
                    digest.update(work, pair * BYTES, 2 * BYTES);
                    System.arraycopy(digest.digest(), 0, work, pair / 2 * BYTES, BYTES);
                }
            }
            return Arrays.copyOf(work, BYTES);
        });
    }
}
