package dev.strongroom.catalog;

import java.util.BitSet;
import java.util.List;

/// What a value has to look like, in a small language that cannot be made slow.
///
/// A pattern is one or more alternatives separated by `|`; an alternative is a row of items; an item is a letter, a
/// digit, a blank, `\d` for a digit, a class such as `[A-Z0-9]`, or `\` and any other character for that character;
/// an item may be followed by `?`, `*`, `+`, `{n}` or `{n,m}`. The whole value must match. There are no groups and
/// no references: matching keeps a set of positions, so time is bounded by value length times pattern size.
record ValuePattern(List<List<Item>> alternatives) {

    static final int MOST_CHARACTERS = 100;
    static final int LONGEST_VALUE = 200;

    /// @param ranges pairs of first and last character
    record Item(List<Range> ranges, int least, int most) {

        boolean takes(char character) {
            for (var range : ranges) {
                if (range.first <= character && character <= range.last) {
                    return true;
                }
            }
            return false;
        }
    }

    record Range(char first, char last) {}

    /// @throws IllegalArgumentException if it is not in the language
    static ValuePattern of(String pattern) {
        return new ValuePatternParser(pattern).parse();
    }

    /// Whether fewer than so many different values fit; counts one that fits two alternatives twice.
    boolean fitsFewerThan(long limit) {
        long count = 0;
        for (var items : alternatives) {
            long values = 1;
            for (var item : items) {
                values = Math.min(limit, values * choices(item, limit));
            }
            count = Math.min(limit, count + values);
        }
        return count < limit;
    }

    private static long choices(Item item, long limit) {
        long characters = item.ranges.stream()
                .mapToLong(range -> range.last - range.first + 1L)
                .sum();
        long choices = 0;
        long power = 1;
        for (int length = 0; length <= Math.min(item.most, LONGEST_VALUE) && choices < limit; length++) {
            choices += length >= item.least ? power : 0;
            power = Math.min(limit, power * characters);
        }
        return Math.min(limit, choices);
    }

    /// Values longer than 200 characters never match.
    boolean matches(String value) {
        return value.length() <= LONGEST_VALUE && alternatives.stream().anyMatch(items -> matches(items, value));
    }

    private static boolean matches(List<Item> items, String value) {
        var positions = new BitSet();
        positions.set(0);
        for (var item : items) {
            positions = after(item, positions, value);
        }
        return positions.get(value.length());
    }

    private static BitSet after(Item item, BitSet positions, String value) {
        var runEnds = runEnds(item, value);
        var reached = new BitSet();
        for (int start = positions.nextSetBit(0); start >= 0; start = positions.nextSetBit(start + 1)) {
            int nearest = start + item.least;
            int farthest = Math.min(start + item.most, runEnds[start]);
            if (nearest <= farthest) {
                reached.set(nearest, farthest + 1);
            }
        }
        return reached;
    }

    /// For each position, where the run of characters that the item takes ends.
    private static int[] runEnds(Item item, String value) {
        var ends = new int[value.length() + 1];
        ends[value.length()] = value.length();
        for (int at = value.length() - 1; at >= 0; at--) {
            ends[at] = item.takes(value.charAt(at)) ? ends[at + 1] : at;
        }
        return ends;
    }
}
