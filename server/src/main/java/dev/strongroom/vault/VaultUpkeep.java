package dev.strongroom.vault;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Builds indexes, compares records with the ledger, and forgets old answers, for as long as the server runs.
final class VaultUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(VaultUpkeep.class);
    private static final Duration INDEX_PAUSE = Duration.ofMillis(500);
    private static final Duration CHECK_PAUSE = Duration.ofSeconds(10);
    private static final Duration CHECK_REST = Duration.ofMillis(20);
    private static final Duration FORGET_PAUSE = Duration.ofMinutes(10);

    private final IndexBuilds builds;
    private final RecordCheck check;
    private final Transactions transactions;
    private volatile boolean running;

    VaultUpkeep(IndexBuilds builds, RecordCheck check, Transactions transactions) {
        this.builds = builds;
        this.check = check;
        this.transactions = transactions;
    }

    @Override
    public void start() {
        running = true;
        repeat("index-builds", builds::step, Duration.ZERO, INDEX_PAUSE);
        repeat("record-check", check::step, CHECK_REST, CHECK_PAUSE);
        repeat("idempotency-upkeep", this::forget, Duration.ZERO, FORGET_PAUSE);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private boolean forget() {
        transactions.run(Idempotency::forgetOld);
        return false;
    }

    /// @param rest between steps while there is more to do
    /// @param pause when there is nothing more to do
    private void repeat(String name, BooleanSupplier step, Duration rest, Duration pause) {
        Thread.ofVirtual().name(name).start(() -> {
            while (running) {
                boolean more = attempt(name, step);
                try {
                    Thread.sleep(more ? rest : pause);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
    }

    private static boolean attempt(String name, BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException failure) {
            log.warn(
                    "{} failed and is tried again: {}", name, failure.getClass().getSimpleName());
            return false;
        }
    }
}
