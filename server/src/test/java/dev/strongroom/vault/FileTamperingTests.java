package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Someone with the database changes the pieces of files, moves them, or takes some away.
class FileTamperingTests {

    /// 31 chunks: the pieces 1 to 31.
    private static final byte[] INVOICE = FileShop.bytes(30 * FileShop.CHUNK + 10);

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

    private static void assertDamaged(String order) {
        var answer = shop.get(order);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("record.damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) where piece = 0",
                "sealed = set_byte(sealed, 1, get_byte(sealed, 1) # 1) where piece = 0",
                "sealed = set_byte(sealed, 5, get_byte(sealed, 5) # 1) where piece = 0",
                "sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where piece = 0",
                "sealed = '' where piece = 0",
                "sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) where piece = 1",
                "sealed = set_byte(sealed, 65551, get_byte(sealed, 65551) # 1) where piece = 1",
                "sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) where piece = 31",
                "sealed = substring(sealed from 1 for length(sealed) - 1) where piece = 31",
                "sealed = sealed || '\\x00' where piece = 31",
                "sealed = '' where piece = 31",
                "file = file + 1 where piece >= 0",
                "piece = piece + 1000 where piece = 31",
                "record_id = record_id + 1 where piece >= 0",
            })
    void changedAtBeginningOrEnd_isRefusedBeforeTheFirstByte(String change) {
        var order = shop.orderWith(INVOICE);
        var parts = change.split(" where ");
        assertThat(shop.change(order, parts[0], parts[1])).isPositive();
        assertDamaged(order);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31})
    void deletedAtBeginningOrEnd_isRefusedBeforeTheFirstByte(int piece) {
        var order = shop.orderWith(INVOICE);
        server.execute("delete from record_file where" + Shop.row(order) + "and piece = " + piece);
        assertDamaged(order);
    }

    /// The last full chunk is no end: a file cut there does not pass for a shorter one.
    @Test
    void lastChunkReplacedByTheOneBefore_isRefused() {
        var order = shop.orderWith(INVOICE);
        server.execute("delete from record_file where" + Shop.row(order) + "and piece = 31");
        shop.change(order, "piece = 31", "piece = 30");
        assertDamaged(order);
    }

    private static void assertBreaksOff(String order) {
        long before = shop.entries();
        assertThatThrownBy(() -> shop.get(order)).isInstanceOf(UncheckedIOException.class);
        assertThat(shop.entries()).as("the look was recorded before").isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 9, 16, 30})
    void changedMidway_breaksTheConnection(int piece) {
        var order = shop.orderWith(INVOICE);
        shop.change(order, "sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 128)", "piece = " + piece);
        assertBreaksOff(order);
    }

    @Test
    void deletedMidway_breaksTheConnection() {
        var order = shop.orderWith(INVOICE);
        server.execute("delete from record_file where" + Shop.row(order) + "and piece = 20");
        assertBreaksOff(order);
    }

    @Test
    void twoChunksExchanged_breakTheConnection() {
        var order = shop.orderWith(INVOICE);
        server.execute("update record_file f set sealed = o.sealed from record_file o where f.customer_id ="
                + " o.customer_id and f.record_id = o.record_id and f.file = o.file and f.piece in (12, 13)"
                + " and o.piece = 25 - f.piece and f.customer_id = "
                + Shop.number(FileShop.customerOf(order)));
        assertBreaksOff(order);
    }

    @Test
    void rangeBesideTheDamage_isServed_andOneThatMeetsIt_isNot() {
        var order = shop.orderWith(INVOICE);
        shop.change(order, "sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 128)", "piece = 20");
        int damaged = 19 * FileShop.CHUNK;
        var beside = shop.get(order, "Range", "bytes=%d-%d".formatted(damaged - 100, damaged - 1));
        assertThat(beside.bytes()).isEqualTo(Arrays.copyOfRange(INVOICE, damaged - 100, damaged));
        assertThat(shop.get(order, "Range", "bytes=%d-%d".formatted(damaged, damaged))
                        .code())
                .isEqualTo("record.damaged");
        assertThatThrownBy(() -> shop.get(order, "Range", "bytes=%d-%d".formatted(damaged - 1, damaged)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void rangeOfAFileWithoutItsEnd_isRefused() {
        var order = shop.orderWith(INVOICE);
        server.execute("delete from record_file where" + Shop.row(order) + "and piece = 31");
        assertThat(shop.get(order, "Range", "bytes=0-9").code()).isEqualTo("record.damaged");
    }

    private static void exchange(String one, String other, String columns, String condition) {
        var first = RecordId.parse(one).orElseThrow();
        var second = RecordId.parse(other).orElseThrow();
        server.execute("""
                update record_file f set %s from record_file o where f.piece = o.piece and f.file <> o.file and %s
                and f.record_id in (%d, %d) and o.record_id in (%3$d, %4$d)
                """.formatted(columns, condition, first.record(), second.record()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f.piece = 0", "f.piece > 0", "f.piece = 31", "f.piece >= 0"})
    void piecesOfTwoFiles_exchanged_openInNeither(String which) {
        var one = shop.orderWith(INVOICE);
        var other = shop.orderWith(FileShop.bytes(INVOICE.length));
        exchange(one, other, "sealed = o.sealed", which);
        assertDamaged(one);
        assertDamaged(other);
    }

    @Test
    void chunkOfAnotherFile_midway_breaksTheConnection() {
        var one = shop.orderWith(INVOICE);
        var other = shop.orderWith(INVOICE);
        exchange(one, other, "sealed = o.sealed", "f.piece = 15");
        assertBreaksOff(one);
        assertBreaksOff(other);
    }

    @Test
    void earlierFile_putBackInThePlaceOfItsSuccessor_doesNotOpen() {
        var order = shop.orderWith(INVOICE);
        server.execute("create table kept as select * from record_file where" + Shop.row(order));
        shop.put(order, 2, FileShop.bytes(INVOICE.length));
        server.execute("update record_file f set sealed = k.sealed from kept k where f.piece = k.piece"
                + " and f.record_id = k.record_id");
        assertDamaged(order);
        server.execute("update record_file f set file = k.file, sealed = k.sealed from kept k"
                + " where f.piece = k.piece and f.record_id = k.record_id");
        assertDamaged(order);
        server.execute("drop table kept");
    }

    @Test
    void recordPutBackToItsEarlierVersion_namesAFileThatIsGone() {
        var order = shop.orderWith(INVOICE);
        var stored = new StoredBytes(server);
        var before = stored.read(order);
        shop.put(order, 2, FileShop.bytes(10));
        stored.write(order, before);
        assertDamaged(order);
    }

    @Test
    void stolenDatabase_holdsNeitherTheFileNorItsMediaType() {
        var secret = "Xochipilli".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var order = shop.order();
        var type = "text/x-xochipilli; charset=us-ascii";
        var put = shop.put(FileShop.path(order), shop.key, secret, "If-Match", "\"1\"", "Content-Type", type);
        assertThat(put.status()).isEqualTo(200);
        assertThat(server.count("select count(*) from record_file where position('Xochi'::bytea in sealed) > 0"))
                .isZero();
        assertThat(server.count("select count(*) from record where position('xochi'::bytea in sealed) > 0"))
                .isZero();
        assertThat(server.count("select count(*) from ledger_entry where position('xochi'::bytea in entry) > 0"))
                .isZero();
    }
}
