package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The objects behind these calls are shared between threads, one at a time. Results must not depend on it.
class PooledObjectsTest {

    private static final int TASKS = 400;
    private static final int ROUNDS = 50;

    private static <T> List<T> fromManyThreads(Callable<T> task) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < TASKS; i++) {
                futures.add(executor.submit(task));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void tagsHashesAndIndexes_fromManyThreads_areTheSame() throws Exception {
        var mac = new HmacSha256(DrawnBytes.secret("mac"));
        var index = BlindIndex.of(DrawnBytes.secret("root"), "c", "f", "exact", 1, 128);
        var kek = new KeyWrap(DrawnBytes.secret("kek"));
        var wrapped = CustomerKey.create("d", 1, kek, 1, new SecureRandom()).wrapped();
        var permutation = new FormatPreserving(DrawnBytes.secret("ff1"), 10, new byte[0]);
        Callable<String> task = () -> {
            var seen = new java.util.TreeSet<String>();
            for (int i = 0; i < ROUNDS; i++) {
                var key = CustomerKey.open(wrapped, "d", 1, kek);
                seen.add(Cases.hex(mac.tag(Cases.utf8("message")))
                        + Cases.hex(Sha256.of(Cases.utf8("message")))
                        + Cases.hex(index.of(Cases.utf8("message")))
                        + permutation.decrypt("123456")
                        + permutation.encrypt("123456")
                        + Cases.hex(key.pseudonym(YearMonth.of(2026, 11))));
            }
            return seen.toString();
        };
        assertThat(fromManyThreads(task)).containsOnly(task.call());
    }

    @Test
    void valuesSealedAndOpened_onManyThreads_areTheirOwn() throws Exception {
        var sealer = new Sealer(new SecureRandom());
        var key = new FieldKey(DrawnBytes.secret("key"), 1);
        Callable<Boolean> task = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                var value = Cases.utf8("thread " + Thread.currentThread().threadId() + " round " + i);
                var context = Context.field("d", "c", Thread.currentThread().threadId(), i, "f", 1);
                if (!java.util.Arrays.equals(value, sealer.open(key, context, sealer.seal(key, context, value)))) {
                    return false;
                }
            }
            return true;
        };
        assertThat(fromManyThreads(task)).containsOnly(true);
    }

    @Test
    void take_onManyThreads_givesEachObjectToOneAtATime() throws Exception {
        var pool = new Pool<>(Object::new);
        var held = ConcurrentHashMap.<Object>newKeySet();
        Callable<Boolean> task = () -> {
            for (int i = 0; i < 1_000; i++) {
                var taken = pool.take();
                boolean alone = held.add(taken);
                held.remove(taken);
                pool.giveBack(taken);
                if (!alone) {
                    return false;
                }
            }
            return true;
        };
        assertThat(fromManyThreads(task)).containsOnly(true);
    }

    @Test
    void giveBack_moreThanThePoolHolds_dropsTheRest() {
        var pool = new Pool<>(Object::new);
        for (int i = 0; i < 200; i++) {
            pool.giveBack(new Object());
        }
        var taken = new java.util.HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(taken.add(pool.take())).isTrue();
        }
    }
}
