package dev.strongroom.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The codes of RFC 6238, Appendix B, of whose eight digits the last six are shown here.
class TimeCodeTests {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_areThoseOfTheStandard(long second, String code) {
        assertThat(TimeCode.at(SECRET, TimeCode.step(Instant.ofEpochSecond(second))))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "59, 119246",
        "1111111109, 084774",
        "1111111111, 062674",
        "1234567890, 819424",
        "2000000000, 698825",
        "20000000000, 737706"
    })
    void longerSecret_isForTheLongerHash(long second, String code) {
        var secret = "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);
        assertThat(TimeCode.at(secret, TimeCode.step(Instant.ofEpochSecond(second))))
                .isEqualTo(code);
    }

    @Test
    void oneStepBeforeAndAfter_isAccepted_andTwoAreNot() {
        long step = TimeCode.step(NOW);
        for (long other = step - 1; other <= step + 1; other++) {
            assertThat(TimeCode.stepOf(SECRET, TimeCode.at(SECRET, other), NOW)).isEqualTo(OptionalLong.of(other));
        }
        assertThat(TimeCode.stepOf(SECRET, TimeCode.at(SECRET, step - 2), NOW)).isEmpty();
        assertThat(TimeCode.stepOf(SECRET, TimeCode.at(SECRET, step + 2), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "05047", "0504711", " 050471", "05047١", "०५०४७१", "-50471"})
    void whatIsNoCode_isNot(String code) {
        assertThat(TimeCode.stepOf(SECRET, code, NOW)).isEmpty();
    }
}
