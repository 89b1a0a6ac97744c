package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final List<byte[]> LEAVES = NaiveTree.leaves(70_000);

    @Test
    void inclusion_ofEveryLeafOfSmallTrees_isThatOfTheDefinitionAndVerifies() {
        for (int size = 1; size <= 40; size++) {
            var leaves = LEAVES.subList(0, size);
            var log = MemoryLog.ofSize(size);
            for (int index = 0; index < size; index++) {
                var proof = Proofs.inclusion(index, size, log.reader());
                assertThat(proof).containsExactlyElementsOf(NaiveTree.path(index, leaves));
                assertThat(Proofs.verifyInclusion(
                                leaves.get(index),
                                index,
                                size,
                                proof,
                                log.head().root()))
                        .isTrue();
            }
        }
    }

    @Test
    void consistency_ofAllPairsOfSmallTrees_verifiesAndNoOtherSizeDoes() {
        var log = MemoryLog.ofSize(40);
        for (int size = 0; size <= 40; size++) {
            var root = NaiveTree.root(LEAVES.subList(0, size));
            var tiles = MemoryLog.ofSize(size).reader();
            for (int old = 0; old <= size; old++) {
                var oldRoot = NaiveTree.root(LEAVES.subList(0, old));
                var proof = Proofs.consistency(old, size, tiles);
                assertThat(Proofs.verifyConsistency(old, size, proof, oldRoot, root))
                        .isTrue();
                if (old > 0 && old < size) {
                    assertThat(Proofs.verifyConsistency(old, size, proof, root, root))
                            .isFalse();
                    assertThat(Proofs.verifyConsistency(old, size, proof, oldRoot, oldRoot))
                            .isFalse();
                }
            }
        }
        assertThat(log.head().size()).isEqualTo(40);
    }

    @Test
    void proofs_inTreesOfSeveralLevels_verify() {
        var log = MemoryLog.ofSize(70_000);
        var root = log.head().root();
        for (int index : new int[] {0, 1, 255, 256, 65_535, 65_536, 65_792, 69_887, 69_888, 69_999}) {
            var proof = Proofs.inclusion(index, 70_000, log.reader());
            assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, 70_000, proof, root))
                    .isTrue();
            var oldRoot =
                    TreeEdge.empty().append(LEAVES.subList(0, index)).edge().root();
            var growth = Proofs.consistency(index, 70_000, log.reader());
            assertThat(Proofs.verifyConsistency(index, 70_000, growth, oldRoot, root))
                    .isTrue();
        }
    }

    @Test
    void inclusion_ofAnEntryTheTreeLacks_isRefused() {
        var tiles = MemoryLog.ofSize(5).reader();
        assertThatThrownBy(() -> Proofs.inclusion(5, 5, tiles)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.inclusion(-1, 5, tiles)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.inclusion(0, 0, tiles)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.consistency(6, 5, tiles)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.consistency(-1, 5, tiles)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inclusion_missingTile_isNamed() {
        var log = MemoryLog.ofSize(300);
        log.tiles.remove(new TilePath(0, 1, 44));
        assertThatThrownBy(() -> Proofs.inclusion(299, 300, log.reader()))
                .isInstanceOf(MalformedLogData.class)
                .hasMessageContaining("tile/0/001.p/44");
    }

    @Test
    void inclusion_readerThatGivesAnotherWidth_isRefused() {
        assertThatThrownBy(() -> Proofs.inclusion(0, 300, path -> new byte[32])).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void inclusion_partialTileGoneButFullOneThere_isMadeFromTheFullOne() {
        var log = MemoryLog.ofSize(300);
        var grown = MemoryLog.ofSize(512);
        log.tiles.remove(new TilePath(0, 1, 44));
        log.tiles.put(new TilePath(0, 1, 256), grown.tiles.get(new TilePath(0, 1, 256)));
        var proof = Proofs.inclusion(299, 300, log.reader());
        assertThat(Proofs.verifyInclusion(
                        LEAVES.get(299), 299, 300, proof, log.head().root()))
                .isTrue();
    }

    @Test
    void verify_senselessArguments_isFalseAndDoesNotThrow() {
        var hash = new byte[32];
        var none = List.<byte[]>of();
        assertThat(Proofs.verifyInclusion(hash, -1, 5, none, hash)).isFalse();
        assertThat(Proofs.verifyInclusion(hash, 5, 5, none, hash)).isFalse();
        assertThat(Proofs.verifyInclusion(hash, 0, -1, none, hash)).isFalse();
        assertThat(Proofs.verifyInclusion(hash, 0, 0, none, hash)).isFalse();
        assertThat(Proofs.verifyInclusion(new byte[31], 0, 1, none, new byte[31]))
                .isFalse();
        assertThat(Proofs.verifyInclusion(hash, 0, 2, List.of(new byte[33]), hash))
                .isFalse();
        assertThat(Proofs.verifyInclusion(hash, 0, 1, List.of(hash), hash)).isFalse();
        assertThat(Proofs.verifyInclusion(hash, 0, Long.MAX_VALUE, none, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(-1, 5, none, hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(6, 5, none, hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(3, 5, none, hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(4, 5, none, hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(5, 5, List.of(hash), hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(0, 5, none, hash, hash)).isFalse();
        assertThat(Proofs.verifyConsistency(0, 0, none, TreeHash.empty(), hash)).isFalse();
        assertThat(Proofs.verifyConsistency(0, 5, List.of(hash), TreeHash.empty(), hash))
                .isFalse();
        assertThat(Proofs.verifyConsistency(3, 5, List.of(new byte[1]), hash, hash))
                .isFalse();
        assertThat(Proofs.verifyConsistency(1, 2, List.of(hash, hash, hash), hash, hash))
                .isFalse();
    }

    @Test
    void verifyInclusion_proofOfAnotherIndexOrShortenedOrLengthened_isFalse() {
        var log = MemoryLog.ofSize(37);
        var root = log.head().root();
        for (int index = 0; index < 37; index++) {
            var proof = Proofs.inclusion(index, 37, log.reader());
            for (int other = 0; other < 37; other++) {
                boolean own = other == index;
                assertThat(Proofs.verifyInclusion(LEAVES.get(index), other, 37, proof, root))
                        .isEqualTo(own);
                assertThat(Proofs.verifyInclusion(LEAVES.get(other), index, 37, proof, root))
                        .isEqualTo(own);
            }
            var longer = new ArrayList<>(proof);
            longer.add(new byte[32]);
            assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, 37, longer, root))
                    .isFalse();
            assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, 37, proof.subList(0, proof.size() - 1), root))
                    .isFalse();
        }
    }
}
