package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpkeepPaceTests {

    private static final Duration DONE = Duration.ofMinutes(1);

    private long asked;
    private long now;
    private final UpkeepPace pace = new UpkeepPace(() -> asked, () -> now);

    private Duration rest(long askedMeanwhile, Duration took, boolean isMore) {
        return pace.restAfter(
                () -> {
                    asked += askedMeanwhile;
                    now += took.toNanos();
                    return isMore;
                },
                DONE);
    }

    @Test
    void whileNobodyAsks_thereIsNoRest() {
        assertThat(rest(0, Duration.ofMillis(30), true)).isZero();
        assertThat(rest(10, Duration.ofMillis(30), true)).isZero();
    }

    @Test
    void whileManyAsk_itRestsAsLongAsTheStepTook_withinBounds() {
        assertThat(rest(11, Duration.ofMillis(30), true)).isEqualTo(Duration.ofMillis(30));
        assertThat(rest(1_000, Duration.ofSeconds(9), true)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whenItIsDone_itRestsAsToldWhoeverAsks() {
        assertThat(rest(0, Duration.ofMillis(30), false)).isEqualTo(DONE);
        assertThat(rest(1_000, Duration.ofMillis(30), false)).isEqualTo(DONE);
    }
}
