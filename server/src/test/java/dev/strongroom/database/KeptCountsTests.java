package dev.strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Numbers that are kept for as long as counting was worth.
class KeptCountsTests {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger counted = new AtomicInteger();
    private final KeptCounts counts = new KeptCounts(now::get);

    private long rows(Duration taking) {
        return counts.count("rows", () -> {
            now.addAndGet(taking.toNanos());
            return counted.incrementAndGet();
        });
    }

    @Test
    void whatWasCountedInNoTime_isCountedAnewAtOnce() {
        assertThat(rows(Duration.ZERO)).isOne();
        assertThat(rows(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void whatTookASecondToCount_isKeptForFifty_andNoLonger() {
        assertThat(rows(Duration.ofSeconds(1))).isOne();
        now.addAndGet(Duration.ofSeconds(48).toNanos());
        assertThat(rows(Duration.ZERO)).as("kept").isOne();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(rows(Duration.ZERO)).as("counted anew").isEqualTo(2);
    }

    @Test
    void eachThing_hasItsOwnNumber() {
        rows(Duration.ofSeconds(1));
        assertThat(counts.count("others", () -> 7)).isEqualTo(7);
        assertThat(rows(Duration.ZERO)).isOne();
    }

    @Test
    void failure_isNotKept() {
        assertThatThrownBy(() -> counts.count("rows", () -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows(Duration.ZERO)).isOne();
    }

    @Test
    void twentyAtOnce_countOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = people.submit(() -> counts.count("rows", () -> {
                begun.countDown();
                await(go);
                now.addAndGet(Duration.ofSeconds(1).toNanos());
                return counted.incrementAndGet();
            }));
            await(begun);
            for (int i = 0; i < 20; i++) {
                people.submit(() -> rows(Duration.ofSeconds(1)));
            }
            go.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isOne();
        }
        assertThat(counted).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
