package dev.strongroom.ledger;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.Finding;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import dev.strongroom.core.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through the whole log again and again: every entry against its tile, every tile against the one above, the
/// root against the checkpoint, the history against the oldest checkpoint kept outside the database, and the columns
/// beside each entry against the entry.
///
/// Signatures alone do not find an entry edited in the database after it was hashed; this does.
final class SelfCheck {

    private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);
    private static final int REST_FACTOR = 20;
    private static final Duration LONGEST_REST = Duration.ofMillis(200);

    private final DatabaseTiles tiles;
    private final LogSigner signer;
    private final CheckpointCopies copies;
    private final LogState state;

    SelfCheck(DatabaseTiles tiles, LogSigner signer, CheckpointCopies copies, LogState state) {
        this.tiles = tiles;
        this.signer = signer;
        this.copies = copies;
        this.state = state;
    }

    /// One pass. What it finds stays until a later pass no longer finds it.
    ///
    /// @param stopping asked now and then; when it is true the pass is given up
    /// @return false: there is always time for a pause
    boolean pass(BooleanSupplier stopping) throws IOException {
        var found = new ArrayList<Tampering>();
        if (state.publishedSize() > 0) {
            var earlier =
                    copies.oldest().map(SignedNote::parse).map(SignedNote::text).map(Checkpoint::parse);
            var report = LogVerifier.verify(new Paced(found, stopping), signingKey(), earlier, true, progress -> {});
            report.findings().stream().map(SelfCheck::tampering).forEach(found::add);
        }
        found.stream()
                .filter(tampering -> !state.checkedTampering().contains(tampering))
                .forEach(tampering ->
                        log.error("The ledger was changed: {} at {}", tampering.code(), tampering.where()));
        state.checked(found);
        return false;
    }

    /// The key that signed the newest checkpoint; after a rotation that is an earlier one until the next is signed.
    private VerifierKey signingKey() {
        var keys = signer.everyVerifierKey();
        return tiles.checkpoint()
                .map(SignedNote::parse)
                .flatMap(note -> keys.stream().filter(note::verifiedBy).findFirst())
                .orElseGet(keys::getFirst);
    }

    private static Tampering tampering(Finding finding) {
        return switch (finding) {
            case Finding.EntryChanged entry -> at("entry_changed", entry.index());
            case Finding.EntryMissing entry -> at("entry_missing", entry.index());
            case Finding.EntryMoved entry -> new Tampering("entry_moved", entry.index() + " to " + entry.foundAt());
            case Finding.EntryAdded entry -> at("entry_added", entry.index());
            case Finding.TileChanged tile ->
                new Tampering("tile_changed", tile.path().path());
            case Finding.TileMissing tile ->
                new Tampering("tile_missing", tile.path().path());
            case Finding.RootDiffers root -> at("root_differs", root.size());
            case Finding.SizeWentBack back -> at("head_moved_back", back.size());
            case Finding.HistoryRewritten history ->
                at("history_rewritten", history.firstIndex().orElse(history.earlierSize()));
            case Finding.BadSignature signature -> new Tampering("checkpoint_changed", signature.keyName());
            case Finding.WrongOrigin origin -> new Tampering("checkpoint_changed", origin.expected());
            case Finding.Malformed malformed -> new Tampering("malformed", malformed.part());
        };
    }

    private static Tampering at(String code, long index) {
        return new Tampering(code, Long.toString(index));
    }

    /// Reads slowly enough to leave the machine to others, and compares the columns of what it reads.
    private final class Paced implements TileSource {

        private final List<Tampering> found;
        private final BooleanSupplier stopping;
        private long resumedAt = System.nanoTime();

        Paced(List<Tampering> found, BooleanSupplier stopping) {
            this.found = found;
            this.stopping = stopping;
        }

        @Override
        public Optional<byte[]> tile(TilePath path) {
            return tiles.tile(path);
        }

        @Override
        public Optional<byte[]> entries(EntryBundlePath path) {
            rest();
            var rows = tiles.stored(path);
            rows.stream()
                    .filter(SelfCheck::columnsDiffer)
                    .forEach(row -> found.add(new Tampering("index_columns_changed", Long.toString(row.index()))));
            return DatabaseTiles.bundle(path, rows);
        }

        @Override
        public Optional<String> checkpoint() {
            return tiles.checkpoint();
        }

        /// Rests many times as long as the last bundle took, so that checking never takes more than a small share of
        /// one core, however long the log.
        private void rest() {
            long now = System.nanoTime();
            LockSupport.parkNanos(Math.min((now - resumedAt) * REST_FACTOR, LONGEST_REST.toNanos()));
            resumedAt = System.nanoTime();
            if (stopping.getAsBoolean()) {
                throw new UncheckedIOException(new IOException("The server is stopping"));
            }
        }
    }

    private static boolean columnsDiffer(DatabaseTiles.StoredEntry row) {
        return LedgerEntryReader.read(row.entry())
                .map(entry -> !entry.customer().equals(row.customer())
                        || !entry.record().equals(row.record()))
                .orElse(false);
    }
}
