package dev.strongroom.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// How often one caller, or one address that fails to say who it is, may ask.
final class RequestRates {

    private static final int FAILURES_PER_SECOND = 20;
    private static final int STEPS_PER_SECOND = 100;

    private final Cache<String, Bucket> callers = buckets();
    private final Cache<String, Bucket> strangers = buckets();
    private final Cache<String, Bucket> steps = buckets();
    private final int requestsPerSecond;

    RequestRates(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    /// @throws Problem 429 with the seconds to wait
    void countRequest(Caller caller) {
        take(callers.get(caller.id(), id -> bucket(requestsPerSecond)));
    }

    /// @throws Problem 429 with the seconds to wait
    void countFailure(String address) {
        take(strangers.get(address, unknown -> bucket(FAILURES_PER_SECOND)));
    }

    /// @throws Problem 429 with the seconds to wait
    void countStep(String address) {
        take(steps.get(address, unused -> bucket(STEPS_PER_SECOND)));
    }

    private static void take(Bucket bucket) {
        if (bucket.tryConsume(1)) {
            return;
        }
        var wait = Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        throw Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "request.too_many",
                        "Slow down and repeat the request after the time in Retry-After.")
                .with("retryAfterSeconds", wait.toSeconds() + 1);
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perSecond)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }
}
