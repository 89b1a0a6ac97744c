package dev.strongroom.core.tlog;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a hash tile stands, as in C2SP tlog-tiles: `tile/0/x001/234` or, when partial, `tile/0/x001/234.p/12`.
///
/// Each tile has one path and each path one tile. Ordered by level, index and width.
///
/// @param level 0 (leaf hashes) to 63
/// @param index of the tile within its level, from 0
/// @param width number of hashes, 1 to 255 when partial and 256 when full
public record TilePath(int level, long index, int width) implements Comparable<TilePath> {

    /// Number of hashes in a full tile.
    public static final int FULL = TileNumber.FULL;

    private static final int HIGHEST_LEVEL = 63;
    private static final Pattern FORM = Pattern.compile("tile/(0|[1-9][0-9]?)/(.+)");
    private static final Comparator<TilePath> ORDER = Comparator.comparingInt(TilePath::level)
            .thenComparingLong(TilePath::index)
            .thenComparingInt(TilePath::width);

    /// @throws IllegalArgumentException if a number is out of its range
    public TilePath {
        if (level < 0 || level > HIGHEST_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("A tile has level 0 to 63, an index from 0 and a width of 1 to 256");
        }
    }

    public String path() {
        return "tile/" + level + "/" + new TileNumber(index, width).path();
    }

    /// @return nothing unless the text is exactly what [#path()] writes for some tile
    public static Optional<TilePath> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = Integer.parseInt(matcher.group(1));
        return TileNumber.parse(matcher.group(2))
                .filter(number -> level <= HIGHEST_LEVEL)
                .map(number -> new TilePath(level, number.index(), number.width()));
    }

    public boolean isPartial() {
        return width < FULL;
    }

    /// The full tile of the same place.
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    @Override
    public int compareTo(TilePath other) {
        return ORDER.compare(this, other);
    }

    /// The tile of a tree that holds the hash `node` of a level.
    ///
    /// @param node number of the hash within the level; the tree has it
    static TilePath holding(int level, long node, long treeSize) {
        long first = node / FULL * FULL;
        return new TilePath(level, node / FULL, (int) Math.min(FULL, nodes(level, treeSize) - first));
    }

    /// How many hashes a tree has at a level.
    static long nodes(int level, long treeSize) {
        return level > 7 ? 0 : treeSize >> (8 * level);
    }

    int bytes() {
        return width * TreeHash.BYTES;
    }
}
