package dev.strongroom.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Covers ranges of whole numbers by blocks of sixteen, of sixteen blocks, and so on: a number is stored under the
/// block it lies in at each level, and a range is asked as the fewest blocks that make it up. Blocks cover exactly.
final class RangeCover {

    private static final int BITS_A_LEVEL = 4;
    private static final int LAST_OF_BLOCK = 15;
    private static final int MOST_BLOCKS = 300;

    private RangeCover() {}

    /// The numbers from `position << 4 * level` on, 16 to the power of `level` of them.
    record Block(int level, long position) {}

    /// @param levels 1 to 16
    static List<Block> of(long number, int levels) {
        var blocks = new ArrayList<Block>(levels);
        for (int level = 0; level < levels; level++) {
            blocks.add(new Block(level, number >> BITS_A_LEVEL * level));
        }
        return blocks;
    }

    /// @param from inclusive
    /// @param to inclusive; before `from`: nothing is covered
    /// @return empty if it takes too many blocks
    static Optional<List<Block>> cover(long from, long to, int levels) {
        var blocks = new ArrayList<Block>();
        long first = from;
        long last = to;
        for (int level = 0; first <= last && blocks.size() <= MOST_BLOCKS; level++) {
            boolean isTop = level == levels - 1;
            while (first <= last && (isTop || (first & LAST_OF_BLOCK) != 0) && blocks.size() <= MOST_BLOCKS) {
                blocks.add(new Block(level, first++));
            }
            while (first <= last && (last & LAST_OF_BLOCK) != LAST_OF_BLOCK) {
                blocks.add(new Block(level, last--));
            }
            if (first <= last) {
                first >>= BITS_A_LEVEL;
                last >>= BITS_A_LEVEL;
            }
        }
        return blocks.size() > MOST_BLOCKS ? Optional.empty() : Optional.of(blocks);
    }
}
