package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tokens are made and opened while what they hang on is erased, deleted or given another key.
class TokenRaceTests {

    private static final int ROUNDS = 15;

    @TempDir
    static Path home;

    private static RunningServer server;
    private static TokenShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new TokenShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void together(List<Runnable> tasks) throws InterruptedException {
        var start = new CountDownLatch(1);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        for (var task : tasks) {
            var thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    start.await();
                    task.run();
                } catch (InterruptedException | RuntimeException failure) {
                    failures.add(failure);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static Object[] wishes(String id, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TokenShop.wish(id, "name", "random"))
                .toArray();
    }

    @Test
    void makingTokens_whileTheCustomerIsErased_leavesNone() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            var id = shop.customer();
            var made = new ConcurrentLinkedQueue<JsonNode>();
            Runnable making = () -> made.addAll(shop.made(wishes(id, 20)));
            Runnable erasing = () -> assertThat(server.post("/v1/customers/" + id + "/erasures", shop.key, "")
                            .status())
                    .isEqualTo(202);
            together(List.of(making, making, erasing, making));
            assertThat(shop.rows(id)).isZero();
            var tokens = made.stream()
                    .filter(item -> item.has("token"))
                    .map(item -> item.get("token").asString())
                    .toList();
            if (!tokens.isEmpty()) {
                assertThat(TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens)))
                        .allMatch(item -> TokenShop.code(item).equals("token.unknown"));
            }
        }
    }

    @Test
    void makingTokens_whileTheRecordIsDeleted_leavesNone() throws InterruptedException {
        var customer = shop.customer();
        for (int round = 0; round < ROUNDS; round++) {
            var order = server.create(shop.key, "orders", Shop.order(customer));
            var wish = TokenShop.wish(order, "number", "random");
            wish.put("collection", "orders");
            Runnable making = () -> shop.made(wish, wish, wish);
            Runnable deleting = () -> assertThat(server.delete("/v1/records/orders/" + order, shop.key)
                            .status())
                    .isEqualTo(204);
            together(List.of(making, deleting, making, making));
        }
        assertThat(shop.rows(customer)).isZero();
    }

    @Test
    void openingTokens_whileTheKeyIsRotated_neverFails() throws InterruptedException {
        var id = shop.customer();
        var tokens = shop.made(wishes(id, 50)).stream()
                .map(item -> item.get("token").asString())
                .toList();
        var isDone = new AtomicBoolean();
        Runnable opening = () -> {
            while (!isDone.get()) {
                var opened = TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens));
                assertThat(opened).allMatch(item -> item.has("value"));
            }
        };
        Runnable making = () -> {
            while (!isDone.get()) {
                var token = shop.made(wishes(id, 1)).getFirst().get("token").asString();
                assertThat(shop.open(token).has("value")).isTrue();
            }
        };
        Runnable rotating = () -> {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    var rotated = server.post("/v1/customers/" + id + "/key-rotations", server.administrator(), "");
                    assertThat(rotated.status()).isEqualTo(200);
                }
            } finally {
                isDone.set(true);
            }
        };
        together(List.of(opening, making, rotating));
    }

    @Test
    void oneTimeTokens_askedForInOppositeOrders_openOnceEach_withoutADeadlock() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            var id = shop.customer();
            var wishes = IntStream.range(0, 40)
                    .mapToObj(i -> TokenShop.wish(id, "name", "random", "oneTime", true))
                    .toArray();
            var tokens = shop.made(wishes).stream()
                    .map(item -> item.get("token").asString())
                    .toList();
            var opened = new ConcurrentLinkedQueue<JsonNode>();
            Runnable forwards = () -> opened.addAll(TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens)));
            Runnable backwards =
                    () -> opened.addAll(TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens.reversed())));
            together(List.of(forwards, backwards, forwards, backwards));
            assertThat(opened)
                    .hasSize(160)
                    .filteredOn(item -> item.has("value"))
                    .hasSize(40);
        }
    }

    @Test
    void digits_fromManyCallersAndShapesAtOnce_areNeverGivenTwice() throws InterruptedException {
        var id = shop.customer();
        var tokens = new ConcurrentLinkedQueue<String>();
        var tasks = new ArrayList<Runnable>();
        for (int caller = 0; caller < 8; caller++) {
            boolean isForwards = caller % 2 == 0;
            tasks.add(() -> {
                var wishes = new ArrayList<>(List.of(
                        TokenShop.wish(id, "name", "digits", "length", 7),
                        TokenShop.wish(id, "name", "digits", "length", 7, "luhn", "valid"),
                        TokenShop.wish(id, "name", "digits", "length", 7, "luhn", "invalid")));
                for (int i = 0; i < 60; i++) {
                    wishes.add(wishes.get(i % 3));
                }
                var ordered = isForwards ? wishes : wishes.reversed();
                shop.made(ordered.toArray())
                        .forEach(item -> tokens.add(item.get("token").asString()));
            });
        }
        together(tasks);
        assertThat(new HashSet<>(tokens)).hasSize(8 * 63);
    }
}
