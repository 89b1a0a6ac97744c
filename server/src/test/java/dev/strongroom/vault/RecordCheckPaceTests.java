package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A record put back by SQL is found within ten minutes, and nobody waits for the search.
class RecordCheckPaceTests {

    private static final int BATCH = 200;
    private static final Duration BATCH_TIME = Duration.ofMillis(20);

    private static Duration round(long records) {
        var step = BATCH_TIME.plus(RecordCheck.rest(records, BATCH_TIME));
        return step.multipliedBy(records / BATCH);
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 10_000, 100_000, 1_000_000, 2_000_000})
    void round_ofAnySizeThisMachineCanDo_staysBelowTenMinutes(long records) {
        assertThat(round(records)).isLessThan(Duration.ofMinutes(9));
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 10_000, 1_000_000, 100_000_000})
    void rest_isNeverShorterThanTheWork(long records) {
        assertThat(RecordCheck.rest(records, BATCH_TIME)).isGreaterThanOrEqualTo(BATCH_TIME);
    }

    @Test
    void rest_isNeverLongerThanASecond_unlessTheWorkWas() {
        assertThat(RecordCheck.rest(BATCH, BATCH_TIME)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RecordCheck.rest(BATCH, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }
}
