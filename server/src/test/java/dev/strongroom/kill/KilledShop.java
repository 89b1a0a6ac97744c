package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.VerifierKey;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The sample shop on a server process, with customers who are told apart by their number.
record KilledShop(ServerProcess server, String administrator, String key) {

    /// How many customers share a name, which is as many as one search answers.
    static final int NAMESAKES = 100;

    static KilledShop start(Path folder) throws Exception {
        var server = ServerProcess.in(folder);
        var administrator = ServerProcess.init(server);
        server.start();
        return new KilledShop(
                server,
                administrator,
                server.shopClient(administrator, List.of("shop_backend", "support_agent", "log-reader")));
    }

    static String line(int number) {
        return """
                {"fields": {"name": "%s", "email": "%s", "phone": "+86138%08d"}, "reference": "K-%d"}""".formatted(name(number / NAMESAKES), email(number), number, number);
    }

    static String email(int number) {
        return "kill-%d@example.com".formatted(number);
    }

    private static String name(int namesakes) {
        return "Buyer %s".formatted((char) ('A' + namesakes));
    }

    /// Imports the lines of this body, or goes on with an import that was cut off.
    ServerProcess.Answer imported(String id, Supplier<InputStream> body) {
        return server.send(server.request("/v1/records/customers/import", key)
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-ndjson")
                .header("Strongroom-Import", id)
                .POST(HttpRequest.BodyPublishers.ofInputStream(body))
                .build());
    }

    /// Every one of these customers is found by its address alone, and is readable.
    void assertFound(IntStream numbers) {
        var missed = numbers.parallel()
                .filter(number -> found("email", email(number)) != 1)
                .boxed()
                .toList();
        assertThat(missed).isEmpty();
    }

    /// As many are found by a name, and are readable, as have it.
    void assertNamesakes(int namesakes, long expected) {
        assertThat(found("name", name(namesakes))).isEqualTo(expected);
    }

    private int found(String field, String value) {
        var answer = server.post("/v1/records/customers/search", key, """
                {"field": "%s", "match": "exact", "value": "%s", "limit": %d}""".formatted(field, value, NAMESAKES));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var records = answer.json().get("records").valueStream().toList();
        assertThat(records)
                .allSatisfy(record ->
                        assertThat(record.get("fields").get("name").asString()).startsWith("Buyer "));
        return records.size();
    }

    /// Every entry is under a checkpoint that verifies, and no record differs from its entries.
    void assertLedgerHolds() {
        long size = count("select next from ledger_head");
        RunningServer.await("a checkpoint of every entry", () -> checkpoint().size() >= size);
        var keys = server.get("/v1/log", key).json().get("verifierKeys");
        var report = LogVerifier.verify(
                LogOfProcess.now(server, key),
                VerifierKey.parse(keys.get(0).asString()),
                Optional.empty(),
                true,
                progress -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(server.get("/v1/findings", administrator).json().get("findings"))
                .isEmpty();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.parse(
                SignedNote.parse(server.get("/log/checkpoint", "").text()).text());
    }

    long count(String sql) {
        return ProcessDatabase.of(server).count(sql);
    }
}
