package dev.strongroom.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Not ready while this machine's clock and the database's are more than two seconds apart.
final class DatabaseClockReadiness implements HealthIndicator {

    private final DatabaseClock clock;

    DatabaseClockReadiness(DatabaseClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        boolean together = clock.skew().abs().compareTo(DatabaseClock.LARGEST_SKEW) <= 0;
        return together
                ? Health.up().build()
                : Health.down().withDetail("code", "clock.skewed").build();
    }
}
