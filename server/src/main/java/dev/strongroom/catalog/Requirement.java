package dev.strongroom.catalog;

/// Something that a role or a purpose requires and the catalog itself cannot tell.
///
/// @param word what exactly: a course, a level, a flag
public record Requirement(Kind kind, String word) {

    /// What is required.
    public enum Kind {
        /// The caller has been trained, and the training is still valid.
        TRAINING,
        /// The risk of the caller is not above this.
        RISK,
        /// The customer's data does not bear this flag.
        UNFLAGGED
    }
}
