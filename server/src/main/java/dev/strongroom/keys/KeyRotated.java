package dev.strongroom.keys;

/// A key got a new version.
///
/// @param actor who asked for it; `server` when its lifetime was over
/// @param kind root, kek, index or log
public record KeyRotated(String actor, String kind, int version) {}
