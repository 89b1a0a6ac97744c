package dev.strongroom.web;

/// A failure that passes by itself: the caller is told 503 with a code and asked to come again.
public interface Unavailable {

    /// Stable, for example `ledger.unavailable`.
    String code();
}
