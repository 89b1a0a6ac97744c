package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportExportCommandTests {

    private static final String HEADER = "reference,name,email,phone,address\n";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static RunningServer server;
    private static String loader;
    private static int number;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        loader = server.client(List.of("shop_backend", "support_agent", "exporter"), List.of("support", "fulfilment"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void settings() {
        environment.put("STRONGROOM_URL", server.uri("").toString());
        environment.put("STRONGROOM_KEY", loader);
    }

    @Test
    void aTable_comesBackAsItWas_alsoQuotedMultiLineAndFormulaLikeCells() throws IOException {
        int before = exported().size();
        var mail = mail();
        var table = file(
                "people.csv",
                HEADER + "T-1,\"O'Neil, \"\"Al\"\"\"," + mail + ",,\"1 High St\nLondon\"\n" + "T-2,Ann," + mail()
                        + ",,'=1+1\n");
        var done = importing(table);
        assertThat(done.exitCode()).as(done.all()).isZero();
        assertThat(done.out()).contains("2 imported, 0 rejected");
        var lines = exported();
        assertThat(lines).hasSize(before + 2);
        assertThat(String.join("\n", lines))
                .contains("O'Neil, \\\"Al\\\"", "\"reference\":\"T-1\"")
                .contains(mail.charAt(0) + "***@");
        assertThat(Files.exists(folder.resolve("people.csv.import"))).isFalse();
    }

    @Test
    void badRows_areListedWithLineFieldAndReason_andTheOthersAreIn() throws IOException {
        var table = file(
                "mixed.csv",
                HEADER + "M-1,A," + mail() + ",,\nM-2,B,not-a-mail,,\nM-3,C\nM-4,D," + mail() + ",12,\"a\nb\"\nM-5,F,"
                        + mail() + ",,\n");
        var rejects = folder.resolve("rejects.csv");
        var done = importing(table, "--errors", rejects.toString());
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.out()).contains("2 imported, 3 rejected");
        assertThat(Files.readAllLines(rejects))
                .containsExactly(
                        "line,field,reason",
                        "3,email,value.not_an_email",
                        "4,,csv.wrong_number_of_cells",
                        "6,phone,value.not_a_phone");
    }

    @Test
    void columns_areMappedToFields_andOthersLeftOut() throws IOException {
        var table = file("mapped.csv", "Kundennr;x,Name,Mail,Notiz\nK-1,Ada," + mail() + ",secret note\n");
        var done = importing(table, "--map", "Kundennr;x=reference,Name=name,Mail=email");
        assertThat(done.exitCode()).as(done.all()).isZero();
        assertThat(importing(table, "--map", "Nome=name").all()).contains("Nome");
        assertThat(importing(table, "--map", "Name").exitCode()).isEqualTo(2);
        var orders = file("orders.csv", """
                who,number,items,total,placed_on
                K-1,=1+1,"{""sku"": [1, 2]}",12.50 CNY,2026-01-31
                K-1,O-2,{broken,12.50 CNY,2026-01-31
                nobody,O-3,[],12.50 CNY,2026-01-31
                """);
        var rejects = folder.resolve("orders-rejects.csv");
        var imported = run(
                "import",
                "--collection",
                "orders",
                "--file",
                orders.toString(),
                "--map",
                "who=@customer_reference,number=number,items=items:json,total=total,placed_on=placed_on",
                "--errors",
                rejects.toString());
        assertThat(imported.out()).contains("1 imported, 2 rejected");
        var found = server.post(
                "/v1/records/orders/search",
                loader,
                "{\"field\": \"number\", \"match\": \"exact\", \"value\": \"=1+1\"}",
                "Strongroom-Purpose",
                "support");
        assertThat(found.json().get("records").size()).isEqualTo(1);
        assertThat(Files.readAllLines(rejects)).contains("3,items,csv.not_json", "4,,customer.unknown");
    }

    @Test
    void aByteOrderMark_isNoPartOfTheFirstColumn() throws IOException {
        var table = file("bom.csv", "\ufeff" + HEADER + "B-1,Bo," + mail() + ",,\n");
        assertThat(importing(table).out()).contains("1 imported, 0 rejected");
    }

    @Test
    void gbkBytes_areRefusedWithTheWayToConvertThem_beforeAnythingIsStored() throws IOException {
        long records = records();
        var table = Files.write(
                folder.resolve("gbk.csv"),
                (HEADER + "G-1,Ann," + mail() + ",,\nG-2,王小明," + mail() + ",,\n").getBytes(Charset.forName("GBK")));
        var refused = importing(table);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("gbk.csv", "iconv -f GB18030");
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void openQuotesAndEndlessLines_areRefused_beforeAnythingIsStored() throws IOException {
        long records = records();
        var open = file("open.csv", HEADER + "Q-1,\"Ann," + mail() + ",,\n");
        assertThat(importing(open).all()).contains("open.csv", "quote");
        var endless = folder.resolve("endless.csv");
        var megabyte = "x".repeat(1 << 20);
        try (var writer = Files.newBufferedWriter(endless)) {
            writer.write(HEADER);
            for (int i = 0; i < 64; i++) {
                writer.write(megabyte);
            }
        }
        assertThat(importing(endless).all()).contains("endless.csv", "1 MiB");
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void linesOfJson_withABrokenOne_areImportedButForThatOne() throws IOException {
        var lines = file("people.ndjson", """
                {"reference": "J-1", "fields": {"name": "Jo", "email": "%s"}}
                {"reference": "J-2", "fields": {"name":
                {"reference": "J-3", "fields": {"name": "Jim", "email": "%s"}}
                """.formatted(mail(), mail()));
        var done = importing(lines);
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.out()).contains("2 imported, 1 rejected");
        assertThat(done.err()).contains("line 2", "import.line_malformed");
        assertThat(importing(lines, "--map", "a=b").exitCode()).isEqualTo(2);
    }

    @Test
    void twoColumnsForOneField_areRefused_beforeAnythingIsSent() throws IOException {
        long records = records();
        var twice = file("twice.csv", "name,email,email\nAda," + mail() + "," + mail() + "\n");
        var refused = importing(twice);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Two columns go to email");
        var table = file("other.csv", "n,a,b\nAda," + mail() + "," + mail() + "\n");
        assertThat(importing(table, "--map", "n=name,a=email,b=email").exitCode())
                .isEqualTo(2);
        assertThat(importing(table, "--map", "n=name,a=email,a=reference").err())
                .contains("Name the column a only once");
        assertThat(records()).isEqualTo(records);
        assertThat(importing(table, "--map", "n=name,b=email").exitCode()).isZero();
    }

    @Test
    void aDryRun_storesNothing_andTheImportThenDoes() throws IOException {
        long records = records();
        var table = file("dry.csv", HEADER + "D-1,Di," + mail() + ",,\nD-1,Du," + mail() + ",,\n");
        var would = importing(table, "--dry-run");
        assertThat(would.out()).contains("1 would be imported, 1 rejected");
        assertThat(records()).isEqualTo(records);
        assertThat(importing(table).out()).contains("1 imported, 1 rejected");
    }

    @Test
    void emptyMissingAndForeignFiles_areToldApart() throws IOException {
        assertThat(importing(file("empty.csv", "")).out()).contains("0 imported");
        assertThat(importing(folder.resolve("missing.csv")).exitCode()).isEqualTo(3);
        assertThat(run("import", "--collection", "../x", "--file", "x").exitCode())
                .isEqualTo(2);
        environment.put("LANG", "zh_CN.UTF-8");
        assertThat(importing(folder.resolve("missing.csv")).all()).contains("不存在");
    }

    @Test
    void whoMayNotImport_learnsItBeforeTheFileIsSent() throws IOException {
        environment.put("STRONGROOM_KEY", server.client(List.of("support_agent"), List.of("support")));
        var large = folder.resolve("large.ndjson");
        Files.write(
                large,
                ("{\"reference\": \"" + "x".repeat(1_000) + "\"}\n")
                        .repeat(20_000)
                        .getBytes(StandardCharsets.UTF_8));
        var refused = importing(large);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("write.not_granted");
    }

    @Test
    void anExport_neverOverwrites_andNeedsTheRole() throws IOException {
        var taken = file("taken.ndjson", "mine");
        assertThat(exporting(taken).exitCode()).isEqualTo(2);
        assertThat(Files.readString(taken)).isEqualTo("mine");
        environment.put("STRONGROOM_KEY", server.shopClient());
        var refused = exporting(folder.resolve("none.ndjson"));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("caller.role_missing");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("taken.ndjson");
        }
    }

    private List<String> exported() throws IOException {
        var target = folder.resolve("export-" + number++ + ".ndjson");
        var done = exporting(target);
        assertThat(done.exitCode()).as(done.all()).isZero();
        return Files.readAllLines(target);
    }

    private Transcript exporting(Path target) {
        return run("export", "--collection", "customers", "--purpose", "support", "--to", target.toString());
    }

    private Transcript importing(Path file, String... more) {
        return run(Stream.concat(
                        Stream.of("import", "--collection", "customers", "--file", file.toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String mail() {
        return "m" + number++ + "@example.com";
    }

    private static long records() {
        return server.count("select count(*) from record");
    }

    private Transcript run(String... arguments) {
        return Transcript.of(environment, arguments);
    }
}
