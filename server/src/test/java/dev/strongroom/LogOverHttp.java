package dev.strongroom;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.CosignerKey;
import dev.strongroom.core.tlog.EntryBundle;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import dev.strongroom.core.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The log of a running server as a stranger with the role log-reader sees it.
public final class LogOverHttp implements TileSource {

    private static final int BUNDLE = 256;

    private final RunningServer server;
    private final String reader;

    public LogOverHttp(RunningServer server, String reader) {
        this.server = server;
        this.reader = reader;
    }

    @Override
    public Optional<byte[]> tile(TilePath path) {
        return found(server.get("/log/" + path.path(), ""));
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return found(server.get("/log/" + path.path(), reader));
    }

    @Override
    public Optional<String> checkpoint() {
        return found(server.get("/log/checkpoint", "")).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> found(RunningServer.Answer answer) {
        return answer.status() == 200 ? Optional.of(answer.bytes()) : Optional.empty();
    }

    public Checkpoint head() {
        return Checkpoint.parse(SignedNote.parse(checkpoint().orElseThrow()).text());
    }

    /// Newest first.
    public List<VerifierKey> keys() {
        return server.get("/v1/log", reader)
                .json()
                .get("verifierKeys")
                .valueStream()
                .map(key -> VerifierKey.parse(key.asString()))
                .toList();
    }

    /// Newest first.
    public List<CosignerKey> cosignerKeys() {
        return server.get("/v1/log", reader)
                .json()
                .get("cosignerKeys")
                .valueStream()
                .map(key -> CosignerKey.parse(key.asString()))
                .toList();
    }

    /// With both signatures demanded.
    public LogVerifier.Report verify(VerifierKey key, CosignerKey cosigner) {
        return LogVerifier.verify(this, key, Optional.of(cosigner), Optional.empty(), true, progress -> {});
    }

    public LogVerifier.Report verify(VerifierKey key, Optional<Checkpoint> earlier) {
        return LogVerifier.verify(this, key, earlier, true, progress -> {});
    }

    /// Every published entry as text, in order.
    public List<String> entries() {
        long size = head().size();
        var entries = new ArrayList<String>();
        for (long first = 0; first < size; first += BUNDLE) {
            int width = (int) Math.min(BUNDLE, size - first);
            var bundle = entries(new EntryBundlePath(first / BUNDLE, width)).orElseThrow();
            EntryBundle.decode(bundle, width).forEach(entry -> entries.add(new String(entry, StandardCharsets.UTF_8)));
        }
        return entries;
    }

    /// Waits until a checkpoint covers every entry that is stored now.
    public Checkpoint awaitAll() {
        long size = server.count("select next from ledger_head");
        RunningServer.await("a checkpoint of size " + size, () -> checkpoint().isPresent() && head().size() >= size);
        return head();
    }
}
