package dev.strongroom.advisories;

/// Not a record of OSV.
final class MalformedAdvisory extends Exception {

    /// @param where the member that is wrong, or `JSON`
    MalformedAdvisory(String where) {
        super(where, null, false, false);
    }

    String where() {
        return String.valueOf(getMessage());
    }
}
