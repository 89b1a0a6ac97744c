package dev.strongroom.core.tlog;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The tree an auditor once saw, made again from the tiles of the tree of today: if its root is another than the one
/// that was seen, the log does not begin with the entries it had.
final class EarlierTree {

    private final Checkpoint seen;
    private final List<TilePath> paths;
    private final Map<TilePath, byte[]> today = new HashMap<>();

    EarlierTree(Checkpoint seen) {
        this.seen = seen;
        this.paths = TreeEdge.partialPaths(seen.size());
    }

    /// Takes from a tile of today's tree what the earlier one had of it on its edge.
    void remember(TilePath path, byte[] hashes) {
        paths.stream()
                .filter(edge ->
                        edge.level() == path.level() && edge.index() == path.index() && edge.width() <= path.width())
                .forEach(edge -> today.put(edge, Arrays.copyOf(hashes, edge.bytes())));
    }

    /// Not decided where a tile on the earlier edge is beyond repair: that has a finding of its own.
    ///
    /// @param firstWrongEntry of the log, if one is
    Optional<Finding> difference(OptionalLong firstWrongEntry, TileSource source) {
        if (today.size() != paths.size() || leadsToRoot(today)) {
            return Optional.empty();
        }
        boolean within = firstWrongEntry.isPresent() && firstWrongEntry.getAsLong() < seen.size();
        return Optional.of(
                new Finding.HistoryRewritten(seen.size(), within ? firstWrongEntry : firstRewritten(source)));
    }

    /// Where the earlier edge still stands beside the rewritten tree, it names the first leaf that differs. If a tile
    /// above the leaves differs, which stands further left, it does not say which of its leaves it was.
    private OptionalLong firstRewritten(TileSource source) {
        var then = new HashMap<TilePath, byte[]>();
        paths.forEach(path ->
                source.tile(path).filter(tile -> tile.length == path.bytes()).ifPresent(tile -> then.put(path, tile)));
        if (then.size() != paths.size() || !leadsToRoot(then)) {
            return OptionalLong.empty();
        }
        var differing = paths.stream()
                .filter(path -> Arrays.mismatch(tile(then, path), tile(today, path)) >= 0)
                .toList();
        if (differing.size() != 1 || differing.getFirst().level() > 0) {
            return OptionalLong.empty();
        }
        var leaves = differing.getFirst();
        int at = Arrays.mismatch(tile(then, leaves), tile(today, leaves)) / TreeHash.BYTES;
        return OptionalLong.of(leaves.index() * TilePath.FULL + at);
    }

    private boolean leadsToRoot(Map<TilePath, byte[]> edge) {
        var root = TreeEdge.of(seen.size(), path -> tile(edge, path)).root();
        return MessageDigest.isEqual(root, seen.root());
    }

    private static byte[] tile(Map<TilePath, byte[]> edge, TilePath path) {
        return edge.getOrDefault(path, new byte[0]);
    }
}
