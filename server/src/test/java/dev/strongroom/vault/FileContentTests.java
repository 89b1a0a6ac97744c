package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.web.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A file whose content is not what its media type says is refused at the door, whole, with an entry.
class FileContentTests {

    private static final String TEXT = "text/plain; charset=utf-8";

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

    private static RunningServer.Answer put(String order, int version, String type, byte[] file, String... more) {
        var headers = new ArrayList<>(List.of("If-Match", "\"" + version + "\"", "Content-Type", type));
        headers.addAll(List.of(more));
        return shop.put(FileShop.path(order), shop.key, file, headers.toArray(String[]::new));
    }

    private static void assertNothingStored(String order) {
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.uploads(order)).isZero();
        assertThat(shop.version(order)).isEqualTo(1);
        assertThat(shop.get(order).code()).isEqualTo("file.none");
    }

    /// Entries of refusals with this code, in the log.
    private static long refusals() {
        return server.count(
                "select count(*) from ledger_entry where position('file.content_mismatch'::bytea in entry) > 0");
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf,html",
        "application/pdf,nothing",
        "application/pdf,one-byte",
        "application/pdf,pdf-cut",
        "image/png,jpeg",
        "image/jpeg,windows-program",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,pdf",
        "text/plain;charset=utf-8,latin",
        "text/plain;charset=utf-8,html",
        "text/csv;charset=gb18030,zero-in-words",
        "application/json,pdf-in-letters",
        "application/octet-stream,elf",
        "application/octet-stream,svg"
    })
    void put_ofOtherContentThanItsType_isRefused_withAnEntry_andNothingIsStored(String type, String content) {
        var order = shop.order();
        long pieces = server.count("select count(*) from record_file");
        long entries = shop.entries();
        long refusals = refusals();
        var answer = put(order, 1, type, FileSamples.named(content));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("file.content_mismatch");
        assertThat(answer.json().get("declared").asString()).isEqualTo(type);
        assertThat(shop.entries()).isEqualTo(entries + 1);
        assertThat(refusals()).isEqualTo(refusals + 1);
        assertThat(server.count("select count(*) from record_file")).isEqualTo(pieces);
        assertThat(server.count("select count(*) from file_upload")).isZero();
        assertNothingStored(order);
    }

    @Test
    void refusal_tellsNothingOfTheContent_inNeitherLanguage() {
        var order = shop.order();
        var secret = "<html>Xochipilli".getBytes(StandardCharsets.US_ASCII);
        for (var language : List.of("en", "zh-CN")) {
            var answer = put(order, 1, "image/png", secret, "Accept-Language", language);
            assertThat(answer.code()).isEqualTo("file.content_mismatch");
            assertThat(answer.text()).doesNotContainIgnoringCase("xochipilli").doesNotContainIgnoringCase("html");
        }
        assertThat(put(order, 1, "image/png", secret, "Accept-Language", "zh-CN")
                        .json()
                        .get("detail")
                        .asString())
                .endsWith("。");
    }

    @Test
    void longText_thatTurnsOutNone_isRefused_andNothingStaysStored() {
        var order = shop.order();
        long entries = shop.entries();
        var text = FileSamples.filled(new byte[0], 3 << 20, 'x');
        text[text.length - 1] = 0;
        assertThat(put(order, 1, TEXT, text).code()).isEqualTo("file.content_mismatch");
        assertThat(shop.entries()).isEqualTo(entries + 1);
        assertNothingStored(order);
    }

    @Test
    void refusedFile_leavesTheFileBefore() {
        var order = shop.orderWith(FileShop.bytes(70_000));
        assertThat(put(order, 2, FileShop.PDF, FileSamples.named("html")).status())
                .isEqualTo(422);
        assertThat(shop.get(order).bytes()).isEqualTo(FileShop.bytes(70_000));
        assertThat(shop.pieces(order)).isEqualTo(3);
    }

    @Test
    void wrongBeginning_isRefusedBeforeAnyPieceIsStored_whileTheRestIsStillToCome() throws IOException {
        var order = shop.order();
        try (var upload = shop.begin(order, 1, 4 << 20, FileSamples.filled(FileSamples.named("html"), 140_000, 'x'))) {
            assertThat(RawHttp.status(RawHttp.rest(upload))).isEqualTo(422);
        }
        assertNothingStored(order);
    }

    @Test
    void upload_thatBreaksOffWithinItsBeginning_leavesNothing_andNoRefusal() throws IOException {
        var order = shop.order();
        long refusals = refusals();
        try (var upload = shop.begin(order, 1, 4 << 20, FileSamples.named("html"))) {
            RunningServer.await("the upload has begun", () -> shop.uploads(order) == 1);
        }
        RunningServer.await("the broken upload is gone", () -> shop.uploads(order) == 0);
        assertNothingStored(order);
        assertThat(refusals()).isEqualTo(refusals);
    }

    @Test
    void twoUploadsAtOnce_areJudgedEachByItself() throws Exception {
        var good = FileShop.bytes(500_000);
        var bad = FileSamples.filled(FileSamples.named("html"), 500_000, 'x');
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                var order = shop.order();
                var puts = senders.invokeAll(List.<Callable<RunningServer.Answer>>of(
                        () -> put(order, 1, FileShop.PDF, bad), () -> put(order, 1, FileShop.PDF, good)));
                assertThat(puts.getFirst().get().code()).isEqualTo("file.content_mismatch");
                assertThat(puts.getLast().get().status()).isEqualTo(200);
                assertThat(shop.get(order).bytes()).isEqualTo(good);
                assertThat(server.count("select count(distinct file) from record_file where" + Shop.row(order)))
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream,nothing",
        "text/plain;charset=utf-8,nothing",
        "text/plain;charset=utf-8,one-byte",
        "text/html;charset=utf-8,html",
        "application/vnd.oasis.opendocument.text,odt",
        "application/json,json"
    })
    void put_ofWhatItsTypeSays_isStoredAsItIs(String type, String content) {
        var order = shop.order();
        assertThat(put(order, 1, type, FileSamples.named(content)).status()).isEqualTo(200);
        assertThat(shop.get(order).bytes()).isEqualTo(FileSamples.named(content));
    }

    @Test
    void fileOfOld_whoseContentIsNotWhatItsTypeSays_staysReadable_alsoAfterAnotherWrite() {
        var order = shop.orderWith(FileShop.bytes(70_000), FileShop.OF_ANY_KIND);
        assertThat(put(order, 2, "image/png", FileShop.bytes(70_000)).status()).isEqualTo(422);
        sayOfOld(order, 2, "image/png");
        assertThat(shop.get(order).header("Content-Type")).isEqualTo("image/png");
        var patch = "{\"fields\": {\"total\": \"1.00 CNY\"}}";
        var patched = server.patch("/v1/records/orders/" + order, shop.key, patch, "If-Match", "\"3\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(shop.get(order).bytes()).isEqualTo(FileShop.bytes(70_000));
    }

    /// Gives the file of the order another type behind the door, as files may have that came before the rule.
    private static void sayOfOld(String order, int version, String type) {
        var caller = Caller.program("client-of-old", Set.of("shop_backend"), Set.of());
        var write = new Write(caller, "orders", Map.of(), Optional.empty());
        var writes = server.bean(RecordWrites.class);
        writes.onRecord(
                write, RecordId.parse(order).orElseThrow(), version, (connection, catalog, definition, record) -> {
                    var now = FileDescription.parse(record.open(server.bean(Sealer.class), "invoice"));
                    var named = MediaTypeName.of(type).orElseThrow();
                    var old = new FileDescription(now.file(), now.key(), named, now.sha256(), now.size());
                    var set = new TreeMap<>(Map.of("invoice", old.canonical()));
                    return writes.change(
                            connection,
                            write,
                            catalog,
                            definition,
                            record,
                            new FieldValues.Changes(set, new TreeSet<>()));
                });
    }

    @Test
    void slowSender_whoseBytesComeOneByOne_isJudgedTheSame() throws IOException {
        var order = shop.order();
        var file = FileSamples.named("html");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            var head = "PUT " + FileShop.path(order) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + shop.key
                    + "\r\nContent-Type: image/gif\r\nIf-Match: \"1\"\r\nConnection: close\r\nContent-Length: "
                    + file.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            for (byte one : Arrays.copyOf(file, file.length)) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            assertThat(RawHttp.rest(socket)).contains("file.content_mismatch");
        }
        assertNothingStored(order);
    }
}
