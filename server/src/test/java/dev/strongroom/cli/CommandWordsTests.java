package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every sentence of the command line exists in both languages, with the same places for values.
class CommandWordsTests {

    private static final Pattern PLACE = Pattern.compile("%[\\d$,.]*[a-z%]");

    @Test
    void bundles_haveTheSameKeys() {
        assertThat(Words.chinese().bundle().keySet())
                .isEqualTo(Words.english().bundle().keySet());
    }

    @Test
    void bundles_haveTheSamePlaces() {
        for (var key : Words.english().bundle().keySet()) {
            assertThat(places(Words.chinese().bundle().getString(key)))
                    .as(key)
                    .containsExactlyInAnyOrderElementsOf(
                            places(Words.english().bundle().getString(key)));
        }
    }

    private static List<String> places(String sentence) {
        var places = new ArrayList<String>();
        var matcher = PLACE.matcher(sentence);
        while (matcher.find()) {
            places.add(matcher.group().replaceAll("\\d\\$", ""));
        }
        return places;
    }
}
