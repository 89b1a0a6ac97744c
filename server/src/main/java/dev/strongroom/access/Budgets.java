package dev.strongroom.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/// How much one caller may do in bulk within an hour, so that a stolen key cannot carry everything away at once.
///
/// Counted by each server for itself, in memory: several servers allow as many times as much, and a restart begins
/// anew. Looks at one record by its id are not counted.
public final class Budgets {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Cache<Account, Bucket> accounts =
            Caffeine.newBuilder().expireAfterAccess(PERIOD).build();
    private final StrongroomConfiguration.Budgets limits;

    Budgets(StrongroomConfiguration.Budgets limits) {
        this.limits = limits;
    }

    /// What is counted.
    public enum Kind {
        /// Searches, whatever they find.
        SEARCHES,
        /// Records disclosed by search, batch and export.
        DISCLOSURES,
        /// Records stored by import.
        IMPORTS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Account(String caller, Kind kind) {}

    /// Takes `amount` from what is left.
    ///
    /// @throws Problem 429 with the seconds to wait, when less is left; nothing is taken then
    public void take(Caller caller, Kind kind, int amount) {
        if (amount > 0 && !account(caller, kind).tryConsume(amount)) {
            throw exceeded(caller, kind, amount);
        }
    }

    /// As [#take] without taking anything: for what is announced beforehand.
    ///
    /// @throws Problem 429
    public void require(Caller caller, Kind kind, long amount) {
        if (account(caller, kind).getAvailableTokens() < amount) {
            throw exceeded(caller, kind, amount);
        }
    }

    /// What is left of an hourly budget on this server.
    ///
    /// @param caller an account id
    public Left left(String caller, Kind kind) {
        var known = accounts.getIfPresent(new Account(caller, kind));
        long left = known == null ? limit(kind) : known.getAvailableTokens();
        return new Left(left, limit(kind));
    }

    /// @param most how much there is in an hour
    public record Left(long left, long most) {}

    private Problem exceeded(Caller caller, Kind kind, long amount) {
        var problem = Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "budget.exceeded",
                        "Go on after the time in Retry-After, or have the operator raise the hourly budget named.")
                .with("budget", kind.word());
        if (amount > limit(kind)) {
            return problem;
        }
        var wait = Duration.ofNanos(
                account(caller, kind).estimateAbilityToConsume(amount).getNanosToWaitForRefill());
        return problem.with("retryAfterSeconds", wait.toSeconds() + 1);
    }

    private Bucket account(Caller caller, Kind kind) {
        return accounts.get(
                new Account(caller.id(), kind),
                missing -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(limit(kind))
                                .refillGreedy(limit(kind), PERIOD)
                                .build())
                        .build());
    }

    private long limit(Kind kind) {
        return switch (kind) {
            case SEARCHES -> limits.searchesPerHour();
            case DISCLOSURES -> limits.disclosuresPerHour();
            case IMPORTS -> limits.importsPerHour();
        };
    }
}
