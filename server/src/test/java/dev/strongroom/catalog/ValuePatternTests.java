package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuePatternTests {

    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "abc, abcd, false",
        "abc, ab, false",
        "[a-c]{2}, bc, true",
        "[a-c]{2}, bd, false",
        "\\d{2}, 42, true",
        "\\d{2}, 4a, false",
        "a?b, b, true",
        "a?b, aab, false",
        "a*b, aaab, true",
        "a+b, b, false",
        "'a{1,3}', aaaa, false",
        "'a{0,2}b', b, true",
        "a|bc, bc, true",
        "a|bc, ac, false",
        "[A-Z-], -, true",
        "[-A], -, true",
        "\\.\\[, .[, true",
        "a\\.b, axb, false",
        "[\\]x], ], true",
        "中国?, 中, true"
    })
    void matches_wholeValueOnly(String pattern, String value, boolean matches) {
        assertThat(ValuePattern.of(pattern).matches(value)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "|", "a|", "(a)", "(a+)+", "a**", "a{2}{3}", "a?+", "[a", "[]", "[z-a]", "[^a]", "a{", "a{}",
                        "a{3,2}", "a{0}",
                "a{201}", "a{1,}", "a{9999}", "\\", "\\1", "\\k", "\\w", ".", "^a", "a$", "*a", "{2}", "]", "}",
                        "[a-\\d]", "😀"
            })
    void of_outsideTheLanguage_isRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> ValuePattern.of(pattern));
    }

    @Test
    void of_hundredCharacters_isTheLongest() {
        assertThat(ValuePattern.of("a".repeat(100)).matches("a".repeat(100))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> ValuePattern.of("a".repeat(101)));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.SECONDS)
    void matches_patternThatMakesBacktrackersHang_isFast() {
        var pattern = ValuePattern.of("a*".repeat(49) + "b");
        for (int i = 0; i < 100; i++) {
            assertThat(pattern.matches("a".repeat(200))).isFalse();
        }
        assertThat(pattern.matches("a".repeat(100_000) + "b")).isFalse();
    }
}
