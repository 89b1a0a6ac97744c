package dev.strongroom.ledger;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Not ready while the ledger lags or was tampered with.
final class LedgerReadiness implements HealthIndicator {

    private static final Duration LARGEST_LAG = Duration.ofSeconds(5);

    private final LogState state;

    LedgerReadiness(LogState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        if (!state.tampering().isEmpty()) {
            return Health.down().withDetail("code", "ledger.tampered").build();
        }
        return state.lag().compareTo(LARGEST_LAG) > 0
                ? Health.down().withDetail("code", "ledger.lags").build()
                : Health.up().build();
    }
}
