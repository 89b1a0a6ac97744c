package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.bech32.Bech32;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bech32 of any length, beside the library's coder where that one reaches.
class LongBech32Tests {

    private static final Random RANDOM = new Random(20261125);

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Test
    void shortTexts_areThoseOfTheLibrary() {
        for (int i = 0; i < 100; i++) {
            var bytes = bytes(32);
            assertThat(LongBech32.encode("age", bytes))
                    .isEqualTo(Bech32.getEncoder().encode("age", bytes).toString());
        }
    }

    @Test
    void texts_ofEveryLength_giveTheirBytesBack() {
        for (int length = 0; length < 100; length++) {
            var bytes = bytes(length);
            assertThat(LongBech32.decode("age1pq", LongBech32.encode("age1pq", bytes)))
                    .isEqualTo(bytes);
        }
        var long1216 = bytes(1_216);
        assertThat(LongBech32.decode("age1pq", LongBech32.encode("age1pq", long1216)))
                .isEqualTo(long1216);
    }

    @Test
    void oneOtherLetter_isFoundWhereverItIs() {
        var text = LongBech32.encode("age1pq", bytes(40));
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'q' ? 'p' : 'q';
            var changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> LongBech32.decode("age1pq", changed))
                    .as("letter %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void otherForms_areRefused() {
        var text = LongBech32.encode("age1pq", bytes(32));
        for (var wrong : List.of(
                "",
                "age1pq1",
                text.substring(0, text.length() - 1),
                text + "q",
                text.replaceFirst("age", "AGE"),
                text.replaceFirst("age1pq1", "age1"),
                text.substring(0, 20) + "b" + text.substring(21),
                text.substring(0, 20) + "字" + text.substring(21))) {
            assertThatThrownBy(() -> LongBech32.decode("age1pq", wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
