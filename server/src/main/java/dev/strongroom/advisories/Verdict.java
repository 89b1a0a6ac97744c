package dev.strongroom.advisories;

/// What an advisory says about one version.
enum Verdict {
    NOT_AFFECTED,
    /// It speaks of the package, but not in a way that can be compared here.
    UNDECIDED,
    AFFECTED;

    Verdict orWorse(Verdict other) {
        return compareTo(other) < 0 ? other : this;
    }
}
