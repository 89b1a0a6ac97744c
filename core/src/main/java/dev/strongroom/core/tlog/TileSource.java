package dev.strongroom.core.tlog;

import java.util.Arrays;
import java.util.Optional;

/// Where the files of a log are read from: a folder, an HTTP server, a database.
///
/// What is absent is an empty answer. A source that cannot tell, for example because the network failed, throws
/// `java.io.UncheckedIOException`: not being able to check is different from finding something wrong. Nothing that a
/// source answers is trusted.
public interface TileSource {

    /// The bytes of a hash tile under exactly this path.
    Optional<byte[]> tile(TilePath path);

    /// The bytes of a bundle of entries under exactly this path.
    Optional<byte[]> entries(EntryBundlePath path);

    /// The newest checkpoint, as a signed note.
    Optional<String> checkpoint();

    /// The bytes of a hash tile, or, when a partial one is gone, as many hashes of the full one: a log may delete
    /// partial tiles once the full tile exists (C2SP tlog-tiles, "Partial Tiles").
    default Optional<byte[]> tileOrFull(TilePath path) {
        var exact = tile(path);
        if (exact.isPresent() || !path.isPartial()) {
            return exact;
        }
        return tile(path.full()).map(full -> Arrays.copyOf(full, Math.min(full.length, path.bytes())));
    }
}
