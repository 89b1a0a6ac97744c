package dev.strongroom.vault;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.BlindIndex;
import dev.strongroom.keys.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The indexes there are, re-read whenever they change on any server, and the keyed values that enter them.
///
/// INVARIANT: indexes change only in a transaction that advances the configuration's version. A write holds that
/// version, so it enters every index there is when it commits; a search compares it, so it never asks an index whose
/// rows are being removed.
final class SearchIndexes {

    private static final long FEWEST_RECORDS = 1L << 15;
    private static final int MOST_BITS = 40;
    private static final int GRAM_BITS = 20;
    private static final int GRAMS_ARE_PADDED_TO = 8;

    private final Transactions transactions;
    private final KeyRing ring;
    private final SecureRandom random;
    private final Map<Integer, BlindIndex> keyed = new ConcurrentHashMap<>();
    private volatile Known known;

    SearchIndexes(Transactions transactions, KeyRing ring, SecureRandom random) {
        this.transactions = transactions;
        this.ring = ring;
        this.random = random;
        this.known = Known.of(transactions.read(SearchIndexTable::all));
    }

    private record Known(Map<String, List<SearchIndex>> byField) {

        static Known of(List<SearchIndex> all) {
            var byField = new ConcurrentHashMap<String, List<SearchIndex>>();
            all.stream()
                    .filter(index -> !index.retired())
                    .forEach(index -> byField.computeIfAbsent(
                                    name(index.collection(), index.field()), missing -> new ArrayList<>())
                            .add(index));
            return new Known(byField);
        }
    }

    private static String name(String collection, String field) {
        return collection + "." + field;
    }

    /// Re-reads them from the database.
    void refresh() {
        known = Known.of(transactions.read(SearchIndexTable::all));
    }

    /// Those that are written for a field.
    List<SearchIndex> of(String collection, String field) {
        return known.byField().getOrDefault(name(collection, field), List.of());
    }

    /// The numbers of all indexes of some fields.
    List<Integer> numbers(String collection, Collection<String> fields) {
        return fields.stream()
                .flatMap(field -> of(collection, field).stream())
                .map(SearchIndex::number)
                .toList();
    }

    /// The newest index that every record is in.
    ///
    /// @return empty while the first one is being built
    Optional<SearchIndex> complete(String collection, String field, SearchKind kind) {
        return of(collection, field).stream()
                .filter(index -> index.kind() == kind && index.complete())
                .max(Comparator.comparingInt(SearchIndex::version));
    }

    List<SearchIndex> all() {
        return known.byField().values().stream().flatMap(List::stream).toList();
    }

    /// The field of an index, by its number.
    Optional<String> field(int number) {
        return all().stream()
                .filter(index -> index.number() == number)
                .map(SearchIndex::field)
                .findFirst();
    }

    /// The rows of a record in every index of the given fields.
    ///
    /// @param values canonical cleartext by field id
    IndexRows rows(CollectionDefinition definition, Map<String, String> values) {
        var unique = new ArrayList<IndexRows.Value>();
        var blind = new ArrayList<IndexRows.Value>();
        var grams = new ArrayList<IndexRows.GramSet>();
        values.forEach((id, value) -> {
            for (var index : of(definition.id(), id)) {
                var field = definition.field(id).orElseThrow();
                if (index.kind() == SearchKind.CONTAINS) {
                    grams.add(gramSet(index, field, value));
                } else {
                    var rows = index.unique() ? unique : blind;
                    values(index, IndexTerms.of(field, index.kind(), value))
                            .forEach(keyedValue -> rows.add(new IndexRows.Value(index.number(), keyedValue)));
                }
            }
        });
        return new IndexRows(unique, blind, grams);
    }

    /// The rows of one value in one index.
    IndexRows rows(SearchIndex index, FieldDefinition field, String value) {
        if (index.kind() == SearchKind.CONTAINS) {
            return new IndexRows(List.of(), List.of(), List.of(gramSet(index, field, value)));
        }
        var rows = values(index, IndexTerms.of(field, index.kind(), value)).stream()
                .map(keyedValue -> new IndexRows.Value(index.number(), keyedValue))
                .toList();
        return index.unique() ? new IndexRows(rows, List.of(), List.of()) : new IndexRows(List.of(), rows, List.of());
    }

    /// Each value once: of a truncated index, two terms of one record may have the same.
    List<byte[]> values(SearchIndex index, List<byte[]> terms) {
        var key = key(index);
        return terms.stream()
                .map(key::of)
                .map(ByteBuffer::wrap)
                .distinct()
                .map(ByteBuffer::array)
                .toList();
    }

    /// The keyed grams of a text, without padding.
    int[] grams(SearchIndex index, String text) {
        var key = key(index);
        return Grams.of(text).stream()
                .mapToInt(gram -> number(key, gram))
                .distinct()
                .toArray();
    }

    /// Padded with grams drawn at random from all there could be, so that the set tells little of the text's length.
    private IndexRows.GramSet gramSet(SearchIndex index, FieldDefinition field, String value) {
        var real = grams(index, field.type().searchable(value));
        int size = Math.ceilDiv(Math.max(real.length, 1), GRAMS_ARE_PADDED_TO) * GRAMS_ARE_PADDED_TO;
        var drawn = random.ints(size - real.length, 0, 1 << GRAM_BITS);
        var all = Stream.concat(java.util.Arrays.stream(real).boxed(), drawn.boxed())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        return new IndexRows.GramSet(index.number(), all);
    }

    private static int number(BlindIndex key, String gram) {
        var value = key.of(gram.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(Integer.BYTES)
                        .put(Integer.BYTES - value.length, value)
                        .getInt(0)
                >> 8 * value.length - GRAM_BITS;
    }

    private BlindIndex key(SearchIndex index) {
        return keyed.computeIfAbsent(
                index.number(),
                missing -> ring.blindIndex(
                        index.suite(),
                        index.rootVersion(),
                        index.collection(),
                        index.field(),
                        index.kind().name().toLowerCase(Locale.ROOT),
                        index.version(),
                        index.bits()));
    }

    /// How many bits to keep of each value, so that among the rows of so many records about two others share each by
    /// chance: a thief of the database then cannot tell equal from colliding, and a search opens hardly more than it
    /// finds. A unique field keeps them all.
    static int bits(FieldDefinition field, SearchKind kind, long records) {
        if (kind == SearchKind.CONTAINS) {
            return GRAM_BITS;
        }
        return isUnique(field, kind) ? BlindIndex.FULL_BITS : bitsFor(records, IndexTerms.count(field, kind));
    }

    static boolean isUnique(FieldDefinition field, SearchKind kind) {
        return field.unique() && kind == SearchKind.EXACT;
    }

    static int bitsFor(long records, int termsOfEach) {
        long rows = Math.max(records, FEWEST_RECORDS) * termsOfEach;
        return Math.min(Long.SIZE - 1 - Long.numberOfLeadingZeros(rows), MOST_BITS);
    }
}
