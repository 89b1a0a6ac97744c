package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.strongroom.catalog.HourlyLimit;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HourlyLooksTests {

    private static final HourlyLimit LIMIT = new HourlyLimit(2, 5);
    private static final Caller CALLER = Caller.program("client-one", Set.of(), Set.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(AccessRequest.NOW);
    private final HourlyLooks looks = new HourlyLooks(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    });

    private void take(Long... customers) {
        looks.take(CALLER, LIMIT, List.of(customers));
    }

    private void assertRefused(Long... customers) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> take(customers))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("access.hourly"));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void oneMoreCustomerThanTheLimit_isRefused_andTheKnownOnesAreNot() {
        take(1L);
        take(2L);
        assertRefused(3L);
        take(1L);
        take(2L);
    }

    @Test
    void oneMoreRecordThanTheLimit_isRefused() {
        take(1L, 1L, 1L, 1L, 1L);
        assertRefused(1L);
    }

    @Test
    void whatIsRefused_isNotCounted() {
        take(1L, 1L);
        assertRefused(1L, 1L, 1L, 1L);
        assertRefused(2L, 3L);
        take(2L, 2L, 2L);
        assertRefused(1L);
    }

    @Test
    void anHourLater_theOldestIsForgotten() {
        take(1L);
        pass(Duration.ofMinutes(30));
        take(2L);
        pass(Duration.ofMinutes(30).minusMillis(1));
        assertRefused(3L);
        pass(Duration.ofMillis(1));
        take(3L);
        assertRefused(4L);
    }

    @Test
    void others_haveLimitsOfTheirOwn() {
        take(1L, 1L, 1L, 1L, 1L);
        looks.take(Caller.program("client-two", Set.of(), Set.of()), LIMIT, List.of(1L));
    }

    @Test
    void manyAtOnce_getNoMoreThanTheLimit() throws Exception {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 100)
                    .forEach(number -> threads.submit(() -> {
                        take((long) (number % 2));
                        return taken.incrementAndGet();
                    }));
        }
        assertThat(taken).hasValue(LIMIT.records());
    }
}
