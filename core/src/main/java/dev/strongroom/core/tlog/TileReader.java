package dev.strongroom.core.tlog;

/// Reads hash tiles that are there: what proofs are made from.
@FunctionalInterface
public interface TileReader {

    /// @return exactly as many hashes as the path says, 32 bytes each
    /// @throws MalformedLogData if there is no such tile, or of another width
    byte[] hashes(TilePath path);

    /// Reads from a source, taking the full tile where a partial one is gone.
    static TileReader over(TileSource source) {
        return path -> source.tileOrFull(path)
                .filter(tile -> tile.length == path.bytes())
                .orElseThrow(() -> new MalformedLogData(path.path() + " is missing or does not have its width"));
    }
}
