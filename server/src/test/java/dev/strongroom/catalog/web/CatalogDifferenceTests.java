package dev.strongroom.catalog.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.catalog.web.CatalogDifference.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CatalogDifferenceTests {

    private static final int MANY = 40_000;

    private static List<Line> difference(String before, String after) {
        return CatalogDifference.between(
                before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(String beginning, int count) {
        return IntStream.range(0, count)
                .mapToObj(line -> beginning + line + "\n")
                .collect(joining());
    }

    private static Stream<String> texts(List<Line> lines, String kind) {
        return lines.stream().filter(line -> line.kind().equals(kind)).map(Line::text);
    }

    @Test
    void whatDiffers_standsAmongItsNeighbours() {
        assertThat(difference("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\nE\nf\ng\n"))
                .extracting(Line::kind)
                .containsExactly("left-out", "same", "same", "same", "removed", "added", "same", "same");
    }

    @Test
    void fewDifferencesOfLongTexts_areFound() {
        var found = difference(lines("#", MANY), "first\n" + lines("#", MANY) + "last\n");
        assertThat(texts(found, "added")).containsExactly("first", "last");
        assertThat(texts(found, "removed")).isEmpty();
        assertThat(found).hasSizeLessThan(20);
    }

    @Test
    @Timeout(5)
    void textsWithNothingInCommon_areShownWhole_andSoon() {
        var found = difference(lines("#", MANY), lines("# ", MANY));
        assertThat(texts(found, "removed")).hasSize(MANY);
        assertThat(texts(found, "added")).hasSize(MANY);
        assertThat(found).hasSize(2 * MANY);
    }
}
