package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files meet other writes, rotations and erasures, before, after and in the middle.
class FileRaceTests {

    private static final byte[] INVOICE = FileShop.bytes(3 << 20);

    @TempDir
    static Path home;

    private static RunningServer server;
    private static FileShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new FileShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void rotate(String order) {
        var path = "/v1/customers/" + FileShop.customerOf(order) + "/key-rotations";
        assertThat(server.post(path, server.administrator(), "").status()).isEqualTo(200);
    }

    private static int erase(String order) {
        return server.post("/v1/customers/" + FileShop.customerOf(order) + "/erasures", shop.key, "")
                .status();
    }

    @Test
    void rotation_keepsFilesReadable_atEveryMoment() throws Exception {
        var order = shop.orderWith(INVOICE);
        var isOver = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = readers.submit(() -> {
                int intact = 0;
                while (!isOver.get()) {
                    var answer = shop.get(order);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.bytes()).isEqualTo(INVOICE);
                    intact++;
                }
                return intact;
            });
            for (int i = 0; i < 10; i++) {
                rotate(order);
            }
            isOver.set(true);
            assertThat(reads.get()).isPositive();
        }
        assertThat(shop.version(order)).isEqualTo(12);
        assertThat(shop.get(order, "Range", "bytes=70000-70009").bytes())
                .isEqualTo(Arrays.copyOfRange(INVOICE, 70_000, 70_010));
    }

    @Test
    void rotation_doesNotTouchThePieces() {
        var order = shop.orderWith(INVOICE);
        var hash = "select ('x' || left(md5(string_agg(sealed, '' order by piece)), 15))::bit(60)::bigint"
                + " from record_file where" + Shop.row(order);
        long before = server.count(hash);
        rotate(order);
        assertThat(server.count(hash)).isEqualTo(before);
    }

    @Test
    void rotation_whileAFileArrives_refusesItAsStale() throws IOException {
        var order = shop.order();
        var answer = shop.putInParts(order, INVOICE, () -> rotate(order));
        assertThat(RawHttp.status(answer)).isEqualTo(412);
        assertThat(answer).contains("record.stale");
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.uploads(order)).isZero();
    }

    @Test
    void erasure_removesFiles() {
        var order = shop.orderWith(INVOICE);
        assertThat(erase(order)).isEqualTo(202);
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.get(order).code()).isEqualTo("record.not_found");
        assertThat(shop.put(order, 2, INVOICE).code()).isEqualTo("record.not_found");
    }

    @Test
    void erasure_whileAFileArrives_leavesNothingOfIt() throws IOException {
        var order = shop.order();
        var answer =
                shop.putInParts(order, INVOICE, () -> assertThat(erase(order)).isEqualTo(202));
        assertThat(RawHttp.status(answer)).isEqualTo(409);
        assertThat(answer).contains("file.upload_over");
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.uploads(order)).isZero();
    }

    @Test
    void deletionOfTheRecord_whileAFileArrives_leavesNothingOfIt() throws IOException {
        var order = shop.order();
        var answer = shop.putInParts(
                order,
                INVOICE,
                () -> assertThat(server.delete("/v1/records/orders/" + order, shop.key)
                                .status())
                        .isEqualTo(204));
        assertThat(answer).contains("file.upload_over");
        assertThat(shop.pieces(order)).isZero();
    }

    @Test
    void upkeep_thatTakesAnUploadForBroken_endsIt() throws IOException {
        var order = shop.order();
        var answer = shop.putInParts(order, INVOICE, () -> {
            server.execute(
                    "update file_upload set started_at = started_at - interval '2 hours' where" + Shop.row(order));
            server.bean(VaultUpkeep.class).removeBrokenUploads();
        });
        assertThat(answer).contains("file.upload_over");
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.version(order)).isEqualTo(1);
    }

    @Test
    void catalogWithoutTheField_whileAFileArrives_refusesIt() throws IOException {
        var order = shop.order();
        var shopCatalog = RunningServer.sample("shop.yaml");
        var without = shopCatalog
                .replaceAll(" {6}invoice: [^\n]*\n", "")
                .replace(", invoice: clear", "")
                .replace(", invoice: masked", "")
                .replace(", invoice]", "]");
        var answer = shop.putInParts(order, INVOICE, () -> server.applyCatalog(without));
        server.applyCatalog(shopCatalog);
        assertThat(answer).contains("field.unknown");
        assertThat(shop.pieces(order)).isZero();
    }

    @Test
    void putsAtOnce_onOneVersion_oneWinsWhole() throws Exception {
        var order = shop.order();
        var files = List.of(1, 2, 3, 4, 5, 6).stream()
                .map(number -> FileShop.bytes(1_000_000 + number))
                .toList();
        var puts = new ArrayList<Callable<RunningServer.Answer>>();
        files.forEach(file -> puts.add(() -> shop.put(order, 1, file)));
        var statuses = new ArrayList<Integer>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var put : writers.invokeAll(puts)) {
                statuses.add(put.get().status());
            }
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        assertThat(shop.get(order).bytes()).isEqualTo(files.get(statuses.indexOf(200)));
        assertThat(server.count("select count(distinct file) from record_file where" + Shop.row(order)))
                .isEqualTo(1);
        assertThat(shop.uploads(order)).isZero();
    }

    @Test
    void replacements_whileItIsRead_showEitherFile_neverAMixture() throws Exception {
        var order = shop.orderWith(INVOICE);
        var other = FileShop.bytes(INVOICE.length + 1);
        var isOver = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = readers.submit(() -> {
                while (!isOver.get()) {
                    readEither(order, other);
                }
                return true;
            });
            for (int version = 2; version < 12; version++) {
                assertThat(shop.put(order, version, version % 2 == 0 ? other : INVOICE)
                                .status())
                        .isEqualTo(200);
            }
            isOver.set(true);
            assertThat(reads.get()).isTrue();
        }
    }

    /// A reader who is overtaken sees a broken connection.
    private static void readEither(String order, byte[] other) {
        try {
            var answer = shop.get(order);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bytes())
                    .satisfiesAnyOf(
                            bytes -> assertThat(bytes).isEqualTo(INVOICE),
                            bytes -> assertThat(bytes).isEqualTo(other));
        } catch (UncheckedIOException brokenOff) {
            assertThat(brokenOff).isNotNull();
        }
    }
}
