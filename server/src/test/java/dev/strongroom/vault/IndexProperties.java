package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.LocalizedText;
import dev.strongroom.catalog.Mask;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.catalog.Sensitivity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// An index may name too many records but never too few.
class IndexProperties {

    @Property(tries = 2_000)
    void everyGramOfAPart_isAGramOfTheWhole(@ForAll("texts") String whole, @ForAll int from, @ForAll int length) {
        var points = whole.codePoints().toArray();
        int start = points.length == 0 ? 0 : Math.floorMod(from, points.length);
        int count = points.length == 0 ? 0 : Math.floorMod(length, points.length - start + 1);
        var part = new String(points, start, count);
        assertThat(Grams.of(whole)).containsAll(Grams.of(part));
    }

    @Property(tries = 2_000)
    void everyNumberInARange_liesInOneOfItsBlocks_andNoOtherDoes(
            @ForAll @LongRange(min = -40_000, max = 3_000_000) long from,
            @ForAll @IntRange(max = 2_000_000) int width,
            @ForAll @LongRange(min = -50_000, max = 5_100_000) long number,
            @ForAll @IntRange(min = 5, max = 8) int levels) {
        long to = from + width;
        var cover = RangeCover.cover(from, to, levels);
        assertThat(cover).isPresent();
        var blocks = new HashSet<>(cover.get());
        assertThat(blocks).hasSameSizeAs(cover.get());
        boolean isIn = from <= number && number <= to;
        assertThat(RangeCover.of(number, levels).stream().filter(blocks::contains))
                .hasSize(isIn ? 1 : 0);
        assertThat(RangeCover.of(from, levels)).anyMatch(blocks::contains);
        assertThat(RangeCover.of(to, levels)).anyMatch(blocks::contains);
    }

    @Property
    void aReversedRange_coversNothing(@ForAll @IntRange(min = 1) int width, @ForAll @IntRange int from) {
        assertThat(RangeCover.cover(from, (long) from - width, 5).orElseThrow()).isEmpty();
    }

    @Property
    void aRangeBeyondTheTopLevel_isRefusedBeforeItGrows(@ForAll @LongRange(min = 100_000_000, max = 1L << 50) long to) {
        assertThat(RangeCover.cover(0, to, 5)).isEmpty();
    }

    @Property
    void bits_leaveAboutTwoRowsAValue(
            @ForAll @LongRange(min = 1, max = 1L << 36) long records, @ForAll @IntRange(min = 1, max = 8) int terms) {
        int bits = SearchIndexes.bitsFor(records, terms);
        assertThat(bits).isBetween(15, 40);
        if (records > 1 << 15) {
            assertThat((double) records * terms / (1L << bits)).isBetween(1.0, 2.0);
        }
    }

    @Property
    void aRecordHasAsManyTermsAsWidthsArePlannedFor(@ForAll("texts") String text) {
        var field = new FieldDefinition(
                "note",
                FieldType.TEXT,
                Sensitivity.ORDINARY,
                false,
                false,
                Mask.HIDDEN,
                Set.of(),
                new LocalizedText("Note", "备注"),
                Optional.empty(),
                Optional.empty());
        for (var kind : List.of(SearchKind.EXACT, SearchKind.SUFFIX, SearchKind.PREFIX)) {
            assertThat(IndexTerms.of(field, kind, text)).hasSize(IndexTerms.count(field, kind));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        var characters =
                Arbitraries.of("a", "b", "c", "z", " ", "-", "é", "王", "小", "明", "あ", "ア", "한", "😀", "1", "ß");
        return characters.list().ofMaxSize(30).map(list -> String.join("", list));
    }
}
