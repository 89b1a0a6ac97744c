package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.keys.KeysForTests;
import dev.strongroom.web.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Digits come from a counter and never from a value, so nothing about values can be in them; here is that the
/// counter does not show either.
class TokenDigitsTests {

    private static final int MANY = 20_000;

    @TempDir
    static Path keys;

    private static TokenDigits digits;

    @BeforeAll
    static void start() {
        digits = new TokenDigits(KeysForTests.create(keys, "correct horse battery".toCharArray()));
    }

    private static TokenShape shape(int length, TokenShape.CheckDigit checkDigit) {
        return new TokenShape(TokenKind.DIGITS, length, checkDigit);
    }

    @ParameterizedTest
    @EnumSource
    void numbers_haveDifferentTokensOfOneLength(TokenShape.CheckDigit checkDigit) {
        var shape = shape(7, checkDigit);
        var tokens = new HashSet<String>();
        for (int number = 0; number < MANY; number++) {
            tokens.add(digits.token("support", shape, number));
        }
        assertThat(tokens).hasSize(MANY).allMatch(token -> token.matches("[0-9]{7}"));
    }

    /// Chi-square with 9 degrees of freedom: a fair place exceeds 40 once in 100,000 runs.
    @Test
    void everyDigit_isAsFrequentInEveryPlace() {
        var shape = shape(8, TokenShape.CheckDigit.NONE);
        var counts = new int[8][10];
        for (int number = 0; number < MANY; number++) {
            var token = digits.token("support", shape, number);
            for (int place = 0; place < 8; place++) {
                counts[place][token.charAt(place) - '0']++;
            }
        }
        double expected = MANY / 10.0;
        for (var place : counts) {
            double chiSquare = 0;
            for (int count : place) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
            assertThat(chiSquare).isLessThan(40);
        }
    }

    @Test
    void neighbouringNumbers_shareNoMoreDigitsThanChanceGives() {
        var shape = shape(10, TokenShape.CheckDigit.NONE);
        int same = 0;
        for (int number = 1; number < MANY; number++) {
            var before = digits.token("support", shape, number - 1);
            var after = digits.token("support", shape, number);
            for (int place = 0; place < 10; place++) {
                same += before.charAt(place) == after.charAt(place) ? 1 : 0;
            }
        }
        assertThat(same / (double) (MANY - 1)).isBetween(0.95, 1.05);
    }

    @Test
    void purposesAndLengthsAndCheckDigits_countInUnrelatedOrders() {
        var first = digits.token("support", shape(12, TokenShape.CheckDigit.NONE), 1);
        var valid = digits.token("support", shape(12, TokenShape.CheckDigit.VALID), 1);
        var invalid = digits.token("support", shape(12, TokenShape.CheckDigit.INVALID), 1);
        assertThat(digits.token("support", shape(12, TokenShape.CheckDigit.NONE), 1))
                .isEqualTo(first);
        assertThat(digits.token("fulfilment", shape(12, TokenShape.CheckDigit.NONE), 1))
                .isNotEqualTo(first);
        assertThat(digits.token("support", shape(13, TokenShape.CheckDigit.NONE), 1))
                .doesNotStartWith(first.substring(0, 8));
        assertThat(List.of(valid.substring(0, 8), invalid.substring(0, 8), first.substring(0, 8)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "79927398713", "0000000", "4111111111111111"})
    void checkDigit_ofKnownNumbers_isTheirLast(String number) {
        int last = number.length() - 1;
        assertThat(TokenDigits.checkDigit(number.substring(0, last))).isEqualTo(number.charAt(last) - '0');
    }

    @Test
    void domain_isWhatTheDrawnDigitsCanBe_asFarAsACounterReaches() {
        assertThat(TokenDigits.domain(shape(6, TokenShape.CheckDigit.NONE))).isEqualTo(1_000_000);
        assertThat(TokenDigits.domain(shape(7, TokenShape.CheckDigit.VALID))).isEqualTo(1_000_000);
        assertThat(TokenDigits.domain(shape(56, TokenShape.CheckDigit.NONE))).isEqualTo(1_000_000_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 57, Integer.MIN_VALUE})
    void shape_ofTooFewOrTooManyDigits_isRefused(int length) {
        assertThatThrownBy(() -> shape(length, TokenShape.CheckDigit.NONE)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenShape.CheckDigit.class,
            names = {"VALID", "INVALID"})
    void shape_ofSixDigitsWithACheckDigit_isRefused(TokenShape.CheckDigit checkDigit) {
        assertThatThrownBy(() -> shape(6, checkDigit)).isInstanceOf(Problem.class);
    }
}
