package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTests {

    private static final int NOT_LONG = 400;

    @Test
    void ordinaryText_isOnePiece_asItIs() {
        var text = "王芳 <b>&amp; Zoë 👩\n\t";
        assertThat(ShownText.of(text).pieces()).containsExactly(new ShownText.Piece(text, false));
        assertThat(ShownText.of("").pieces()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x034F, 0x115F, 0x2800, 0x3164, 0xFE0F, 0xFFA0, 0xE0100, 0x202E, 0x2066, 0x200B, 0x200F, 0xFEFF, 0x00AD,
                0x2028, 0x2029, 0xE000, 0, 0x1B, 0x7F, 0x0378, 0xE0041
            })
    void whatCannotBeSeen_orTurnsTextAround_isWrittenOut(int codePoint) {
        var shown = ShownText.of("a" + Character.toString(codePoint) + "b");
        assertThat(shown.pieces())
                .containsExactly(
                        new ShownText.Piece("a", false),
                        new ShownText.Piece("U+%04X".formatted(codePoint), true),
                        new ShownText.Piece("b", false));
    }

    @Test
    void halfASurrogatePair_isWrittenOut() {
        assertThat(ShownText.of("\uD800").pieces()).containsExactly(new ShownText.Piece("U+D800", true));
    }

    @Test
    void longText_isFolded_andShortTextIsNot() {
        assertThat(ShownText.of("x".repeat(NOT_LONG)).isLong()).isFalse();
        assertThat(ShownText.of("x".repeat(NOT_LONG + 1)).isLong()).isTrue();
    }

    @Test
    void textOfBlanksAndOfWhatCannotBeSeen_saysNothing() {
        for (var nothing : new String[] {"", "  ", "\u200B", "\u3164", "\uFFA0\u115F", "\u2800", "...", "\u202E"}) {
            assertThat(ShownText.saysSomething(nothing)).isFalse();
        }
        for (var something : new String[] {"a", "7", "王", "\u200Bа", "𠮷"}) {
            assertThat(ShownText.saysSomething(something)).isTrue();
        }
    }

    @Test
    void itself_isNotWrittenIntoLogs() {
        assertThat(ShownText.of("Wang").toString()).doesNotContain("Wang");
    }

    @Property
    void plainPieces_holdNothingThatIsWrittenOut_andNoTwoStandTogether(@ForAll String text) {
        var shown = ShownText.of(text);
        var plain = shown.pieces().stream()
                .filter(piece -> !piece.isCodePoint())
                .map(ShownText.Piece::text)
                .toList();
        assertThat(plain)
                .allSatisfy(piece -> assertThat(ShownText.of(piece).pieces()).hasSize(1));
        assertThat(shown.pieces().stream()
                        .map(piece -> piece.isCodePoint()
                                ? Character.toString(
                                        Integer.parseInt(piece.text().substring(2), 16))
                                : piece.text())
                        .collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
