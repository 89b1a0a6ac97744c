package dev.strongroom.ledger;

import dev.strongroom.keys.KeyEncryptionKeyDestroyed;
import dev.strongroom.keys.KeyRotated;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.event.EventListener;

/// Records what the keys module announces.
final class KeyEvents {

    private static final String NO_POLICY = "-";

    private final Ledger ledger;
    private final Clock clock;

    KeyEvents(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @EventListener
    void record(KeyRotated rotated) {
        append(rotated.actor(), rotated.kind() + "-" + rotated.version(), "rotated");
    }

    @EventListener
    void record(KeyEncryptionKeyDestroyed destroyed) {
        append("server", "kek-" + destroyed.version(), "destroyed");
    }

    private void append(String actor, String key, String change) {
        ledger.append(Draft.of(
                LedgerEntry.of(clock.instant(), EntryKind.KEY, actor, NO_POLICY).withFields(Map.of(key, change))));
    }
}
