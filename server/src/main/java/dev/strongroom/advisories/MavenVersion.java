package dev.strongroom.advisories;

import org.apache.maven.artifact.versioning.ComparableVersion;

/// A version in the order of Maven.
///
/// @param text at most [#LONGEST] letters, since the order is found by recursion over its parts
record MavenVersion(String text, ComparableVersion order) implements Comparable<MavenVersion> {

    static final int LONGEST = 256;

    static MavenVersion of(String text) {
        if (!isSensible(text)) {
            throw new IllegalArgumentException("No version");
        }
        return new MavenVersion(text, new ComparableVersion(text));
    }

    static boolean isSensible(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }

    @Override
    public int compareTo(MavenVersion other) {
        return order.compareTo(other.order);
    }

    /// Equal if neither is before the other: `1.0` and `1.0.0`.
    @Override
    public boolean equals(Object other) {
        return other instanceof MavenVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return order.hashCode();
    }
}
