package dev.strongroom.keys;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs the upkeep of key-encryption keys for as long as the server runs, without pause while a batch waits.
final class KeyUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KeyEncryptionKeys keys;
    private volatile boolean running;

    KeyUpkeep(KeyEncryptionKeys keys) {
        this.keys = keys;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("key-upkeep").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            if (!step()) {
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    private boolean step() {
        try {
            return keys.maintain();
        } catch (RuntimeException failure) {
            log.warn(
                    "Key upkeep failed and will be tried again: {}",
                    failure.getClass().getSimpleName());
            return false;
        }
    }
}
