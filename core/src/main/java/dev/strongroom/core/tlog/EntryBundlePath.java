package dev.strongroom.core.tlog;

import java.util.Comparator;
import java.util.Optional;

/// Where a bundle of entries stands, as in C2SP tlog-tiles: `tile/entries/x001/234` or, when partial,
/// `tile/entries/x001/234.p/12`. Ordered by index and width.
///
/// @param index of the bundle, from 0; its first entry has the index 256 times as large
/// @param width number of entries, 1 to 255 when partial and 256 when full
public record EntryBundlePath(long index, int width) implements Comparable<EntryBundlePath> {

    /// Number of entries in a full bundle.
    public static final int FULL = TileNumber.FULL;

    private static final String PREFIX = "tile/entries/";
    private static final Comparator<EntryBundlePath> ORDER =
            Comparator.comparingLong(EntryBundlePath::index).thenComparingInt(EntryBundlePath::width);

    /// @throws IllegalArgumentException if a number is out of its range
    public EntryBundlePath {
        if (index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("A bundle has an index from 0 and a width of 1 to 256");
        }
    }

    public String path() {
        return PREFIX + new TileNumber(index, width).path();
    }

    /// @return nothing unless the text is exactly what [#path()] writes for some bundle
    public static Optional<EntryBundlePath> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return TileNumber.parse(text.substring(PREFIX.length()))
                .map(number -> new EntryBundlePath(number.index(), number.width()));
    }

    public boolean isPartial() {
        return width < FULL;
    }

    /// The full bundle of the same place.
    public EntryBundlePath full() {
        return new EntryBundlePath(index, FULL);
    }

    @Override
    public int compareTo(EntryBundlePath other) {
        return ORDER.compare(this, other);
    }
}
