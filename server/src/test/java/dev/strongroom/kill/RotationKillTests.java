package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Server and database are killed at random moments while all customers' keys and all search indexes are replaced.
@Order(1)
class RotationKillTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int CUSTOMERS = 800;
    private static final int MOST_MILLISECONDS = 1_000;
    private static final int SAMPLES = 50;

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    private KilledShop shop;
    private int keyRotations;
    private int indexRotations;

    @BeforeEach
    void start() throws Exception {
        System.out.println("-Dkill.seed=" + SEED);
        shop = KilledShop.start(folder);
        var lines = IntStream.range(0, CUSTOMERS)
                .mapToObj(KilledShop::line)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        var imported = shop.imported("0123456789abcdef", () -> new ByteArrayInputStream(lines));
        assertThat(imported.json().get("imported").asInt()).isEqualTo(CUSTOMERS);
    }

    @AfterEach
    void stop() throws InterruptedException {
        shop.server().close();
    }

    @Test
    void rotationsKilledAtAnyMoment_goOnByThemselves_andNobodyIsUnreadableOrMissed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            keyRotations += begun("/v1/customer-keys/rotations");
            indexRotations += begun("/v1/search-indexes/rotations");
            Thread.sleep(random.nextInt(MOST_MILLISECONDS));
            shop.server().kill();
            shop.server().start();
            assertEveryoneIsFound();
            shop.assertFound(random.ints(SAMPLES, 0, CUSTOMERS));
        }
        RunningServer.await("every rotation is complete", this::isComplete);
        assertThat(keyRotations).isPositive();
        assertThat(indexRotations).isPositive();
        assertOnlyTheNewIsLeft();
        assertEveryoneIsFound();
        shop.assertFound(IntStream.range(0, CUSTOMERS));
        shop.assertLedgerHolds();
    }

    /// Begins the next rotation unless the one before is still under way.
    ///
    /// @return how many were begun
    private int begun(String path) {
        var answer = shop.server().post(path, shop.administrator(), "{}");
        assertThat(answer.status()).as(answer.text()).isIn(202, 409);
        return answer.status() == 202 ? 1 : 0;
    }

    private void assertEveryoneIsFound() {
        for (int namesakes = 0; namesakes < CUSTOMERS / KilledShop.NAMESAKES; namesakes++) {
            shop.assertNamesakes(namesakes, KilledShop.NAMESAKES);
        }
    }

    private boolean isComplete() {
        return shop.count("select count(*) from customer_key_rotation where not complete") == 0
                && shop.count("select count(*) from search_index where retired or not complete") == 0;
    }

    private void assertOnlyTheNewIsLeft() {
        int version = 1 + keyRotations;
        assertThat(shop.count("select count(*) from customer_key where key_version = " + version))
                .isEqualTo(CUSTOMERS);
        assertThat(shop.count("select customers from customer_key_rotation")).isEqualTo(CUSTOMERS);
        assertThat(shop.count("select skipped from customer_key_rotation")).isZero();
        assertThat(shop.count("select count(*) from search_index where version <> " + (1 + indexRotations)))
                .isZero();
        for (var table : new String[] {"unique_index", "blind_index", "gram_index"}) {
            assertThat(shop.count(
                            "select count(*) from " + table + " where index not in (select number from search_index)"))
                    .as(table)
                    .isZero();
        }
        RunningServer.await("the old roots are destroyed", () -> indexRoots() == 1);
    }

    private long indexRoots() {
        return shop.server()
                .get("/v1/keys", shop.administrator())
                .json()
                .get("keys")
                .valueStream()
                .filter(one -> one.get("kind").asString().equals("index"))
                .count();
    }
}
