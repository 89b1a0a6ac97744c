package dev.strongroom.approval;

import dev.strongroom.pages.ShownText;
import java.util.List;

/// What a change would do, for people to read.
///
/// @param isOutdated whether what it was asked against has changed since, so that it cannot be made any more
/// @param lines of a text, those that would be added or removed among their neighbours
/// @param seen fields of which more or less would be seen
public record ChangeDetails(boolean isOutdated, List<Line> lines, List<Seen> seen) {

    public static final ChangeDetails NONE = new ChangeDetails(false, List.of(), List.of());

    public ChangeDetails {
        lines = List.copyOf(lines);
        seen = List.copyOf(seen);
    }

    /// @param kind `same`, `added`, `removed` or `left-out`
    public record Line(String kind, ShownText text) {}

    /// @param role empty where it is about whoever asks
    /// @param before a level in lower case: `none`, `masked`, `partial` or `clear`
    /// @param after likewise
    public record Seen(String role, String purpose, String field, String before, String after, boolean isMore) {}
}
