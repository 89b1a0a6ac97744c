package dev.strongroom.catalog;

/// When a purpose may be stated by those who may state it.
public enum PurposeAccess {
    /// At any time.
    ALWAYS,
    /// For a time that another person has agreed to.
    APPROVED,
    /// For a short time, at once and without asking, which is told to others and reviewed afterwards.
    BREAK_GLASS
}
