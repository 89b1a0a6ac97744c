package dev.strongroom.advisories;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/// How long a library with a known weakness may stay, from the day its advisory was published. The times are promised
/// in docs/howto/run-safely.md.
public enum TimeFrame {

    /// Can be used from outside and leads to data or keys. Whatever nobody called less severe counts as such.
    FROM_OUTSIDE(3),

    /// Can be used otherwise.
    OTHERWISE(14),

    /// Cannot be reached here, as somebody has found out.
    UNREACHABLE(60);

    private static final Set<String> MILDER = Set.of("LOW", "MEDIUM", "MODERATE");

    private final Duration length;

    TimeFrame(int days) {
        this.length = Duration.ofDays(days);
    }

    public Duration length() {
        return length;
    }

    /// @param severities every word an advisory gives; none, an unknown or a severe one means the shortest time
    static TimeFrame of(Collection<String> severities) {
        boolean milder = !severities.isEmpty()
                && severities.stream().allMatch(word -> MILDER.contains(word.toUpperCase(Locale.ROOT)));
        return milder ? OTHERWISE : FROM_OUTSIDE;
    }
}
