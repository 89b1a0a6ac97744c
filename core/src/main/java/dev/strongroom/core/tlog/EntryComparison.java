package dev.strongroom.core.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Compares entries with the leaf hashes of the tree, and says of each that does not fit whether it was changed,
/// removed, added or moved. Entries and hashes are aligned within a bundle; moves between bundles are recognised at
/// the end. Keeps a bounded number of differences, and no entries.
final class EntryComparison {

    private final List<Difference> differences = new ArrayList<>();
    private final Map<ByteBuffer, Long> strays = new HashMap<>();
    private final FindingList findings;
    private long compared;

    EntryComparison(FindingList findings) {
        this.findings = findings;
    }

    /// An index whose entry is not in its place.
    ///
    /// @param found what stands there instead, if something does
    private record Difference(
            long index, ByteBuffer expected, @Nullable ByteBuffer found) {}

    /// @param first index of the first leaf
    /// @param leafHashes one after another
    void compare(long first, byte[] leafHashes, List<byte[]> entries) {
        var expected = hashes(leafHashes);
        var found = entries.stream().map(TreeHash::leaf).map(ByteBuffer::wrap).toList();
        compared += entries.size();
        if (expected.equals(found)) {
            return;
        }
        if (differences.size() + strays.size() > FindingList.MOST) {
            findings.leaveOff(1);
            return;
        }
        align(first, expected, found);
    }

    long compared() {
        return compared;
    }

    private void align(long first, List<ByteBuffer> expected, List<ByteBuffer> found) {
        int i = 0;
        int j = 0;
        while (i < expected.size() && j < found.size()) {
            var want = expected.get(i);
            var got = found.get(j);
            boolean wantedLater = found.subList(j + 1, found.size()).contains(want);
            boolean foundLater = expected.subList(i + 1, expected.size()).contains(got);
            if (want.equals(got)) {
                i++;
                j++;
            } else if (foundLater && !wantedLater) {
                differences.add(new Difference(first + i++, want, null));
            } else if (wantedLater && !foundLater) {
                strays.putIfAbsent(got, first + j++);
            } else {
                differences.add(new Difference(first + i++, want, got));
                strays.putIfAbsent(got, first + j++);
            }
        }
        for (; i < expected.size(); i++) {
            differences.add(new Difference(first + i, expected.get(i), null));
        }
        for (; j < found.size(); j++) {
            strays.putIfAbsent(found.get(j), first + j);
        }
    }

    /// Turns the differences into findings, in order of index.
    void conclude() {
        for (var difference : differences) {
            var foundAt = strays.get(difference.expected());
            if (foundAt != null) {
                findings.add(new Finding.EntryMoved(difference.index(), foundAt));
            } else if (difference.found() == null) {
                findings.add(new Finding.EntryMissing(difference.index()));
            } else {
                findings.add(new Finding.EntryChanged(difference.index()));
            }
        }
        differences.forEach(difference -> {
            strays.remove(difference.expected());
            if (difference.found() != null) {
                strays.remove(difference.found());
            }
        });
        strays.values().stream().sorted().map(Finding.EntryAdded::new).forEach(findings::add);
    }

    /// The smallest index that does not fit.
    OptionalLong firstDifference() {
        return differences.stream().mapToLong(Difference::index).min();
    }

    private static List<ByteBuffer> hashes(byte[] joined) {
        var hashes = new ArrayList<ByteBuffer>();
        for (int at = 0; at < joined.length; at += TreeHash.BYTES) {
            hashes.add(ByteBuffer.wrap(Arrays.copyOfRange(joined, at, at + TreeHash.BYTES)));
        }
        return hashes;
    }
}
