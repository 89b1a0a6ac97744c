package dev.strongroom.vault;

/// The answer to a write: which record, and its version now.
public record Written(RecordId id, int version) {}
