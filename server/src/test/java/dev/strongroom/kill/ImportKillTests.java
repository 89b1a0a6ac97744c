package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Server and database are killed at random moments of an import that is repeated under its id each time.
@Order(1)
class ImportKillTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int LINES = 2_500;
    private static final int MOST_MILLISECONDS = 1_500;
    private static final String ID = "0123456789abcdef";

    /// A part that is stored at once ends at 1 MiB: blanks make some ten parts of the lines.
    private static final String BLANKS = " ".repeat(4_000);

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    private KilledShop shop;

    @BeforeEach
    void start() throws Exception {
        System.out.println("-Dkill.seed=" + SEED);
        shop = KilledShop.start(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        shop.server().close();
    }

    @Test
    void anImportKilledAtAnyMoment_andRepeated_storesEveryGoodLineOnce_andNamesEveryOther() throws Exception {
        long before = shop.count("select next from ledger_head");
        for (int round = 0; round < ROUNDS; round++) {
            int from = LINES * round / ROUNDS;
            int to = LINES * (round + 1) / ROUNDS;
            shop.imported(ID, killedAfter(random.nextInt(from, to), random.nextInt(MOST_MILLISECONDS)));
            shop.server().start();
            assertProgressIsWhatIsStored();
        }
        var done = shop.imported(ID, () -> body(LINES)).json();
        assertThat(done.get("complete").asBoolean()).isTrue();
        assertThat(done.get("lines").asInt()).isEqualTo(LINES);
        assertThat(done.get("imported").asLong()).isEqualTo(good().count());
        assertThat(done.get("rejected").asLong()).isEqualTo(LINES - good().count());
        assertThat(shop.count("select next from ledger_head") - before).isEqualTo(good().count());
        assertEverythingIsThere();
    }

    /// What a killed part had written is gone with it, its records as its rejects.
    private void assertProgressIsWhatIsStored() {
        assertThat(shop.count("select coalesce(sum(imported), 0) from import")).isEqualTo(records());
        assertThat(shop.count("select coalesce(sum(rejected), 0) from import"))
                .isEqualTo(shop.count("select count(*) from import_reject"));
    }

    private void assertEverythingIsThere() {
        assertThat(records()).isEqualTo(good().count());
        assertThat(shop.count("select count(*) from customer_key")).isEqualTo(good().count());
        assertThat(rejects()).isEqualTo(expectedRejects());
        shop.assertFound(good());
        for (int namesakes = 0; namesakes < LINES / KilledShop.NAMESAKES; namesakes++) {
            int group = namesakes;
            shop.assertNamesakes(
                    group,
                    good().filter(number -> number / KilledShop.NAMESAKES == group)
                            .count());
        }
        shop.assertLedgerHolds();
    }

    private long records() {
        return shop.count("select count(*) from record");
    }

    /// Sends this many lines, then kills the server some moments later.
    private Supplier<InputStream> killedAfter(int lines, int milliseconds) {
        return () -> new SequenceInputStream(body(lines), new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(milliseconds);
                    shop.server().kill();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                throw new IOException("killed");
            }
        });
    }

    private static InputStream body(int lines) {
        var body = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            body.append(line(i)).append(BLANKS).append('\n');
        }
        return new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(int number) {
        return switch (number % 20) {
            case 7 -> "broken";
            case 13 -> KilledShop.line(number).replace("@", " at ");
            case 19 -> KilledShop.line(number).replace(KilledShop.email(number), KilledShop.email(number - 18));
            default -> KilledShop.line(number);
        };
    }

    private static IntStream good() {
        return IntStream.range(0, LINES).filter(number -> reject(number).isEmpty());
    }

    private static String reject(int number) {
        return switch (number % 20) {
            case 7 -> " import.line_malformed";
            case 13 -> "email value.not_an_email";
            case 19 -> "email field.not_unique";
            default -> "";
        };
    }

    private static List<String> expectedRejects() {
        return IntStream.range(0, LINES)
                .filter(number -> !reject(number).isEmpty())
                .mapToObj(number -> number + 1 + " " + reject(number))
                .toList();
    }

    private List<String> rejects() {
        return shop.server()
                .get("/v1/imports/" + ID + "/rejects", shop.key())
                .json()
                .get("rejects")
                .valueStream()
                .map(ImportKillTests::reject)
                .toList();
    }

    private static String reject(JsonNode reject) {
        return reject.get("line").asInt() + " " + reject.get("field").asString() + " "
                + reject.get("code").asString();
    }
}
