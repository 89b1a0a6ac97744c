package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.Sha256;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTests {

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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000, 3_000_000})
    void get_storedFile_isTheSame(int length) {
        var invoice = FileShop.bytes(length);
        var order = shop.orderWith(invoice, length < 5 ? FileShop.OF_ANY_KIND : FileShop.PDF);
        var answer = shop.get(order);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(invoice);
    }

    @Test
    void get_fileOfTheMostBytes_isTheSame() {
        var invoice = FileShop.bytes(64 << 20);
        var order = shop.orderWith(invoice);
        assertThat(Sha256.of(shop.get(order).bytes())).isEqualTo(Sha256.of(invoice));
        assertThat(shop.get(order, "Range", "bytes=-3").bytes())
                .isEqualTo(Arrays.copyOfRange(invoice, invoice.length - 3, invoice.length));
        assertThat(shop.uploads(order)).isZero();
    }

    @Test
    void put_answersTheNewVersion() {
        var order = shop.order();
        var answer = shop.put(order, 1, FileShop.bytes(10));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().get("id").asString()).isEqualTo(order);
        assertThat(answer.json().get("version").asInt()).isEqualTo(2);
        assertThat(shop.version(order)).isEqualTo(2);
    }

    @Test
    void get_saysWhatTheFileIs_andThatNobodyKeepsOrOpensIt() {
        var order = shop.orderWith(FileShop.bytes(10));
        var answer = shop.get(order);
        assertThat(answer.header("Content-Type")).isEqualTo(FileShop.PDF);
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"invoice\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(server.get("/v1/receipts/" + answer.header("Strongroom-Receipt"), shop.key)
                        .status())
                .isIn(200, 202);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain; charset=us-ascii,text/plain;charset=us-ascii,words",
        "Text/Plain; charset=UTF-8,text/plain;charset=utf-8,words",
        "text/html;CHARSET=\"Utf-8\",text/html;charset=utf-8,html",
        "text/csv ; charset=GB18030,text/csv;charset=gb18030,csv",
        "image/svg+xml; charset=utf-8,image/svg+xml;charset=utf-8,svg",
        "application/json,application/json,json",
        "image/png,image/png,png",
        "application/vnd.oasis.opendocument.text,application/vnd.oasis.opendocument.text,odt"
    })
    void mediaType_isKept(String sent, String kept, String content) {
        var order = shop.orderWith(FileSamples.named(content), sent);
        assertThat(shop.get(order).header("Content-Type").replace(" ", "").toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(kept);
    }

    @Test
    void name_ofTheAttachment_isThatOfTheField_whateverTheCallerSends() {
        var order = shop.order();
        var put = shop.put(
                FileShop.path(order) + "?filename=evil.exe",
                shop.key,
                FileShop.bytes(10),
                "If-Match",
                "\"1\"",
                "Content-Type",
                FileShop.PDF,
                "Content-Disposition",
                "attachment; filename=\"../evil.exe\"");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        var answers = List.of(shop.get(order), shop.get(order, "Range", "bytes=0-1"));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.headers().allValues("Content-Disposition"))
                        .containsExactly("attachment; filename=\"invoice\""));
        assertThat(answers.getFirst().headers().map().toString()).doesNotContain("evil");
    }

    @Test
    void disclosure_ofTheRecord_showsTheDescriptionAndNotTheKey() {
        var invoice = FileShop.bytes(70_000);
        var order = shop.orderWith(invoice);
        var disclosed = shop.disclose(order);
        assertThat(disclosed.json().get("fields").get("invoice").toString())
                .isEqualTo("{\"mediaType\":\"application/pdf\",\"sha256\":\"%s\",\"size\":70000}"
                        .formatted(HexFormat.of().formatHex(Sha256.of(invoice))));
        assertThat(disclosed.text()).doesNotContain("\"key\"", "\"file\"");
    }

    @Test
    void disclosure_ofTheRecord_atALevelBelow_showsOnlyThatThereIsAFile() {
        var order = shop.orderWith(FileShop.bytes(10));
        var warehouse = server.client(List.of("warehouse"), List.of("fulfilment"));
        var disclosed = server.get("/v1/records/orders/" + order, warehouse, TokenShop.FULFILMENT);
        assertThat(disclosed.json().get("fields").get("invoice").asString()).isEqualTo("****");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=0-,0,200000",
        "bytes=65535-65536,65535,65537",
        "bytes=65536-131071,65536,131072",
        "bytes=199999-,199999,200000",
        "bytes=100-999999999,100,200000",
        "bytes=100-99999999999999999999,100,200000",
        "bytes=-99999999999999999999,0,200000",
        "bytes=-1,199999,200000",
        "bytes=-999999999,0,200000",
        "BYTES=5-9,5,10",
        "bytes= 5-9 ,5,10"
    })
    void range_isServed(String range, int from, int to) {
        var answer = shop.get(ranged(), "Range", range);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(FileShop.bytes(200_000), from, to));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes %d-%d/200000".formatted(from, to - 1));
    }

    private static String ranged() {
        return shop.orderWith(FileShop.bytes(200_000));
    }

    @Test
    void range_ofAnotherUnit_isIgnored() {
        var answer = shop.get(ranged(), "Range", "pages=1-2");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).hasSize(200_000);
    }

    @Test
    void ifRange_ofAnotherVersion_givesTheWhole() {
        var order = ranged();
        assertThat(shop.get(order, "Range", "bytes=0-9", "If-Range", "\"2\"").status())
                .isEqualTo(206);
        for (var other : List.of("\"1\"", "W/\"2\"", "2", "Wed, 25 Nov 2026 16:00:00 GMT")) {
            var answer = shop.get(order, "Range", "bytes=0-9", "If-Range", other);
            assertThat(answer.status()).as(other).isEqualTo(200);
            assertThat(answer.bytes()).hasSize(200_000);
        }
    }

    @Test
    void get_leavesAnEntryWithTheField_eachTime() {
        var order = ranged();
        long before = shop.entries();
        shop.get(order);
        shop.get(order, "Range", "bytes=0-9");
        assertThat(shop.entries()).isEqualTo(before + 2);
        var looks = server.get("/v1/customers/" + FileShop.customerOf(order) + "/looks", shop.key);
        assertThat(looks.text()).contains("invoice");
    }

    @Test
    void put_again_replacesTheFile() {
        var order = shop.orderWith(FileShop.bytes(200_000));
        assertThat(shop.put(order, 2, FileShop.bytes(7)).status()).isEqualTo(200);
        assertThat(shop.get(order).bytes()).isEqualTo(FileShop.bytes(7));
        assertThat(shop.pieces(order)).isEqualTo(2);
    }

    @Test
    void patch_ofAnotherField_keepsTheFile() {
        var order = shop.orderWith(FileShop.bytes(70_000));
        var patched = server.patch(
                "/v1/records/orders/" + order,
                shop.key,
                "{\"fields\": {\"total\": \"1.00 CNY\"}}",
                "If-Match",
                "\"2\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(shop.get(order).bytes()).isEqualTo(FileShop.bytes(70_000));
        assertThat(shop.get(order).header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void patch_toNull_removesTheFile() {
        var order = shop.orderWith(FileShop.bytes(70_000));
        var patched = server.patch(
                "/v1/records/orders/" + order, shop.key, "{\"fields\": {\"invoice\": null}}", "If-Match", "\"2\"");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.get(order).code()).isEqualTo("file.none");
    }

    @Test
    void delete_ofTheRecord_removesTheFile() {
        var order = shop.orderWith(FileShop.bytes(70_000));
        assertThat(server.delete("/v1/records/orders/" + order, shop.key).status())
                .isEqualTo(204);
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.get(order).code()).isEqualTo("record.not_found");
    }
}
