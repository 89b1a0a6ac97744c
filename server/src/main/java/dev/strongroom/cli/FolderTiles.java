package dev.strongroom.cli;

import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/// A copy of a log in a folder, with the names of C2SP tlog-tiles as file names.
record FolderTiles(Path folder) implements TileSource {

    /// A bundle has up to 256 entries of up to 65,535 bytes.
    private static final long LARGEST_BYTES = 32L << 20;

    @Override
    public Optional<byte[]> tile(TilePath path) {
        return read(path.path());
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return read(path.path());
    }

    @Override
    public Optional<String> checkpoint() {
        return read("checkpoint").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> read(String name) {
        try {
            var file = folder.resolve(name);
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException(file + " is larger than a part of a log can be");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
