package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {

    private static final VerifierKey KEY = MemoryLog.SIGNER.verifierKey();
    private static final EntryBundlePath FIRST = new EntryBundlePath(0, 256);
    private static final EntryBundlePath SECOND = new EntryBundlePath(1, 256);
    private static final byte[] FORGED = "forged".getBytes(StandardCharsets.UTF_8);

    private static LogVerifier.Report verify(MemoryLog log, Checkpoint... earlier) {
        return LogVerifier.verify(log, KEY, List.of(earlier).stream().findFirst(), true, progress -> {});
    }

    private static List<Finding> findings(MemoryLog log, Checkpoint... earlier) {
        return verify(log, earlier).findings();
    }

    private static Checkpoint head(int size) {
        return new Checkpoint(MemoryLog.ORIGIN, size, NaiveTree.root(NaiveTree.leaves(size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 512, 700, 65_536, 66_000})
    void verify_intactLog_findsNothing(int size) {
        var report = verify(MemoryLog.ofSize(size));
        assertThat(report.findings()).isEmpty();
        assertThat(report.isIntact()).isTrue();
        assertThat(report.entriesChecked()).isEqualTo(size);
        assertThat(report.checkpoint()).contains(head(size));
    }

    @Test
    void verify_intactLogAgainstEveryEarlierCheckpoint_findsNothing() {
        var log = MemoryLog.ofSize(700);
        for (int size = 0; size <= 700; size++) {
            assertThat(findings(log, head(size))).isEmpty();
        }
    }

    @Test
    void verify_reportsProgressInOrder() {
        var seen = new ArrayList<Long>();
        LogVerifier.verify(
                MemoryLog.ofSize(700), KEY, Optional.empty(), true, progress -> seen.add(progress.entries()));
        assertThat(seen).containsExactly(256L, 512L, 700L);
    }

    @Test
    void verify_entriesNotReadable_checksTheTree() {
        var log = MemoryLog.ofSize(700);
        log.bundles.clear();
        var report = LogVerifier.verify(log, KEY, Optional.of(head(300)), false, progress -> {});
        assertThat(report.isIntact()).isTrue();
        assertThat(report.entriesChecked()).isZero();
    }

    @Test
    void verify_editedEntry_isNamed() {
        var log = MemoryLog.ofSize(700);
        log.changeBundle(SECOND, entries -> entries.set(44, FORGED));
        assertThat(findings(log)).containsExactly(new Finding.EntryChanged(300));
    }

    @Test
    void verify_deletedEntry_isNamed() {
        var log = MemoryLog.ofSize(700);
        log.changeBundle(SECOND, entries -> entries.remove(44));
        assertThat(findings(log)).containsExactly(new Finding.EntryMissing(300));
    }

    @Test
    void verify_deletedEntryWithAllLaterOnesMovedUp_isNamedAndSoAreTheMoves() {
        var log = MemoryLog.ofSize(700);
        var entries = new ArrayList<>(NaiveTree.entries(700));
        entries.remove(10);
        log.bundles.put(FIRST, EntryBundle.encode(entries.subList(0, 256)));
        log.bundles.put(SECOND, EntryBundle.encode(entries.subList(256, 512)));
        log.bundles.put(new EntryBundlePath(2, 188), EntryBundle.encode(entries.subList(512, 699)));
        assertThat(findings(log))
                .containsExactlyInAnyOrder(
                        new Finding.EntryMissing(10),
                        new Finding.EntryMoved(256, 255),
                        new Finding.EntryMoved(512, 511));
    }

    @Test
    void verify_swappedEntries_areBothNamed() {
        var log = MemoryLog.ofSize(700);
        log.changeBundle(SECOND, entries -> Collections.swap(entries, 3, 200));
        assertThat(findings(log)).containsExactly(new Finding.EntryMoved(259, 456), new Finding.EntryMoved(456, 259));
    }

    @Test
    void verify_entriesSwappedBetweenBundles_areBothNamed() {
        var log = MemoryLog.ofSize(700);
        var entries = NaiveTree.entries(700);
        log.changeBundle(FIRST, bundle -> bundle.set(7, entries.get(300)));
        log.changeBundle(SECOND, bundle -> bundle.set(44, entries.get(7)));
        assertThat(findings(log)).containsExactly(new Finding.EntryMoved(7, 300), new Finding.EntryMoved(300, 7));
    }

    @Test
    void verify_addedEntry_isNamed() {
        var log = MemoryLog.ofSize(700);
        log.changeBundle(new EntryBundlePath(2, 188), entries -> entries.add(FORGED));
        assertThat(findings(log)).containsExactly(new Finding.EntryAdded(700));
        var between = MemoryLog.ofSize(600);
        between.changeBundle(new EntryBundlePath(2, 88), entries -> entries.add(5, FORGED));
        assertThat(findings(between)).containsExactly(new Finding.EntryAdded(517));
    }

    @Test
    void verify_bundleGone_namesEveryEntryOfIt() {
        var log = MemoryLog.ofSize(600);
        log.bundles.remove(new EntryBundlePath(2, 88));
        assertThat(findings(log)).hasSize(88).contains(new Finding.EntryMissing(512), new Finding.EntryMissing(599));
    }

    @Test
    void verify_bundleCutShort_isMalformedAndNamesTheEntry() {
        var log = MemoryLog.ofSize(600);
        var path = new EntryBundlePath(2, 88);
        var bundle = log.entries(path).orElseThrow();
        log.bundles.put(path, java.util.Arrays.copyOf(bundle, bundle.length - 1));
        assertThat(findings(log))
                .hasSize(2)
                .contains(new Finding.EntryMissing(599))
                .anyMatch(finding -> finding instanceof Finding.Malformed malformed
                        && malformed.part().equals(path.path()));
    }

    @Test
    void verify_partialFilesGoneButFullOnesThere_findsNothing() {
        var log = MemoryLog.ofSize(600);
        var grown = MemoryLog.ofSize(768);
        log.tiles.remove(new TilePath(0, 2, 88));
        log.bundles.remove(new EntryBundlePath(2, 88));
        log.tiles.put(new TilePath(0, 2, 256), grown.tiles.get(new TilePath(0, 2, 256)));
        log.bundles.put(new EntryBundlePath(2, 256), grown.bundles.get(new EntryBundlePath(2, 256)));
        assertThat(verify(log).isIntact()).isTrue();
    }

    @Test
    void verify_anyTileWithOneBitChanged_isNamedAndAccusesNoEntry() {
        for (var path : MemoryLog.ofSize(66_000).tiles.keySet().stream()
                .filter(path -> path.level() > 0 || path.index() % 50 == 0 || path.isPartial())
                .toList()) {
            var log = MemoryLog.ofSize(66_000);
            log.flipBit(path, path.width() * 100);
            assertThat(findings(log, head(65_000))).as(path.path()).containsExactly(new Finding.TileChanged(path));
        }
    }

    @Test
    void verify_anyTileGone_isNamedAndAccusesNoEntry() {
        for (var path : MemoryLog.ofSize(700).tiles.keySet()) {
            var log = MemoryLog.ofSize(700);
            log.tiles.remove(path);
            assertThat(findings(log, head(600))).as(path.path()).containsExactly(new Finding.TileMissing(path));
        }
    }

    @Test
    void verify_tileOfAnotherWidth_isNamed() {
        var log = MemoryLog.ofSize(700);
        var path = new TilePath(0, 1, 256);
        log.tiles.put(path, new byte[7]);
        var edge = new TilePath(0, 2, 188);
        log.tiles.put(edge, new byte[7]);
        assertThat(findings(log))
                .containsExactlyInAnyOrder(new Finding.TileChanged(path), new Finding.TileChanged(edge));
    }

    @Test
    void verify_tileChangedWhereEntriesAreNotReadable_isNamed() {
        for (var path : MemoryLog.ofSize(700).tiles.keySet()) {
            var log = MemoryLog.ofSize(700);
            log.flipBit(path, 1);
            var report = LogVerifier.verify(log, KEY, Optional.of(head(600)), false, progress -> {});
            assertThat(report.isIntact()).as(path.path()).isFalse();
        }
    }

    @Test
    void verify_allTilesAndEntriesGone_isNotIntactAndDoesNotThrow() {
        var log = MemoryLog.ofSize(66_000);
        log.tiles.clear();
        log.bundles.clear();
        assertThat(findings(log, head(300))).contains(new Finding.RootDiffers(66_000));
    }

    @Test
    void verify_entryAndItsLeafHashChangedTogether_isFoundInTheTile() {
        var log = MemoryLog.ofSize(700);
        log.changeBundle(FIRST, entries -> entries.set(9, FORGED));
        var path = new TilePath(0, 0, 256);
        var tile = log.tile(path).orElseThrow().clone();
        System.arraycopy(TreeHash.leaf(FORGED), 0, tile, 9 * 32, 32);
        log.tiles.put(path, tile);
        assertThat(findings(log)).containsExactly(new Finding.TileChanged(path));
    }

    @Test
    void verify_rewrittenAndSignedAnew_isFoundWithAnEarlierCheckpointOnly() {
        var entries = new ArrayList<>(NaiveTree.entries(700));
        entries.set(100, FORGED);
        var log = MemoryLog.of(entries);
        assertThat(findings(log)).isEmpty();
        assertThat(findings(log, head(100))).isEmpty();
        for (int size : new int[] {101, 255, 256, 257, 512, 600, 700}) {
            assertThat(findings(log, head(size)))
                    .containsExactly(new Finding.HistoryRewritten(size, OptionalLong.empty()));
        }
    }

    @Test
    void verify_rewrittenTreeWithAnEntryThatDoesNotFit_namesTheFirstKnownIndex() {
        var entries = new ArrayList<>(NaiveTree.entries(700));
        entries.set(100, FORGED);
        var log = MemoryLog.of(entries);
        log.changeBundle(FIRST, bundle -> bundle.set(100, NaiveTree.entries(101).get(100)));
        assertThat(findings(log, head(600)))
                .containsExactlyInAnyOrder(
                        new Finding.EntryChanged(100), new Finding.HistoryRewritten(600, OptionalLong.of(100)));
    }

    @Test
    void verify_rewrittenTreeBesideTilesOfTheEarlierOne_namesTheFirstIndexTheyShow() {
        var entries = new ArrayList<>(NaiveTree.entries(700));
        entries.set(560, FORGED);
        entries.set(570, FORGED);
        var log = MemoryLog.of(entries);
        log.tiles.putAll(NaiveTree.tiles(NaiveTree.leaves(600)).tailMap(new TilePath(0, 2, 88)));
        assertThat(findings(log, head(600))).containsExactly(new Finding.HistoryRewritten(600, OptionalLong.of(560)));
        var further = new ArrayList<>(entries);
        further.set(5, FORGED);
        var rewritten = MemoryLog.of(further);
        rewritten.tiles.put(
                new TilePath(0, 2, 88), log.tile(new TilePath(0, 2, 88)).orElseThrow());
        assertThat(findings(rewritten, head(600)))
                .containsExactly(new Finding.HistoryRewritten(600, OptionalLong.empty()));
    }

    @Test
    void verify_earlierCheckpointOfSizeZeroWithAnotherRoot_isFound() {
        assertThat(findings(MemoryLog.ofSize(3), new Checkpoint(MemoryLog.ORIGIN, 0, new byte[32])))
                .containsExactly(new Finding.HistoryRewritten(0, OptionalLong.empty()));
    }

    @Test
    void verify_truncatedLog_sizeWentBack() {
        assertThat(findings(MemoryLog.ofSize(300), head(700))).containsExactly(new Finding.SizeWentBack(700, 300));
    }

    @Test
    void verify_checkpointOfAnotherRoot_rootDiffers() {
        var log = MemoryLog.ofSize(700);
        log.sign(new Checkpoint(MemoryLog.ORIGIN, 700, new byte[32]));
        assertThat(findings(log)).containsExactly(new Finding.RootDiffers(700));
        var empty = MemoryLog.ofSize(0);
        empty.sign(new Checkpoint(MemoryLog.ORIGIN, 0, new byte[32]));
        assertThat(findings(empty)).containsExactly(new Finding.RootDiffers(0));
    }

    @Test
    void verify_otherSigner_badSignature() {
        var log = MemoryLog.ofSize(3);
        var other = NoteSigner.fromSeed(
                MemoryLog.ORIGIN,
                SecretBytes.copyOf("another seed, 32 bytes in length".getBytes(StandardCharsets.UTF_8)));
        log.checkpoint =
                Optional.of(SignedNote.sign(log.head().text(), List.of(other)).encoded());
        assertThat(findings(log)).containsExactly(new Finding.BadSignature(MemoryLog.ORIGIN));
    }

    @Test
    void verify_otherOrigin_isNamed() {
        var log = MemoryLog.ofSize(3);
        var root = log.head().root();
        log.sign(new Checkpoint("log.example/other", 3, root));
        assertThat(findings(log)).containsExactly(new Finding.WrongOrigin(MemoryLog.ORIGIN, "log.example/other"));
        assertThat(findings(MemoryLog.ofSize(3), new Checkpoint("log.example/other", 3, root)))
                .containsExactly(new Finding.WrongOrigin(MemoryLog.ORIGIN, "log.example/other"));
    }

    @Test
    void verify_noCheckpointOrNoNote_isMalformed() {
        var log = MemoryLog.ofSize(3);
        log.checkpoint = Optional.empty();
        assertThat(findings(log)).hasSize(1).allMatch(Finding.Malformed.class::isInstance);
        log.checkpoint = Optional.of("text\n");
        assertThat(verify(log).checkpoint()).isEmpty();
        log.checkpoint = Optional.of(
                SignedNote.sign("not a checkpoint\n", List.of(MemoryLog.SIGNER)).encoded());
        assertThat(findings(log)).hasSize(1).allMatch(Finding.Malformed.class::isInstance);
    }

    @Test
    void verify_sizeFarBeyondWhatIsThere_endsSoon() {
        var log = MemoryLog.ofSize(700);
        log.sign(new Checkpoint(MemoryLog.ORIGIN, Long.MAX_VALUE, new byte[32]));
        assertThat(findings(log, head(500))).contains(new Finding.RootDiffers(Long.MAX_VALUE));
    }

    @Test
    void verify_moreWrongThanTheBound_countsTheRest() {
        var log = MemoryLog.ofSize(3_000);
        log.bundles.clear();
        var report = verify(log);
        assertThat(report.findings()).hasSize(FindingList.MOST);
        assertThat(report.findingsLeftOff()).isPositive();
        assertThat(report.isIntact()).isFalse();
    }

    @Test
    void verify_sourceThatCannotTell_throwsRatherThanAccuses() {
        var source = new TileSource() {
            @Override
            public Optional<byte[]> tile(TilePath path) {
                throw new UncheckedIOException(new IOException("unreachable"));
            }

            @Override
            public Optional<byte[]> entries(EntryBundlePath path) {
                return Optional.empty();
            }

            @Override
            public Optional<String> checkpoint() {
                return MemoryLog.ofSize(5).checkpoint();
            }
        };
        assertThatThrownBy(() -> LogVerifier.verify(source, KEY, Optional.empty(), true, progress -> {}))
                .isInstanceOf(UncheckedIOException.class);
    }
}
