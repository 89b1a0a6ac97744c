package dev.strongroom.vault;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Builds indexes, compares records with the ledger, opens earlier versions, forgets old answers, and removes tokens
/// and earlier
/// versions that are over and what broken uploads left, for as long as the server runs.
final class VaultUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(VaultUpkeep.class);
    private static final Duration INDEX_PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PLAN_PAUSE = Duration.ofMinutes(10);
    private static final Duration ROOTS_PAUSE = Duration.ofSeconds(10);
    private static final Duration FORGET_PAUSE = Duration.ofMinutes(10);
    private static final Duration TOKEN_PAUSE = Duration.ofSeconds(10);
    private static final int TOKENS_AT_ONCE = 1_000;
    private static final Duration HISTORY_PAUSE = Duration.ofMinutes(1);
    private static final Duration UPLOAD_PAUSE = Duration.ofMinutes(1);
    private static final int UPLOADS_AT_ONCE = 100;

    private final IndexBuilds builds;
    private final AllKeysRotation rotations;
    private final RecordCheck check;
    private final VersionCheck versions;
    private final HistoryPeriods periods;
    private final Transactions transactions;
    private final UpkeepPace pace;
    private volatile boolean running;

    VaultUpkeep(
            IndexBuilds builds,
            AllKeysRotation rotations,
            RecordCheck check,
            VersionCheck versions,
            HistoryPeriods periods,
            Transactions transactions,
            UpkeepPace pace) {
        this.builds = builds;
        this.rotations = rotations;
        this.check = check;
        this.versions = versions;
        this.periods = periods;
        this.transactions = transactions;
        this.pace = pace;
    }

    @Override
    public void start() {
        running = true;
        repeat("index-builds", () -> pace.restAfter(builds::step, INDEX_PAUSE));
        repeat("index-planning", this::plan);
        repeat("index-roots", this::destroyUnusedRoots);
        repeat("key-rotation", () -> pace.restAfter(rotations::step, INDEX_PAUSE));
        repeat("record-check", check::step);
        repeat("version-check", versions::step);
        repeat("idempotency-upkeep", this::forget);
        repeat("token-upkeep", this::removeExpiredTokens);
        repeat("file-upkeep", this::removeBrokenUploads);
        repeat("history-upkeep", () -> periods.removeOver() ? Duration.ZERO : HISTORY_PAUSE);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Duration plan() {
        builds.renewOutgrown();
        return PLAN_PAUSE;
    }

    private Duration destroyUnusedRoots() {
        builds.destroyUnusedRoots();
        return ROOTS_PAUSE;
    }

    private Duration forget() {
        transactions.run(Idempotency::forgetOld);
        transactions.run(ImportProgress::forgetOld);
        return FORGET_PAUSE;
    }

    private Duration removeExpiredTokens() {
        int removed = transactions.run(connection -> TokenRows.removeExpired(connection, TOKENS_AT_ONCE));
        return removed == TOKENS_AT_ONCE ? Duration.ZERO : TOKEN_PAUSE;
    }

    Duration removeBrokenUploads() {
        var left = transactions.run(connection -> FileRows.left(connection, UPLOADS_AT_ONCE));
        for (var upload : left) {
            transactions.run(connection -> {
                FileRows.abandon(connection, upload.id(), upload.file());
                return upload;
            });
        }
        return left.size() == UPLOADS_AT_ONCE ? Duration.ZERO : UPLOAD_PAUSE;
    }

    /// @param step does a part of the work and says how long to rest after it
    private void repeat(String name, Supplier<Duration> step) {
        Thread.ofVirtual().name(name).start(() -> {
            while (running) {
                var rest = attempt(name, step);
                try {
                    Thread.sleep(rest);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
    }

    private static Duration attempt(String name, Supplier<Duration> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            log.warn(
                    "{} failed and is tried again: {}", name, failure.getClass().getSimpleName());
            return PAUSE_AFTER_FAILURE;
        }
    }
}
