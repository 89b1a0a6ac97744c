package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProofProperties {

    private static final MemoryLog LOG = MemoryLog.ofSize(1_200);
    private static final List<byte[]> LEAVES = NaiveTree.leaves(1_200);

    /// Tiles of any size up to the whole, cut from the whole as the fallback rule allows.
    private static TileReader tiles(int size) {
        var tiles = NaiveTree.tiles(LEAVES.subList(0, size));
        return path -> tiles.getOrDefault(path, new byte[0]);
    }

    @Property(tries = 200)
    void verifyInclusion_validProof_isAcceptedAndAnyMutationRefused(
            @ForAll @IntRange(min = 1, max = 1_200) int size,
            @ForAll @IntRange(max = 1_199) int indexSeed,
            @ForAll @IntRange(max = 100_000) int where) {
        int index = indexSeed % size;
        var root = NaiveTree.root(LEAVES.subList(0, size));
        var proof = Proofs.inclusion(index, size, tiles(size));
        assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, size, proof, root))
                .isTrue();
        for (var mutated : mutations(proof, where)) {
            assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, size, mutated, root))
                    .isFalse();
        }
        assertThat(Proofs.verifyInclusion(flipped(LEAVES.get(index), where), index, size, proof, root))
                .isFalse();
        assertThat(Proofs.verifyInclusion(LEAVES.get(index), index, size, proof, flipped(root, where)))
                .isFalse();
        assertThat(Proofs.verifyInclusion(LEAVES.get(index), index + 1, size, proof, root))
                .isFalse();
    }

    @Property(tries = 200)
    void verifyConsistency_validProof_isAcceptedAndAnyMutationRefused(
            @ForAll @IntRange(min = 1, max = 1_200) int size,
            @ForAll @IntRange(min = 1, max = 1_200) int oldSeed,
            @ForAll @IntRange(max = 100_000) int where) {
        int old = 1 + oldSeed % size;
        var root = NaiveTree.root(LEAVES.subList(0, size));
        var oldRoot = NaiveTree.root(LEAVES.subList(0, old));
        var proof = Proofs.consistency(old, size, tiles(size));
        assertThat(Proofs.verifyConsistency(old, size, proof, oldRoot, root)).isTrue();
        for (var mutated : mutations(proof, where)) {
            assertThat(Proofs.verifyConsistency(old, size, mutated, oldRoot, root))
                    .isFalse();
        }
        assertThat(Proofs.verifyConsistency(old, size, proof, flipped(oldRoot, where), root))
                .isFalse();
        assertThat(Proofs.verifyConsistency(old, size, proof, oldRoot, flipped(root, where)))
                .isFalse();
    }

    @Property(tries = 100)
    void inclusion_fromTheTilesOfALargerTree_isTheSame(
            @ForAll @IntRange(min = 1, max = 1_200) int size, @ForAll @IntRange(max = 1_199) int indexSeed) {
        int index = indexSeed % size;
        var whole = LOG.reader();
        TileReader cut = path -> path.level() == 0 || path.width() == 256
                ? java.util.Arrays.copyOf(widest(path), path.width() * 32)
                : whole.hashes(path);
        if (size / 256 == 4 || size < 256) {
            assertThat(Proofs.inclusion(index, size, cut))
                    .containsExactlyElementsOf(Proofs.inclusion(index, size, tiles(size)));
        }
    }

    private static byte[] widest(TilePath path) {
        return LOG.tileOrFull(path)
                .or(() -> LOG.tile(new TilePath(path.level(), path.index(), 176)))
                .orElseThrow();
    }

    /// One bit flipped, one hash dropped, doubled, added, and two hashes exchanged.
    private static List<List<byte[]>> mutations(List<byte[]> proof, int where) {
        var mutations = new ArrayList<List<byte[]>>();
        var added = new ArrayList<>(proof);
        added.add(where % (proof.size() + 1), new byte[32]);
        mutations.add(added);
        if (!proof.isEmpty()) {
            int at = where % proof.size();
            var changed = new ArrayList<>(proof);
            changed.set(at, flipped(proof.get(at), where));
            mutations.add(changed);
            var dropped = new ArrayList<>(proof);
            dropped.remove(at);
            mutations.add(dropped);
            var doubled = new ArrayList<>(proof);
            doubled.add(at, proof.get(at));
            mutations.add(doubled);
        }
        if (proof.size() > 1) {
            var exchanged = new ArrayList<>(proof);
            Collections.swap(exchanged, where % proof.size(), (where + 1) % proof.size());
            mutations.add(exchanged);
        }
        return mutations;
    }

    private static byte[] flipped(byte[] hash, int where) {
        var changed = hash.clone();
        changed[where % 32] ^= (byte) (1 << where / 32 % 8);
        return changed;
    }
}
