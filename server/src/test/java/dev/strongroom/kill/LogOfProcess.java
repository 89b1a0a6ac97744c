package dev.strongroom.kill;

import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The log of a server process under one of its checkpoints.
record LogOfProcess(ServerProcess server, String key, String note) implements TileSource {

    /// @param key of a client that may read the log
    static LogOfProcess now(ServerProcess server, String key) {
        var note = new String(server.get("/log/checkpoint", "").body(), StandardCharsets.UTF_8);
        return new LogOfProcess(server, key, note);
    }

    @Override
    public Optional<byte[]> tile(TilePath path) {
        return body("/log/" + path.path());
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return body("/log/" + path.path());
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.of(note);
    }

    private Optional<byte[]> body(String path) {
        var answer = server.get(path, key);
        return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }
}
