package dev.strongroom.core.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The definitions of RFC 6962, section 2.1, and of tlog-tiles, written down as they stand there and without regard
/// for speed: what the real code is compared with.
final class NaiveTree {

    private NaiveTree() {}

    static List<byte[]> entries(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static List<byte[]> leaves(int size) {
        return entries(size).stream().map(TreeHash::leaf).toList();
    }

    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return TreeHash.empty();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return TreeHash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    static List<byte[]> path(int index, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        var left = leaves.subList(0, split);
        var right = leaves.subList(split, leaves.size());
        var path = index < split ? path(index, left) : path(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    /// All tiles of a tree, by the formula of the specification.
    static SortedMap<TilePath, byte[]> tiles(List<byte[]> leaves) {
        var tiles = new TreeMap<TilePath, byte[]>();
        int span = 1;
        for (int level = 0; leaves.size() / span > 0; level++, span *= 256) {
            int nodes = leaves.size() / span;
            for (int first = 0; first < nodes; first += 256) {
                int width = Math.min(256, nodes - first);
                var tile = new byte[width * 32];
                for (int i = 0; i < width; i++) {
                    var range = leaves.subList((first + i) * span, (first + i + 1) * span);
                    System.arraycopy(root(range), 0, tile, i * 32, 32);
                }
                tiles.put(new TilePath(level, first / 256, width), tile);
            }
        }
        return tiles;
    }
}
