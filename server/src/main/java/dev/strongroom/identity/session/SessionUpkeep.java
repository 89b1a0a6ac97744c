package dev.strongroom.identity.session;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Removes the rows of sessions that are over, every few minutes for as long as the server runs.
final class SessionUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionUpkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Sessions sessions;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    SessionUpkeep(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("session-upkeep").start(this::run);
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                sessions.removeOver();
            } catch (RuntimeException failure) {
                log.warn(
                        "Sessions that are over were not removed: {}",
                        failure.getClass().getSimpleName());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}
