package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tokens of sessions and invitations.
class SecretTokenTests {

    private final SecureRandom random = new SecureRandom();

    @Test
    void token_is256FreshBits_ofWhichEveryOneVaries() {
        var tokens = IntStream.range(0, 1_000)
                .mapToObj(number -> SecretToken.fresh("srs_", random).exposeCleartext())
                .toList();
        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("srs_[0-9a-f]{64}"));
        for (int at = 4; at < 68; at++) {
            int place = at;
            assertThat(tokens.stream()
                            .map(token -> token.charAt(place))
                            .distinct()
                            .count())
                    .isEqualTo(16);
        }
    }

    @Test
    void token_asTextOfItself_tellsNothing() {
        var token = SecretToken.fresh("srs_", random);
        assertThat(token.toString()).doesNotContain(token.exposeCleartext().substring(4));
        assertThat(SecretToken.parse("sri_", token.exposeCleartext())).isEmpty();
    }
}
