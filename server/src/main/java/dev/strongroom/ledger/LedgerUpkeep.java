package dev.strongroom.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs the sequencer every 200 ms and the self-check without end, for as long as the server runs.
final class LedgerUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LedgerUpkeep.class);
    private static final Duration SEQUENCER_INTERVAL = Duration.ofMillis(200);
    private static final Duration SELF_CHECK_INTERVAL = Duration.ofSeconds(2);

    private final Sequencer sequencer;
    private final SelfCheck selfCheck;
    private volatile boolean running;
    private Thread sequencing = Thread.ofVirtual().unstarted(() -> {});
    private Thread checking = Thread.ofVirtual().unstarted(() -> {});

    LedgerUpkeep(Sequencer sequencer, SelfCheck selfCheck) {
        this.sequencer = sequencer;
        this.selfCheck = selfCheck;
    }

    private interface Step {
        /// @return whether to go on without a pause
        boolean run() throws SQLException, IOException;
    }

    @Override
    public void start() {
        running = true;
        sequencing = Thread.ofPlatform()
                .daemon()
                .name("ledger-sequencer")
                .start(() -> repeat(sequencer::step, SEQUENCER_INTERVAL));
        checking = Thread.ofPlatform().daemon().name("ledger-self-check").start(() -> repeat(
                () -> {
                    selfCheck.pass();
                    return false;
                },
                SELF_CHECK_INTERVAL));
    }

    @Override
    public void stop() {
        running = false;
        sequencing.interrupt();
        checking.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void repeat(Step step, Duration interval) {
        while (running) {
            long started = System.nanoTime();
            boolean more = attempt(step);
            long rest = more ? 0 : interval.toNanos() - (System.nanoTime() - started);
            try {
                Thread.sleep(Duration.ofNanos(Math.max(rest, 0)));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private boolean attempt(Step step) {
        try {
            return step.run();
        } catch (SQLException | IOException | RuntimeException failure) {
            if (running) {
                log.warn("Upkeep of the ledger failed and is tried again: {}", failure.getClass().getSimpleName());
            }
            return false;
        }
    }
}
