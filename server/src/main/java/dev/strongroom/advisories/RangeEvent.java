package dev.strongroom.advisories;

import java.util.Locale;

/// A point at which a range begins or ends to be affected.
record RangeEvent(Kind kind, String version) {

    /// Before every version.
    private static final String BEGINNING = "0";

    /// After every version, as a limit.
    private static final String NO_LIMIT = "*";

    enum Kind {
        INTRODUCED,
        FIXED,
        LAST_AFFECTED,
        LIMIT;

        String member() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean is(Kind asked) {
        return kind == asked;
    }

    boolean isBeginning() {
        return kind == Kind.INTRODUCED && version.equals(BEGINNING);
    }

    boolean isNoLimit() {
        return kind == Kind.LIMIT && version.equals(NO_LIMIT);
    }

    MavenVersion order() {
        return MavenVersion.of(version);
    }
}
