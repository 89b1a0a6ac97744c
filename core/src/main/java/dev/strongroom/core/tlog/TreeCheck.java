package dev.strongroom.core.tlog;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Walks one tree from its signed root down, in order of index, holding one tile per level.
///
/// A tile is believed if it hashes to what the tile above says. One that does not is named, and derived anew from
/// what is below it, so that a changed tile does not hide or accuse the entries under it.
final class TreeCheck {

    private final TileSource source;
    private final Checkpoint checkpoint;
    private final Optional<EarlierTree> earlier;
    private final boolean entriesToo;
    private final FindingList findings;
    private final Consumer<LogVerifier.Progress> progress;
    private final EntryComparison comparison;

    TreeCheck(
            TileSource source,
            Checkpoint checkpoint,
            Optional<EarlierTree> earlier,
            boolean entriesToo,
            FindingList findings,
            Consumer<LogVerifier.Progress> progress) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.earlier = earlier;
        this.entriesToo = entriesToo;
        this.findings = findings;
        this.progress = progress;
        this.comparison = new EntryComparison(findings);
    }

    void run() {
        var edge = new EdgeCheck(checkpoint, this::stored, this::derived, findings).believed();
        edge.descendingMap().values().forEach(tile -> visit(tile.path(), tile.hashes()));
        comparison.conclude();
        earlier.flatMap(tree -> tree.difference(comparison.firstDifference(), source))
                .ifPresent(findings::add);
    }

    long entriesChecked() {
        return comparison.compared();
    }

    private void visit(TilePath path, byte[] hashes) {
        earlier.ifPresent(tree -> tree.remember(path, hashes));
        if (path.level() == 0) {
            checkEntries(path, hashes);
            return;
        }
        for (int i = 0; i < path.width(); i++) {
            var child = new TilePath(path.level() - 1, path.index() * TilePath.FULL + i, TilePath.FULL);
            var expected = Arrays.copyOfRange(hashes, i * TreeHash.BYTES, (i + 1) * TreeHash.BYTES);
            believed(child, expected).ifPresent(found -> visit(child, found));
        }
    }

    private Optional<byte[]> believed(TilePath path, byte[] expected) {
        var stored = stored(path).filter(tile -> tile.length == path.bytes());
        if (stored.filter(tile -> fits(tile, expected)).isPresent()) {
            return stored;
        }
        findings.add(stored(path).isPresent() ? new Finding.TileChanged(path) : new Finding.TileMissing(path));
        return derived(path).filter(tile -> fits(tile, expected)).or(() -> stored);
    }

    private static boolean fits(byte[] tile, byte[] expected) {
        return MessageDigest.isEqual(TreeHash.perfect(tile, 0, TilePath.FULL), expected);
    }

    private Optional<byte[]> stored(TilePath path) {
        return source.tileOrFull(path);
    }

    /// A tile made anew from the level below: from the entries, or from the tiles and, where these are gone, from
    /// what is below them.
    private Optional<byte[]> derived(TilePath path) {
        var joined = new byte[path.bytes()];
        var entries = path.level() == 0 && entriesToo ? bundle(path).entries() : List.<byte[]>of();
        if (path.level() == 0 && entries.size() != path.width()) {
            return Optional.empty();
        }
        for (int i = 0; i < path.width(); i++) {
            var hash = path.level() == 0 ? Optional.of(TreeHash.leaf(entries.get(i))) : childRoot(path, i);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            System.arraycopy(hash.get(), 0, joined, i * TreeHash.BYTES, TreeHash.BYTES);
        }
        return Optional.of(joined);
    }

    private Optional<byte[]> childRoot(TilePath path, int i) {
        var child = new TilePath(path.level() - 1, path.index() * TilePath.FULL + i, TilePath.FULL);
        return stored(child)
                .filter(tile -> tile.length == child.bytes())
                .or(() -> derived(child))
                .map(tile -> TreeHash.perfect(tile, 0, TilePath.FULL));
    }

    private void checkEntries(TilePath path, byte[] hashes) {
        long first = path.index() * TilePath.FULL;
        if (entriesToo) {
            var bundle = bundle(path);
            if (!bundle.isWhole()) {
                findings.add(new Finding.Malformed(bundle.path().path(), "a length prefix does not fit the bundle"));
            }
            comparison.compare(first, hashes, bundle.entries());
        }
        progress.accept(new LogVerifier.Progress(first + path.width(), checkpoint.size()));
    }

    /// The entries under a tile of leaves.
    ///
    /// @param isWhole false if the bytes end within an entry
    private record Bundle(EntryBundlePath path, List<byte[]> entries, boolean isWhole) {}

    private Bundle bundle(TilePath tile) {
        var path = new EntryBundlePath(tile.index(), tile.width());
        var exact = source.entries(path);
        var bytes = exact.isPresent() || !path.isPartial() ? exact : source.entries(path.full());
        var entries = bytes.map(EntryBundle::wholeEntries).orElse(List.of());
        boolean isWhole =
                EntryBundle.length(entries) == bytes.map(found -> found.length).orElse(0);
        int most = exact.isPresent() ? entries.size() : Math.min(entries.size(), path.width());
        return new Bundle(path, entries.subList(0, most), isWhole);
    }
}
