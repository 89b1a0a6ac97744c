package dev.strongroom.core.tlog;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Inclusion and consistency proofs (RFC 6962, sections 2.1.1 and 2.1.2), made from tiles and verified as in
/// RFC 9162, sections 2.1.3.2 and 2.1.4.2.
///
/// A proof is as true as the root it leads to: verify the checkpoint's signature first. Verifying never throws for
/// what a stranger sent; it returns false.
public final class Proofs {

    private Proofs() {}

    /// @param index of the entry, below `size`
    /// @return hashes from the leaf's sibling up
    /// @throws IllegalArgumentException if the tree has no such entry
    /// @throws MalformedLogData from the reader
    public static List<byte[]> inclusion(long index, long size, TileReader tiles) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("The tree has no such entry");
        }
        var proof = new ArrayList<byte[]>();
        new Subtrees(size, tiles).path(index, 0, size, proof);
        return List.copyOf(proof);
    }

    /// @param oldSize 0 to `newSize`; the proof is empty for 0, and for equal sizes
    /// @throws IllegalArgumentException if the sizes are out of order
    /// @throws MalformedLogData from the reader
    public static List<byte[]> consistency(long oldSize, long newSize, TileReader tiles) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("A tree does not shrink");
        }
        var proof = new ArrayList<byte[]>();
        if (oldSize > 0) {
            new Subtrees(newSize, tiles).consistency(oldSize, 0, newSize, true, proof);
        }
        return List.copyOf(proof);
    }

    /// Whether `leafHash` is the leaf `index` of the tree of this size and root.
    public static boolean verifyInclusion(byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || leafHash.length != TreeHash.BYTES || !areHashes(proof)) {
            return false;
        }
        long node = index;
        long last = size - 1;
        var hash = leafHash;
        for (var sibling : proof) {
            if (last == 0) {
                return false;
            }
            boolean rightChild = (node & 1) == 1 || node == last;
            hash = rightChild ? TreeHash.node(sibling, hash) : TreeHash.node(hash, sibling);
            int up = rightChild ? levelsWithoutSibling(node) + 1 : 1;
            node >>= up;
            last >>= up;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /// Whether the tree of `newSize` begins with all leaves of the tree of `oldSize`, in their order.
    public static boolean verifyConsistency(
            long oldSize, long newSize, List<byte[]> proof, byte[] oldRoot, byte[] newRoot) {
        if (oldSize < 0 || oldSize > newSize || !areHashes(proof)) {
            return false;
        }
        if (oldSize == 0) {
            return proof.isEmpty()
                    && MessageDigest.isEqual(oldRoot, TreeHash.empty())
                    && (newSize > 0 || MessageDigest.isEqual(newRoot, oldRoot));
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && MessageDigest.isEqual(oldRoot, newRoot);
        }
        return verifyGrowth(oldSize, newSize, proof, oldRoot, newRoot);
    }

    private static boolean verifyGrowth(
            long oldSize, long newSize, List<byte[]> proof, byte[] oldRoot, byte[] newRoot) {
        boolean oldIsPerfect = Long.bitCount(oldSize) == 1;
        if (!oldIsPerfect && proof.isEmpty()) {
            return false;
        }
        int first = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >> first;
        long last = (newSize - 1) >> first;
        var oldHash = oldIsPerfect ? oldRoot : proof.getFirst();
        var newHash = oldHash;
        for (var sibling : proof.subList(oldIsPerfect ? 0 : 1, proof.size())) {
            if (last == 0) {
                return false;
            }
            boolean rightChild = (node & 1) == 1 || node == last;
            oldHash = rightChild ? TreeHash.node(sibling, oldHash) : oldHash;
            newHash = rightChild ? TreeHash.node(sibling, newHash) : TreeHash.node(newHash, sibling);
            int up = rightChild ? levelsWithoutSibling(node) + 1 : 1;
            node >>= up;
            last >>= up;
        }
        return last == 0 && MessageDigest.isEqual(oldHash, oldRoot) && MessageDigest.isEqual(newHash, newRoot);
    }

    /// At the right border a node may rise several levels before it has a left sibling.
    private static int levelsWithoutSibling(long node) {
        return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
    }

    private static boolean areHashes(List<byte[]> proof) {
        return proof.stream().allMatch(hash -> hash.length == TreeHash.BYTES);
    }

    /// The subtrees of one tree, hashed from tiles; each tile is read once.
    private static final class Subtrees {

        private final long size;
        private final TileReader tiles;
        private final Map<TilePath, byte[]> read = new HashMap<>();

        private Subtrees(long size, TileReader tiles) {
            this.size = size;
            this.tiles = tiles;
        }

        private void path(long index, long from, long to, List<byte[]> proof) {
            if (to - from == 1) {
                return;
            }
            long middle = from + largestPowerBelow(to - from);
            if (index < middle) {
                path(index, from, middle, proof);
                proof.add(hash(middle, to));
            } else {
                path(index, middle, to, proof);
                proof.add(hash(from, middle));
            }
        }

        private void consistency(long oldSize, long from, long to, boolean known, List<byte[]> proof) {
            if (oldSize == to) {
                if (!known) {
                    proof.add(hash(from, to));
                }
                return;
            }
            long middle = from + largestPowerBelow(to - from);
            if (oldSize <= middle) {
                consistency(oldSize, from, middle, known, proof);
                proof.add(hash(middle, to));
            } else {
                consistency(oldSize, middle, to, false, proof);
                proof.add(hash(from, middle));
            }
        }

        private byte[] hash(long from, long to) {
            long count = to - from;
            if (Long.bitCount(count) == 1) {
                return perfect(Long.numberOfTrailingZeros(count), from);
            }
            long middle = from + largestPowerBelow(count);
            return TreeHash.node(hash(from, middle), hash(middle, to));
        }

        private byte[] perfect(int height, long from) {
            int level = height / 8;
            long node = from >> (8 * level);
            var path = TilePath.holding(level, node, size);
            var tile = read.computeIfAbsent(path, tiles::hashes);
            if (tile.length != path.bytes()) {
                throw new MalformedLogData(path.path() + " does not have its width");
            }
            return TreeHash.perfect(tile, (int) (node % TilePath.FULL), 1 << height % 8);
        }

        private static long largestPowerBelow(long count) {
            return Long.highestOneBit(count - 1);
        }
    }
}
