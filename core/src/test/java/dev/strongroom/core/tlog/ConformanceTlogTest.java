package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The log of transparency-dev/tessera: written by others, 15 entries, with its checkpoints of sizes 0 to 15.
class ConformanceTlogTest {

    private static final VerifierKey KEY =
            VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    private static final int SIZE = 15;
    private static Path folder = Path.of("");

    @BeforeAll
    static void find() {
        var data = System.getProperty("conformance.data", "");
        folder = Path.of(data, "tlog", "log");
        assumeTrue(
                !data.isEmpty() && Files.isDirectory(folder),
                "Skipped: the system property conformance.data names no folder with tlog/log");
    }

    private static FolderSource at(int size) {
        return new FolderSource(folder, "checkpoint." + size);
    }

    private static SignedNote note(int size) {
        return SignedNote.parse(at(size).checkpoint().orElseThrow());
    }

    private static Checkpoint head(int size) {
        return Checkpoint.parse(note(size).text());
    }

    private static List<byte[]> entries() {
        return EntryBundle.decode(at(SIZE).entries(new EntryBundlePath(0, SIZE)).orElseThrow(), SIZE);
    }

    @Test
    void verify_everySizeAgainstEveryEarlierCheckpoint_findsNothing() {
        for (int size = 0; size <= SIZE; size++) {
            for (int earlier = 0; earlier <= size; earlier++) {
                var report = LogVerifier.verify(at(size), KEY, Optional.of(head(earlier)), true, progress -> {});
                assertThat(report.findings()).isEmpty();
                assertThat(report.entriesChecked()).isEqualTo(size);
            }
        }
        assertThat(LogVerifier.verify(new FolderSource(folder, "checkpoint"), KEY, Optional.empty(), true, p -> {})
                        .isIntact())
                .isTrue();
    }

    @Test
    void write_theSameEntries_givesTheSameBytes() {
        var edge = TreeEdge.empty();
        for (int size = 1; size <= SIZE; size++) {
            var growth = edge.append(List.of(TreeHash.leaf(entries().get(size - 1))));
            edge = growth.edge();
            assertThat(growth.tiles().keySet()).containsExactly(new TilePath(0, 0, size));
            assertThat(growth.tiles().firstEntry().getValue())
                    .isEqualTo(at(size).tile(new TilePath(0, 0, size)).orElseThrow());
            assertThat(EntryBundle.encode(entries().subList(0, size)))
                    .isEqualTo(at(size).entries(new EntryBundlePath(0, size)).orElseThrow());
            assertThat(new Checkpoint(KEY.name(), size, edge.root()).text())
                    .isEqualTo(note(size).text());
            assertThat(note(size).encoded()).isEqualTo(at(size).checkpoint().orElseThrow());
        }
    }

    @Test
    void proofs_ofAllPairs_verifyAgainstTheSignedRoots() {
        for (int size = 0; size <= SIZE; size++) {
            var reader = TileReader.over(at(size));
            for (int old = 0; old <= size; old++) {
                assertThat(Proofs.verifyConsistency(
                                old,
                                size,
                                Proofs.consistency(old, size, reader),
                                head(old).root(),
                                head(size).root()))
                        .isTrue();
            }
            for (int index = 0; index < size; index++) {
                var proof = new TlogProof(
                        Optional.of(entries().get(index)),
                        index,
                        Proofs.inclusion(index, size, reader),
                        at(size).checkpoint().orElseThrow());
                assertThat(TlogProof.parse(proof.encoded()).verify(KEY)).isTrue();
            }
        }
    }

    @Test
    void verify_anySingleBitOfAnyFileChanged_isFound() {
        var missed = IntStream.rangeClosed(0, SIZE)
                .parallel()
                .boxed()
                .flatMap(size -> undetectedMutations(size).stream())
                .toList();
        assertThat(missed).isEmpty();
    }

    private static List<String> undetectedMutations(int size) {
        var missed = new ArrayList<String>();
        var names = new ArrayList<>(List.of("checkpoint." + size));
        if (size > 0) {
            names.add(new TilePath(0, 0, size).path());
            names.add(new EntryBundlePath(0, size).path());
        }
        for (var name : names) {
            var bytes = read(name);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                var changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                var source = new Mutated(at(size), name, changed);
                if (LogVerifier.verify(source, KEY, Optional.empty(), true, progress -> {})
                        .isIntact()) {
                    missed.add(name + " bit " + bit);
                }
            }
        }
        return missed;
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /// One file changed.
    private record Mutated(FolderSource original, String name, byte[] bytes) implements TileSource {

        @Override
        public Optional<byte[]> tile(TilePath path) {
            return path.path().equals(name) ? Optional.of(bytes) : original.tile(path);
        }

        @Override
        public Optional<byte[]> entries(EntryBundlePath path) {
            return path.path().equals(name) ? Optional.of(bytes) : original.entries(path);
        }

        @Override
        public Optional<String> checkpoint() {
            return name.equals(original.checkpointName())
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                    : original.checkpoint();
        }
    }
}
