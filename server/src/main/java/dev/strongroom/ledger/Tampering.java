package dev.strongroom.ledger;

/// Something in the database that contradicts what was signed before.
///
/// @param code stable: `entry_changed`, `entry_missing`, `index_columns_changed`, `tile_changed`, `root_differs`,
/// `checkpoint_changed`, `head_moved_back`
/// @param where the log index of the entry, or the tile or size concerned
public record Tampering(String code, String where) {}
