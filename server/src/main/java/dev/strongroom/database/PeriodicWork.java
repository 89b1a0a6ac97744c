package dev.strongroom.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Work on the database that is done again and again for as long as the server runs. A step that fails is logged by the
/// kind of its failure and tried again after the pause.
public final class PeriodicWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PeriodicWork.class);

    private final String name;
    private final Duration pause;
    private final BooleanSupplier step;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;

    /// @param name of the thread, and in the log
    /// @param step returns whether there is more to do at once
    public PeriodicWork(String name, Duration pause, BooleanSupplier step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    /// Ends the present pause.
    public void wake() {
        wake.release();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name(name).start(this::run);
    }

    /// A step that is being made is not interrupted: it may be writing the key file.
    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            if (!isMore()) {
                pause();
            }
        }
    }

    private boolean isMore() {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException | Error failure) {
            log.warn(
                    "{} failed and will be tried again: {}",
                    name,
                    failure.getClass().getSimpleName());
            return false;
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            wake.drainPermits();
        } catch (InterruptedException nobodyInterrupts) {
            running = false;
        }
    }
}
