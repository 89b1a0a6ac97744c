package dev.strongroom.core.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A log in a folder, with the names of tlog-tiles as file names, read at one of its checkpoints.
record FolderSource(Path folder, String checkpointName) implements TileSource {

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
        return read(checkpointName).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
