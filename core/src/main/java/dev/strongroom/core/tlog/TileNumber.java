package dev.strongroom.core.tlog;

import java.util.Optional;
import java.util.regex.Pattern;

/// The end of a tile's path: its index in groups of three digits and, unless the tile is full, its width
/// (C2SP tlog-tiles, "Merkle Tree"): `x001/x234/067.p/12`.
record TileNumber(long index, int width) {

    static final int FULL = 256;
    private static final Pattern FORM = Pattern.compile("((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    TileNumber {
        if (index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("A tile has an index from 0 and a width of 1 to 256");
        }
    }

    String path() {
        var path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }

    /// @return nothing unless the text is what [#path()] writes
    static Optional<TileNumber> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long index = Long.parseLong(matcher.group(1).replace("x", "").replace("/", ""));
            var width = matcher.group(2);
            return of(index, width == null ? FULL : Integer.parseInt(width))
                    .filter(number -> number.path().equals(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<TileNumber> of(long index, int width) {
        return width <= FULL ? Optional.of(new TileNumber(index, width)) : Optional.empty();
    }
}
