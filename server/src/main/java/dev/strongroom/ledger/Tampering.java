package dev.strongroom.ledger;

/// Something in the database that contradicts what was signed before.
///
/// @param code stable: `entry_changed`, `entry_missing`, `entry_moved`, `entry_added`, `index_columns_changed`,
/// `tile_changed`, `tile_missing`, `root_differs`, `checkpoint_changed`, `history_rewritten`, `head_moved_back`,
/// `malformed`
/// @param where the log index of the entry, or the tile or size concerned
public record Tampering(String code, String where) {}
