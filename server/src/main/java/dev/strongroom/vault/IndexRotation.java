package dev.strongroom.vault;

import dev.strongroom.catalog.SearchKind;
import dev.strongroom.database.KeptCounts;
import dev.strongroom.keys.KeyRotations;
import dev.strongroom.web.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Makes indexes anew under a new index root. Both indexes are written and the old one is asked until the new one is
/// complete; the root is destroyed once no index is derived from it.
public final class IndexRotation {

    private final Transactions transactions;
    private final SearchIndexes indexes;
    private final IndexBuilds builds;
    private final KeyRotations keys;
    private final KeptCounts counts;

    IndexRotation(
            Transactions transactions,
            SearchIndexes indexes,
            IndexBuilds builds,
            KeyRotations keys,
            KeptCounts counts) {
        this.transactions = transactions;
        this.indexes = indexes;
        this.builds = builds;
        this.keys = keys;
        this.counts = counts;
    }

    /// One index as it stands.
    ///
    /// @param bits kept of each value
    /// @param records how many it holds so far, while it is being built
    /// @param all how many records its collection has, or had some seconds ago
    /// @param state `building`, `complete` or `retired`
    public record Status(
            String field, String kind, int version, int rootVersion, int bits, long records, long all, String state) {}

    public List<Status> status() {
        var now = transactions.read(
                connection -> new Indexes(SearchIndexTable.all(connection), SearchIndexTable.builtRecords(connection)));
        return now.all().stream().map(index -> status(index, now.built())).toList();
    }

    /// @param built how many records those hold that are being built
    private record Indexes(List<SearchIndex> all, Map<Integer, Long> built) {}

    private long records(String collection) {
        return transactions.read(connection -> RecordScan.count(connection, collection));
    }

    private Status status(SearchIndex index, Map<Integer, Long> built) {
        var state = index.retired() ? "retired" : index.complete() ? "complete" : "building";
        long all = counts.count("records of " + index.collection(), () -> records(index.collection()));
        return new Status(
                index.collection() + "." + index.field(),
                index.kind().name().toLowerCase(Locale.ROOT),
                index.version(),
                index.rootVersion(),
                index.bits(),
                index.complete() ? all : built.getOrDefault(index.number(), 0L),
                all,
                state);
    }

    /// @param field collection and field; empty: all
    /// @param dryRun whether only to tell
    /// @return the names of the indexes that are, or would be, made anew
    /// @throws Problem 422 for a field without indexes, 409 while one of them is being built
    public List<String> rotate(Optional<String> field, boolean dryRun, String actor) {
        indexes.refresh();
        var newest = indexes.all().stream()
                .filter(index -> field.isEmpty() || field.get().equals(index.collection() + "." + index.field()))
                .collect(Collectors.toMap(
                        index -> index.collection() + "." + index.field() + " " + index.kind(),
                        Function.identity(),
                        (one, other) -> one.version() > other.version() ? one : other,
                        java.util.TreeMap::new));
        if (newest.isEmpty()) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "index.unknown",
                    "Name a searchable field with its collection, such as customers.email.");
        }
        if (newest.values().stream().anyMatch(index -> !index.complete())) {
            throw Problem.of(
                    HttpStatus.CONFLICT, "rotation.in_progress", "Wait until the rotation that runs is complete.");
        }
        if (!dryRun) {
            keys.rotateIndexRoot(actor);
            builds.renew(List.copyOf(newest.values()));
        }
        return newest.values().stream().map(IndexRotation::name).toList();
    }

    private static String name(SearchIndex index) {
        return index.collection() + "." + index.field() + " " + kind(index.kind());
    }

    private static String kind(SearchKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
