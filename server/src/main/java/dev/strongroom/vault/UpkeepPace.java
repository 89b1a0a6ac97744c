package dev.strongroom.vault;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// How long work over all records rests between its steps: not at all while nobody waits for a record, and as long as a
/// step has taken while many do. So it takes a part of the machine from callers and never most of it.
final class UpkeepPace {

    private static final long MANY_A_STEP = 10;
    private static final Duration LONGEST_REST = Duration.ofMillis(500);

    private final LongSupplier asked;
    private final LongSupplier nanoTime;

    /// @param asked how many records were ever asked for
    UpkeepPace(LongSupplier asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.nanoTime = nanoTime;
    }

    /// @param step returns whether there is more to do
    /// @param done the rest where there is not
    Duration restAfter(BooleanSupplier step, Duration done) {
        long askedBefore = asked.getAsLong();
        long started = nanoTime.getAsLong();
        if (!step.getAsBoolean()) {
            return done;
        }
        boolean isBusy = asked.getAsLong() - askedBefore > MANY_A_STEP;
        long took = nanoTime.getAsLong() - started;
        return isBusy ? Duration.ofNanos(Math.min(took, LONGEST_REST.toNanos())) : Duration.ZERO;
    }
}
