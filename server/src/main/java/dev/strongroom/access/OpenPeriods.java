package dev.strongroom.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The periods that are open, in memory: asked for by every decision for a purpose that cannot be stated at any time.
/// Read anew whenever the configuration changed, as clients and catalogs are.
final class OpenPeriods {

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Map<Key, List<AccessPeriod>> periods;

    private record Key(String account, String purpose) {}

    OpenPeriods(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.periods = read();
    }

    void refresh() {
        periods = read();
    }

    boolean isOpen(String account, String purpose, AccessPeriod.Kind kind, Subject subject, Instant now) {
        return find(account, purpose, kind, subject, now).isPresent();
    }

    Optional<AccessPeriod> find(String account, String purpose, AccessPeriod.Kind kind, Subject subject, Instant now) {
        return periods.getOrDefault(new Key(account, purpose), List.of()).stream()
                .filter(period -> period.kind() == kind && period.isFor(subject) && period.isOpenAt(now))
                .findFirst();
    }

    private Map<Key, List<AccessPeriod>> read() {
        return AccessPeriodRows.open(jdbc, clock.instant()).stream()
                .collect(Collectors.groupingBy(period -> new Key(period.account(), period.purpose())));
    }
}
