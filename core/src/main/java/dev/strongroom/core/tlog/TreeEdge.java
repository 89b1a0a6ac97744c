package dev.strongroom.core.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The right edge of a growing tree: all that a log writer has to remember to append. At most 255 hashes a level.
///
/// Immutable. It guarantees that the tiles it gives are those of C2SP tlog-tiles for its size, and its root that of
/// RFC 6962; it does not know whether the leaves are the right ones.
public final class TreeEdge {

    private static final TreeEdge EMPTY = new TreeEdge(0, List.of());

    private final long size;

    // INVARIANT: per level, the hashes of the partial tile at this size, one after another; none at the end is absent
    private final List<byte[]> partials;

    private TreeEdge(long size, List<byte[]> partials) {
        this.size = size;
        this.partials = partials;
    }

    /// What an append made.
    ///
    /// @param edge of the larger tree
    /// @param tiles those whose content is new, at every level: the full ones completed, and the partial ones of the
    ///     new size; empty tiles do not exist. A partial tile that did not change is not repeated
    public record Growth(TreeEdge edge, SortedMap<TilePath, byte[]> tiles) {

        public Growth {
            tiles = Collections.unmodifiableSortedMap(new TreeMap<>(tiles));
        }
    }

    public static TreeEdge empty() {
        return EMPTY;
    }

    /// Rebuilds the edge of a tree from what was stored of it.
    ///
    /// @param partialTiles asked for the partial tiles of this size, at most one per level
    /// @throws MalformedLogData if one of them does not have its width
    /// @throws IllegalArgumentException if the size is negative
    public static TreeEdge of(long size, Function<TilePath, byte[]> partialTiles) {
        if (size < 0) {
            throw new IllegalArgumentException("A tree has a size from 0");
        }
        var partials = new ArrayList<byte[]>();
        for (int level = 0; TilePath.nodes(level, size) > 0; level++) {
            partials.add(new byte[0]);
        }
        for (var path : partialPaths(size)) {
            var tile = partialTiles.apply(path);
            if (tile.length != path.bytes()) {
                throw new MalformedLogData(path.path() + " does not have its width");
            }
            partials.set(path.level(), tile.clone());
        }
        return new TreeEdge(size, List.copyOf(partials));
    }

    /// The partial tiles of a tree, from level 0 up: at most one per level.
    static List<TilePath> partialPaths(long size) {
        var paths = new ArrayList<TilePath>();
        for (int level = 0; TilePath.nodes(level, size) > 0; level++) {
            long nodes = TilePath.nodes(level, size);
            if (nodes % TilePath.FULL > 0) {
                paths.add(new TilePath(level, nodes / TilePath.FULL, (int) (nodes % TilePath.FULL)));
            }
        }
        return paths;
    }

    /// Number of leaves.
    public long size() {
        return size;
    }

    /// @return 32 bytes
    public byte[] root() {
        byte[] root = new byte[0];
        for (var partial : partials) {
            int width = partial.length / TreeHash.BYTES;
            for (int end = width, step; end > 0; end -= step) {
                step = Integer.lowestOneBit(end);
                var subtree = TreeHash.perfect(partial, end - step, step);
                root = root.length == 0 ? subtree : TreeHash.node(subtree, root);
            }
        }
        return root.length == 0 ? TreeHash.empty() : root;
    }

    /// @param leafHashes 32 bytes each, in order; may be empty
    /// @throws IllegalArgumentException if a hash has another length
    public Growth append(List<byte[]> leafHashes) {
        var tiles = new TreeMap<TilePath, byte[]>();
        var grown = new ArrayList<byte[]>();
        var fresh = joined(leafHashes);
        for (int level = 0; fresh.length > 0 || level < partials.size(); level++) {
            fresh = grow(level, fresh, tiles, grown);
        }
        long newSize = Math.addExact(size, leafHashes.size());
        return new Growth(new TreeEdge(newSize, List.copyOf(grown)), tiles);
    }

    /// Adds hashes to one level.
    ///
    /// @return the hashes this adds to the level above
    private byte[] grow(int level, byte[] fresh, SortedMap<TilePath, byte[]> tiles, List<byte[]> grown) {
        var known = level < partials.size() ? partials.get(level) : new byte[0];
        var all = Arrays.copyOf(known, known.length + fresh.length);
        System.arraycopy(fresh, 0, all, known.length, fresh.length);
        long index = TilePath.nodes(level, size) / TilePath.FULL;
        int tileBytes = TilePath.FULL * TreeHash.BYTES;
        var above = new byte[all.length / tileBytes * TreeHash.BYTES];
        int full = all.length / tileBytes;
        for (int i = 0; i < full; i++) {
            var tile = Arrays.copyOfRange(all, i * tileBytes, (i + 1) * tileBytes);
            tiles.put(new TilePath(level, index + i, TilePath.FULL), tile);
            System.arraycopy(TreeHash.perfect(tile, 0, TilePath.FULL), 0, above, i * TreeHash.BYTES, TreeHash.BYTES);
        }
        var rest = Arrays.copyOfRange(all, full * tileBytes, all.length);
        if (rest.length > 0 && fresh.length > 0) {
            tiles.put(new TilePath(level, index + full, rest.length / TreeHash.BYTES), rest.clone());
        }
        grown.add(rest);
        return above;
    }

    private static byte[] joined(List<byte[]> hashes) {
        var all = new byte[Math.multiplyExact(hashes.size(), TreeHash.BYTES)];
        int at = 0;
        for (var hash : hashes) {
            if (hash.length != TreeHash.BYTES) {
                throw new IllegalArgumentException("A leaf hash has 32 bytes");
            }
            System.arraycopy(hash, 0, all, at, TreeHash.BYTES);
            at += TreeHash.BYTES;
        }
        return all;
    }
}
