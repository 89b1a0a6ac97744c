package dev.strongroom.core.tlog;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds out which partial tiles of a tree's right edge to believe: those that hash to the signed root.
final class EdgeCheck {

    /// A tree of fewer than 2^63 leaves has no more.
    private static final int HIGHEST_LEVEL = 7;

    private final Checkpoint checkpoint;
    private final List<TilePath> edge;
    private final Function<TilePath, Optional<byte[]>> stored;
    private final Function<TilePath, Optional<byte[]>> derived;
    private final FindingList findings;

    EdgeCheck(
            Checkpoint checkpoint,
            Function<TilePath, Optional<byte[]>> stored,
            Function<TilePath, Optional<byte[]>> derived,
            FindingList findings) {
        this.checkpoint = checkpoint;
        this.edge = TreeEdge.partialPaths(checkpoint.size());
        this.stored = stored;
        this.derived = derived;
        this.findings = findings;
    }

    /// A partial tile with the hashes to believe.
    record Tile(TilePath path, byte[] hashes) {}

    /// @return by level; a level whose tile is neither stored nor derivable is left out
    NavigableMap<Integer, Tile> believed() {
        var kept = tiles(stored);
        if (leadsToRoot(kept)) {
            return kept;
        }
        var anew = tiles(derived);
        for (int fromLevel = 0; fromLevel <= HIGHEST_LEVEL; fromLevel++) {
            for (boolean above : new boolean[] {true, false}) {
                var mixed = mixed(kept, anew, fromLevel, above);
                if (leadsToRoot(mixed)) {
                    nameDifferences(kept, mixed);
                    return mixed;
                }
            }
        }
        nameDifferences(kept, mixed(kept, anew, 1, true));
        findings.add(new Finding.RootDiffers(checkpoint.size()));
        return mixed(anew, kept, 0, true);
    }

    private NavigableMap<Integer, Tile> tiles(Function<TilePath, Optional<byte[]>> from) {
        var tiles = new TreeMap<Integer, Tile>();
        edge.forEach(path -> from.apply(path)
                .filter(bytes -> bytes.length == path.bytes())
                .ifPresent(bytes -> tiles.put(path.level(), new Tile(path, bytes))));
        return tiles;
    }

    /// Tiles of `second` from a level on, or below it, and those of `first` elsewhere.
    private static NavigableMap<Integer, Tile> mixed(
            NavigableMap<Integer, Tile> first, NavigableMap<Integer, Tile> second, int level, boolean above) {
        var mixed = new TreeMap<>(first);
        mixed.putAll(above ? second.tailMap(level, true) : second.headMap(level, false));
        return mixed;
    }

    private boolean leadsToRoot(NavigableMap<Integer, Tile> tiles) {
        if (tiles.size() != edge.size()) {
            return false;
        }
        var byPath = new HashMap<TilePath, byte[]>();
        tiles.values().forEach(tile -> byPath.put(tile.path(), tile.hashes()));
        var root = TreeEdge.of(checkpoint.size(), path -> byPath.getOrDefault(path, new byte[0]))
                .root();
        return MessageDigest.isEqual(root, checkpoint.root());
    }

    private void nameDifferences(NavigableMap<Integer, Tile> kept, NavigableMap<Integer, Tile> believed) {
        edge.forEach(path -> {
            var before = kept.get(path.level());
            var after = believed.get(path.level());
            if (before == null) {
                boolean present = stored.apply(path).isPresent();
                findings.add(present ? new Finding.TileChanged(path) : new Finding.TileMissing(path));
            } else if (after == null || !MessageDigest.isEqual(before.hashes(), after.hashes())) {
                findings.add(new Finding.TileChanged(path));
            }
        });
    }
}
