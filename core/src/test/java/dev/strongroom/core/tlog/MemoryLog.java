package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A log in memory, whose files a test may tamper with.
final class MemoryLog implements TileSource {

    static final String ORIGIN = "log.example/test";
    static final NoteSigner SIGNER = NoteSigner.fromSeed(ORIGIN, SecretBytes.copyOf(new byte[32]));

    final Map<TilePath, byte[]> tiles = new HashMap<>();
    final Map<EntryBundlePath, byte[]> bundles = new HashMap<>();
    Optional<String> checkpoint = Optional.empty();
    private TreeEdge edge = TreeEdge.empty();

    static MemoryLog of(List<byte[]> entries) {
        var log = new MemoryLog();
        log.append(entries);
        return log;
    }

    static MemoryLog ofSize(int size) {
        return of(NaiveTree.entries(size));
    }

    private void append(List<byte[]> entries) {
        var growth = edge.append(entries.stream().map(TreeHash::leaf).toList());
        edge = growth.edge();
        tiles.putAll(growth.tiles());
        for (int first = 0; first < entries.size(); first += 256) {
            var bundle = entries.subList(first, Math.min(first + 256, entries.size()));
            bundles.put(new EntryBundlePath(first / 256, bundle.size()), EntryBundle.encode(bundle));
        }
        sign(head());
    }

    Checkpoint head() {
        return new Checkpoint(ORIGIN, edge.size(), edge.root());
    }

    void sign(Checkpoint head) {
        checkpoint = Optional.of(SignedNote.sign(head.text(), List.of(SIGNER)).encoded());
    }

    /// Rewrites one bundle, and nothing else.
    void changeBundle(EntryBundlePath path, java.util.function.Consumer<List<byte[]>> change) {
        var entries = new ArrayList<>(EntryBundle.wholeEntries(entries(path).orElseThrow()));
        change.accept(entries);
        bundles.put(path, EntryBundle.encode(entries));
    }

    void flipBit(TilePath path, int bit) {
        var changed = tile(path).orElseThrow().clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        tiles.put(path, changed);
    }

    TileReader reader() {
        return TileReader.over(this);
    }

    @Override
    public Optional<byte[]> tile(TilePath path) {
        return Optional.ofNullable(tiles.get(path));
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return Optional.ofNullable(bundles.get(path));
    }

    @Override
    public Optional<String> checkpoint() {
        return checkpoint;
    }
}
