package dev.strongroom.catalog;

/// Whose data a role reaches.
public enum CustomerScope {
    /// Every customer's.
    ALL,
    /// Those whom the caller looks after.
    OWN,
    /// Those of a case that was given to the caller, until it ends.
    ASSIGNED,
    /// Those of a branch that the caller works for.
    BRANCH
}
