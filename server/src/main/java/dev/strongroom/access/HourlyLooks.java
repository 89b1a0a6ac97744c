package dev.strongroom.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.catalog.HourlyLimit;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// Counts what callers with a limit of their role are shown within any hour, and of how many customers.
///
/// Counted by each server for itself, in memory, as [Budgets] are: a restart begins anew. What is asked for is counted,
/// whether or not it is there.
public final class HourlyLooks {

    /// No customer has this number.
    private static final long NOBODY = Long.MIN_VALUE;

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Cache<String, Shown> callers;
    private final Clock clock;

    HourlyLooks(Clock clock) {
        this.clock = clock;
        this.callers = Caffeine.newBuilder().expireAfterAccess(PERIOD).build();
    }

    /// @param customers one for each record, some perhaps several times
    /// @throws Problem 429 with the seconds to wait, if that is too much; nothing is counted then
    public void take(Caller caller, HourlyLimit limit, Collection<Long> customers) {
        if (customers.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var shown = callers.get(caller.id(), missing -> new Shown());
        if (!shown.add(limit, customers, now)) {
            throw exceeded(limit, shown, now);
        }
    }

    /// Counts a search that showed nobody, as one record.
    ///
    /// @throws Problem as [#take]
    public void takeNobody(Caller caller, HourlyLimit limit) {
        take(caller, limit, List.of(NOBODY));
    }

    /// Before a search, so that its refusal does not tell whether anybody would be found.
    ///
    /// @throws Problem as [#take], if no record, or no further customer, may be shown any more
    public void require(Caller caller, HourlyLimit limit) {
        var now = clock.instant();
        var shown = callers.get(caller.id(), missing -> new Shown());
        if (shown.isSpent(limit, now)) {
            throw exceeded(limit, shown, now);
        }
    }

    private static Problem exceeded(HourlyLimit limit, Shown shown, Instant now) {
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "access.hourly",
                        "Go on after the time in Retry-After, or have somebody else go on: your roles show this many"
                                + " customers or records an hour.")
                .with("customers", limit.customers())
                .with("records", limit.records())
                .with("retryAfterSeconds", shown.untilOldestIsOver(now).toSeconds() + 1);
    }

    /// What one caller was shown, oldest first.
    private static final class Shown {

        private record Record(Instant at, long customer) {}

        private final Deque<Record> records = new ArrayDeque<>();
        private final Map<Long, Integer> counts = new HashMap<>();

        synchronized boolean add(HourlyLimit limit, Collection<Long> customers, Instant now) {
            forget(now.minus(PERIOD));
            var fresh = new HashSet<>(customers);
            fresh.removeAll(counts.keySet());
            fresh.remove(NOBODY);
            if (records.size() + customers.size() > limit.records()
                    || counts.size() + fresh.size() > limit.customers()) {
                return false;
            }
            for (var customer : customers) {
                records.addLast(new Record(now, customer));
                if (customer != NOBODY) {
                    counts.merge(customer, 1, Integer::sum);
                }
            }
            return true;
        }

        synchronized boolean isSpent(HourlyLimit limit, Instant now) {
            forget(now.minus(PERIOD));
            return records.size() >= limit.records() || counts.size() >= limit.customers();
        }

        private void forget(Instant before) {
            for (var oldest = records.peekFirst();
                    oldest != null && !oldest.at().isAfter(before); ) {
                counts.computeIfPresent(oldest.customer(), (customer, count) -> count == 1 ? null : count - 1);
                records.removeFirst();
                oldest = records.peekFirst();
            }
        }

        synchronized Duration untilOldestIsOver(Instant now) {
            var oldest = records.peekFirst();
            return oldest == null
                    ? Duration.ZERO
                    : Duration.between(now, oldest.at().plus(PERIOD));
        }
    }
}
