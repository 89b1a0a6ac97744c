package dev.strongroom.advisories;

/// A file in the folder of advisories that was not understood, so that what it says is not known.
///
/// @param file below the folder
/// @param where the member that is wrong; empty if it is not one
public record Refusal(String file, Reason reason, String where) {

    public enum Reason {
        /// Neither a folder nor a file named `.json`.
        NO_RECORD,
        /// It could lead out of the folder.
        LINK,
        TOO_LARGE,
        TOO_DEEP,
        /// The rest was not looked at.
        TOO_MANY,
        UNREADABLE,
        MALFORMED,
        /// An earlier file has a record of the same id.
        REPEATED
    }
}
