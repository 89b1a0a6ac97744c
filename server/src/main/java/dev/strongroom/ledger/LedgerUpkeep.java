package dev.strongroom.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs the sequencer every 200 ms, and the self-check and the counts of hours without end, for as long as the server
/// runs.
final class LedgerUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LedgerUpkeep.class);
    private static final Duration SEQUENCER_INTERVAL = Duration.ofMillis(200);
    private static final Duration SELF_CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Sequencer sequencer;
    private final SelfCheck selfCheck;
    private final LedgerHours hours;
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch stopping = new CountDownLatch(1);

    LedgerUpkeep(Sequencer sequencer, SelfCheck selfCheck, LedgerHours hours) {
        this.sequencer = sequencer;
        this.selfCheck = selfCheck;
        this.hours = hours;
    }

    private interface Step {
        /// @return whether to go on without a pause
        boolean run() throws SQLException, IOException;
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        repeat("ledger-sequencer", sequencer::step, SEQUENCER_INTERVAL);
        repeat("ledger-self-check", () -> selfCheck.pass(() -> !isRunning()), SELF_CHECK_INTERVAL);
        repeat("ledger-hours", hours::step, LedgerHours.PAUSE);
    }

    /// Waits until the running steps are through; an interrupt would break their connections.
    @Override
    public synchronized void stop() {
        stopping.countDown();
        for (var thread : threads) {
            try {
                thread.join(STOP_LIMIT);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty() && stopping.getCount() > 0;
    }

    private void repeat(String name, Step step, Duration interval) {
        var stopped = stopping;
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> repeat(step, interval, stopped)));
    }

    private void repeat(Step step, Duration interval, CountDownLatch stopped) {
        boolean ended = false;
        while (!ended) {
            long started = System.nanoTime();
            long rest = attempt(step) ? 0 : interval.toNanos() - (System.nanoTime() - started);
            try {
                ended = stopped.await(Math.max(rest, 0), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private boolean attempt(Step step) {
        try {
            return step.run();
        } catch (SQLException | IOException | RuntimeException failure) {
            if (stopping.getCount() > 0) {
                log.warn(
                        "Upkeep of the ledger failed and is tried again: {}",
                        failure.getClass().getSimpleName());
            }
            return false;
        }
    }
}
