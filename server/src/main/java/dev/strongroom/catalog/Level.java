package dev.strongroom.catalog;

/// How much of a field a grant shows, from nothing to everything. The order is meaningful: a later one shows more.
public enum Level {
    /// Nothing, not even that there is a value.
    NONE,
    /// That there is a value: [Mask#HIDDEN_VALUE].
    MASKED,
    /// What the mask of the field leaves visible.
    PARTIAL,
    /// The whole value.
    CLEAR
}
