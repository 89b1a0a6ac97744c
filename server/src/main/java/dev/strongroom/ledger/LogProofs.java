package dev.strongroom.ledger;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.EntryBundle;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.Proofs;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileReader;
import dev.strongroom.core.tlog.TileSource;
import dev.strongroom.core.tlog.TlogProof;
import dev.strongroom.core.tlog.TreeHash;
import java.security.MessageDigest;
import java.util.Optional;

/// Reads the published log: its checkpoint, tiles and entries, and proofs for receipts.
public final class LogProofs {

    private static final int TILE_WIDTH = 256;

    private final TileSource tiles;
    private final LogState state;

    LogProofs(TileSource tiles, LogState state) {
        this.tiles = tiles;
        this.state = state;
    }

    /// What became of a receipt.
    public sealed interface Answer {
        /// The proof as a C2SP tlog-proof text whose extra line is the entry itself.
        record Proven(String text) implements Answer {}

        /// No checkpoint covers the entry yet.
        record NotYet() implements Answer {}

        /// The log holds no such entry.
        record Unknown() implements Answer {}
    }

    public Answer prove(Receipt receipt) {
        var published = state.published();
        if (receipt.index() >= published.size()) {
            return published.note().isEmpty() || receipt.index() < published.size() + 1_000_000
                    ? new Answer.NotYet()
                    : new Answer.Unknown();
        }
        var entry = entry(receipt.index(), published.size());
        if (entry.isEmpty()
                || !MessageDigest.isEqual(
                        TreeHash.leaf(entry.get()), receipt.leaf().bytes())) {
            return new Answer.Unknown();
        }
        var note = published.note().orElseThrow();
        long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
        var hashes = Proofs.inclusion(receipt.index(), size, TileReader.over(tiles));
        return new Answer.Proven(new TlogProof(entry, receipt.index(), hashes, note).encoded());
    }

    /// The newest signed note; empty while the log is empty.
    public Optional<String> checkpoint() {
        return tiles.checkpoint();
    }

    public Optional<byte[]> tile(TilePath path) {
        return tiles.tile(path);
    }

    /// A bundle of entries as far as the newest checkpoint reaches.
    public Optional<byte[]> entries(EntryBundlePath path) {
        return tiles.entries(path);
    }

    private Optional<byte[]> entry(long index, long size) {
        long bundle = index / TILE_WIDTH;
        int width = (int) Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
        return tiles.entries(new EntryBundlePath(bundle, width))
                .map(bytes -> EntryBundle.decode(bytes, width).get((int) (index % TILE_WIDTH)));
    }
}
