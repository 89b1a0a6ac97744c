package dev.strongroom.advisories;

/// A component of which is not known whether it is weak.
///
/// @param advisory that could not be applied; empty if none could
public record NotCompared(Component component, Reason reason, String advisory) {

    public enum Reason {
        NO_PACKAGE_URL,
        UNKNOWN_ECOSYSTEM,
        NO_VERSION,
        /// An advisory speaks of the package in a way that versions of Maven cannot be compared with.
        UNDECIDED
    }
}
