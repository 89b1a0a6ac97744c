package dev.strongroom.catalog;

/// The six legal bases of GDPR Art. 6(1), in the order of its letters. The list is closed.
public enum GdprBasis {
    /// (a)
    CONSENT,
    /// (b) a contract with the person, or steps the person asked for before one
    CONTRACT,
    /// (c)
    LEGAL_OBLIGATION,
    /// (d)
    VITAL_INTERESTS,
    /// (e)
    PUBLIC_TASK,
    /// (f)
    LEGITIMATE_INTERESTS
}
