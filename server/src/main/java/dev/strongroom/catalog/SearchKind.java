package dev.strongroom.catalog;

/// How a field can be searched. Each kind is a blind index and reveals something to a database thief; see `BlindIndex`.
public enum SearchKind {
    /// The whole value, after normalisation.
    EXACT
}
