package dev.strongroom.bench;

import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LogState;
import dev.strongroom.ledger.Pseudonym;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.ApplicationContext;

/// The ledger by itself: 64 callers that each wait until their entry of about 300 bytes is durable.
final class LedgerFigures {

    private static final int CALLERS = 64;

    private final Path folder;
    private final Duration time;

    LedgerFigures(Path folder, Duration time) {
        this.folder = folder;
        this.time = time;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        try (var seeded = ServerUnderLoad.seeded(folder, 1, count -> {});
                var server = ServerUnderLoad.inProcess(seeded.home())) {
            appends(server, time, 0);
            double perSecond = appends(server, time, 0).sum() / seconds(time);
            var delays = new ConcurrentLinkedQueue<Long>();
            var watching = watch(server, delays);
            appends(server, time, perSecond / 2);
            watching.interrupt();
            watching.join();
            return List.of(
                    Figure.atLeast("ledger durable appends, 64 callers, 300 B", "1/s", perSecond, 30_000, 60_000),
                    Figure.atMost(
                            "append to published checkpoint, p99 at half load", "ms", percentile(delays), 500, 250));
        }
    }

    /// @param perSecond paces all callers together; 0 for as fast as it goes
    private static LongAdder appends(ApplicationContext server, Duration time, double perSecond)
            throws InterruptedException {
        var ledger = server.getBean(Ledger.class);
        var clock = server.getBean(Clock.class);
        var done = new LongAdder();
        var callers = new Thread[CALLERS];
        long end = System.nanoTime() + time.toNanos();
        long gap = perSecond == 0 ? 0 : Math.round(CALLERS / perSecond * 1e9);
        for (int i = 0; i < CALLERS; i++) {
            callers[i] = Thread.ofVirtual().start(() -> {
                long next = System.nanoTime();
                while (System.nanoTime() < end) {
                    ledger.append(Draft.of(entry(clock)));
                    done.increment();
                    next += gap;
                    sleepUntil(next);
                }
            });
        }
        for (var caller : callers) {
            caller.join();
        }
        return done;
    }

    /// Appends one entry at a time beside the load and measures until a checkpoint covers it.
    private static Thread watch(ApplicationContext server, ConcurrentLinkedQueue<Long> delays) {
        var ledger = server.getBean(Ledger.class);
        var state = server.getBean(LogState.class);
        var clock = server.getBean(Clock.class);
        return Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                long index = ledger.append(Draft.of(entry(clock))).index();
                long start = System.nanoTime();
                while (state.published().size() <= index
                        && !Thread.currentThread().isInterrupted()) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
                delays.add(System.nanoTime() - start);
                java.util.concurrent.locks.LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(40_000_000));
            }
        });
    }

    private static LedgerEntry entry(Clock clock) {
        var pseudonym = new byte[Pseudonym.BYTES];
        ThreadLocalRandom.current().nextBytes(pseudonym);
        return LedgerEntry.of(
                        clock.instant(), EntryKind.LOOK, "client-0123456789ab", "0123456789abcdef0123456789abcdef")
                .about(new Pseudonym(pseudonym))
                .forPurpose("support")
                .in("customers")
                .withFields(Map.of("name", "clear", "email", "partial", "phone", "partial"));
    }

    private static void sleepUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(left);
        }
    }

    private static double percentile(ConcurrentLinkedQueue<Long> delays) {
        var sorted = delays.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (0.99 * (sorted.length - 1))] / 1e6;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
