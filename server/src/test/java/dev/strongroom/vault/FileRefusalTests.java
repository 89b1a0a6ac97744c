package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused of files leaves no byte of them behind, and an entry.
class FileRefusalTests {

    private static final byte[] INVOICE = FileShop.bytes(100_000);
    private static final int MOST = 64 << 20;

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

    private static void assertNothingStored(String order) {
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.uploads(order)).isZero();
        assertThat(shop.version(order)).isEqualTo(1);
    }

    /// Refused with that code, with one more entry, and nothing stored.
    private static void assertPutRefused(int status, String code, String path, String caller, String... headers) {
        long pieces = server.count("select count(*) from record_file");
        long before = shop.entries();
        var answer = shop.put(path, caller, INVOICE, headers);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(shop.entries()).isEqualTo(before + 1);
        assertThat(server.count("select count(*) from record_file")).isEqualTo(pieces);
        assertThat(server.count("select count(*) from file_upload")).isZero();
    }

    @Test
    void put_withoutAVersion_isRefused() {
        var order = shop.order();
        var answer = shop.put(FileShop.path(order), shop.key, INVOICE, "Content-Type", FileShop.PDF);
        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.code()).isEqualTo("record.if_match_missing");
        for (var tag : List.of("*", "1", "W/\"1\"", "\"1\", \"2\"", "\"0\"")) {
            var malformed =
                    shop.put(FileShop.path(order), shop.key, INVOICE, "If-Match", tag, "Content-Type", FileShop.PDF);
            assertThat(malformed.code()).as(tag).isEqualTo("record.if_match");
        }
        assertNothingStored(order);
    }

    @Test
    void put_onAnotherVersion_isRefused() {
        var order = shop.order();
        assertPutRefused(
                412, "record.stale", FileShop.path(order), shop.key, "If-Match", "\"2\"", "Content-Type", FileShop.PDF);
        assertNothingStored(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pdf",
                "application/",
                "/pdf",
                "*/*",
                "image/*",
                "application/pdf; name=secret.pdf",
                "text/plain; charset=no-such-charset",
                "text/plain; charset=\"NO-SUCH\"",
                "text/plain; charset=",
                "text/plain; charset=\"\"",
                "text/plain; charset=\"utf-8",
                "text/plain; charset='utf-8'",
                "text/plain; charset=utf-8; charset=utf-16",
                "text/plain; charset=utf-8; x=1",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "a/b, c/d",
                "application/\"pdf\""
            })
    void put_ofNoMediaTypeOfAFile_isRefused(String mediaType) {
        var order = shop.order();
        assertPutRefused(
                415, "file.media_type", FileShop.path(order), shop.key, "If-Match", "\"1\"", "Content-Type", mediaType);
        assertNothingStored(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/PLAIN",
                "text/html",
                "text/csv",
                "text/x-made-up",
                "application/xml",
                "Application/XHTML+XML",
                "image/svg+xml",
                "application/javascript",
                "application/x-javascript",
                "application/ecmascript",
                "application/sql",
                "application/x-sh"
            })
    void put_ofATextWithoutItsCharset_isRefused(String mediaType) {
        var order = shop.order();
        assertPutRefused(
                415,
                "file.charset_missing",
                FileShop.path(order),
                shop.key,
                "If-Match",
                "\"1\"",
                "Content-Type",
                mediaType);
        assertNothingStored(order);
    }

    @Test
    void put_ofATextWithoutItsCharset_isToldWhatToSend_inBothLanguages() {
        var order = shop.order();
        for (var language : List.of("en", "zh-CN")) {
            var answer = shop.put(
                    FileShop.path(order),
                    shop.key,
                    INVOICE,
                    "If-Match",
                    "\"1\"",
                    "Content-Type",
                    "text/plain",
                    "Accept-Language",
                    language);
            assertThat(answer.json().get("detail").asString()).contains("text/plain; charset=utf-8");
        }
    }

    @Test
    void put_whereNoFileBelongs_isRefused() {
        var order = shop.order();
        var headers = new String[] {"If-Match", "\"1\"", "Content-Type", FileShop.PDF};
        var record = "/v1/records/orders/" + order + "/files/";
        assertPutRefused(422, "field.not_a_file", record + "items", shop.key, headers);
        assertPutRefused(422, "field.not_a_file", record + "reference", shop.key, headers);
        assertPutRefused(422, "field.unknown", record + "receipt", shop.key, headers);
        assertPutRefused(404, "record.not_found", FileShop.path("0123456789abc"), shop.key, headers);
        var elsewhere = "/v1/records/payments/" + order + "/files/card";
        assertPutRefused(404, "record.not_found", elsewhere, shop.key, headers);
        assertNothingStored(order);
    }

    @Test
    void put_byACallerThatMayNotWrite_isRefused() {
        var order = shop.order();
        var agent = server.client(List.of("support_agent"), List.of("support"));
        assertPutRefused(
                403,
                "write.not_granted",
                FileShop.path(order),
                agent,
                "If-Match",
                "\"1\"",
                "Content-Type",
                FileShop.PDF);
        assertThat(shop.put(FileShop.path(order), "srk_none", INVOICE, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(401);
        assertNothingStored(order);
    }

    @Test
    void put_thatSaysItIsTooLarge_isRefusedBeforeItIsSent() {
        var order = shop.order();
        var answer = RawHttp.exchange(
                server,
                "PUT " + FileShop.path(order) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + shop.key
                        + "\r\nContent-Type: application/pdf\r\nIf-Match: \"1\"\r\nExpect: 100-continue"
                        + "\r\nContent-Length: " + (MOST + 1) + "\r\n\r\n");
        assertThat(RawHttp.status(answer)).isEqualTo(413);
        assertThat(answer).contains("file.too_large");
        assertNothingStored(order);
    }

    @Test
    void put_thatTurnsOutTooLarge_isRefused_andNothingStaysStored() {
        var order = shop.order();
        long before = shop.entries();
        var request = HttpRequest.newBuilder(server.uri(FileShop.path(order)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + shop.key)
                .header("Content-Type", FileShop.PDF)
                .header("If-Match", "\"1\"")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new SequenceInputStream(new ByteArrayInputStream(FileShop.bytes(10)), zeros(MOST - 9))))
                .build();
        var answer = server.send(request);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("file.too_large");
        assertThat(shop.entries()).isEqualTo(before + 1);
        assertNothingStored(order);
    }

    private static InputStream zeros(int length) {
        return new InputStream() {
            private int left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) {
                int read = Math.min(left, wanted);
                left -= read;
                return read == 0 && wanted > 0 ? -1 : read;
            }
        };
    }

    @Test
    void put_thatBreaksOff_leavesNothing() throws IOException {
        var order = shop.order();
        try (var upload = shop.begin(order, 1, 4 << 20, FileShop.bytes(3 << 20))) {
            RunningServer.await("the first pieces are stored", () -> shop.pieces(order) > 0);
            assertThat(shop.get(order).code()).isEqualTo("file.none");
            assertThat(shop.uploads(order)).isEqualTo(1);
        }
        RunningServer.await("the broken upload is gone", () -> shop.uploads(order) == 0);
        assertNothingStored(order);
    }

    @Test
    void put_thatBreaksOff_leavesTheFileBefore() throws IOException {
        var order = shop.orderWith(INVOICE);
        try (var upload = shop.begin(order, 2, 4 << 20, FileShop.bytes(3 << 20))) {
            RunningServer.await("the first pieces are stored", () -> shop.uploads(order) > 0);
        }
        RunningServer.await("the broken upload is gone", () -> shop.uploads(order) == 0);
        assertThat(shop.get(order).bytes()).isEqualTo(INVOICE);
        assertThat(shop.pieces(order)).isEqualTo(3);
    }

    @Test
    void upload_ofAServerThatDied_isRemovedByTheUpkeep_andAYoungOneIsNot() {
        var old = shop.order();
        var young = shop.orderWith(INVOICE);
        for (var order : List.of(old, young)) {
            var id = RecordId.parse(order).orElseThrow();
            server.execute("insert into file_upload (file, customer_id, record_id) values (%d, %d, %d)"
                    .formatted(id.record(), id.customer(), id.record()));
            server.execute("insert into record_file (customer_id, record_id, file, piece, field, sealed)"
                    + " values (%d, %d, %d, 0, 'invoice', 'x')".formatted(id.customer(), id.record(), id.record()));
        }
        server.execute("update file_upload set started_at = started_at - interval '61 minutes' where" + Shop.row(old));
        server.bean(VaultUpkeep.class).removeBrokenUploads();
        assertNothingStored(old);
        assertThat(shop.uploads(young)).isEqualTo(1);
        assertThat(shop.pieces(young)).isEqualTo(4);
        server.execute("delete from file_upload");
    }

    @Test
    void write_ofAFileFieldAsJson_isRefused() {
        var order = shop.orderWith(INVOICE);
        for (var value : List.of("\"x\"", "{\"size\": 1}", "\"\"")) {
            var patched = server.patch(
                    "/v1/records/orders/" + order,
                    shop.key,
                    "{\"fields\": {\"invoice\": " + value + "}}",
                    "If-Match",
                    "\"2\"");
            assertThat(patched.code()).isEqualTo("value.is_a_file");
        }
        assertThat(shop.get(order).bytes()).isEqualTo(INVOICE);
    }

    @Test
    void token_ofAFile_isRefused() {
        var order = shop.orderWith(INVOICE);
        var tokens = new TokenShop(server);
        var made = tokens.made(TokenShop.wish(order, "invoice", "random", "collection", "orders"));
        assertThat(TokenShop.code(made.getFirst())).isEqualTo("field.is_a_file");
    }

    private static void whileTheLedgerIsAway(Runnable act) {
        server.execute("alter table ledger_entry rename to ledger_entry_away");
        try {
            act.run();
        } finally {
            server.execute("alter table ledger_entry_away rename to ledger_entry");
        }
        var known = shop.order();
        RunningServer.await("recovery", () -> shop.disclose(known).status() == 200);
    }

    @Test
    void put_whileTheLedgerCannotBeWritten_leavesTheFileBefore() {
        var order = shop.orderWith(INVOICE);
        whileTheLedgerIsAway(() -> {
            var answer = shop.put(order, 2, FileShop.bytes(10));
            assertThat(answer.status()).isEqualTo(503);
        });
        assertThat(shop.get(order).bytes()).isEqualTo(INVOICE);
        assertThat(shop.pieces(order)).isEqualTo(3);
        assertThat(shop.uploads(order)).isZero();
    }

    @Test
    void get_whileTheLedgerCannotBeWritten_releasesNothing() {
        var order = shop.orderWith(INVOICE);
        whileTheLedgerIsAway(() -> {
            for (var headers : List.of(new String[0], new String[] {"Range", "bytes=0-9"})) {
                var answer = shop.get(order, headers);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            }
        });
    }

    private static void assertGetRefused(int status, String code, String path, String caller, String... headers) {
        long before = shop.entries();
        var answer = server.get(path, caller, headers);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(shop.entries()).isEqualTo(before + 1);
    }

    @Test
    void get_withoutAPurpose_isRefused() {
        var order = shop.orderWith(INVOICE);
        assertThat(server.get(FileShop.path(order), shop.key).code()).isEqualTo("purpose.missing");
        assertGetRefused(403, "purpose.not_allowed", FileShop.path(order), shop.key, "Strongroom-Purpose", "marketing");
        assertThat(server.get(FileShop.path(order), "srk_none", Shop.SUPPORT).status())
                .isEqualTo(401);
    }

    @Test
    void get_atALevelBelowClear_isRefused() {
        var order = shop.orderWith(INVOICE);
        var warehouse = server.client(List.of("warehouse"), List.of("fulfilment"));
        assertGetRefused(403, "file.not_granted", FileShop.path(order), warehouse, TokenShop.FULFILMENT);
        assertGetRefused(403, "file.not_granted", FileShop.path(order), shop.key, TokenShop.FULFILMENT);
    }

    @Test
    void get_forAPurposeThatDoesNotCoverIt_orByOneWhoMaySeeNothing_isRefused() {
        var order = shop.orderWith(INVOICE);
        var analyst = server.client(List.of("fraud_analyst"), List.of("fraud_check", "support"));
        assertGetRefused(
                403, "purpose.does_not_cover", FileShop.path(order), analyst, "Strongroom-Purpose", "fraud_check");
        assertGetRefused(404, "record.not_found", FileShop.path(order), analyst, Shop.SUPPORT);
    }

    @Test
    void get_whereThereIsNoFile_isRefused() {
        var order = shop.order();
        var record = "/v1/records/orders/" + order + "/files/";
        assertGetRefused(404, "file.none", record + "invoice", shop.key, Shop.SUPPORT);
        assertGetRefused(422, "field.not_a_file", record + "items", shop.key, Shop.SUPPORT);
        assertGetRefused(422, "field.unknown", record + "receipt", shop.key, Shop.SUPPORT);
        assertGetRefused(404, "record.not_found", FileShop.path("0123456789abc"), shop.key, Shop.SUPPORT);
    }

    @Test
    void head_isRefused() {
        var order = shop.orderWith(INVOICE);
        assertThat(server.send("HEAD", FileShop.path(order), shop.key, "", Shop.SUPPORT)
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=9-5",
                "bytes=100000-",
                "bytes=100000-100001",
                "bytes=-0",
                "bytes=-",
                "bytes=",
                "bytes=a-b",
                "bytes=1",
                "bytes=0-1,5-6",
                "bytes=0-5,3-8",
                "bytes=0-1,",
                "bytes=--5",
                "bytes=99999999999999999999-",
                "bytes=99999999999999999999-99999999999999999999"
            })
    void range_thatIsReversed_orSeveral_orOutside_isRefused(String range) {
        var order = shop.orderWith(INVOICE);
        long before = shop.entries();
        var answer = shop.get(order, "Range", range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.code()).isEqualTo("file.range");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */100000");
        assertThat(shop.entries()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void range_ofAnEmptyFile_isRefused(String range) {
        var order = shop.orderWith(new byte[0], FileShop.OF_ANY_KIND);
        assertThat(shop.get(order, "Range", range).header("Content-Range")).isEqualTo("bytes */0");
    }
}
