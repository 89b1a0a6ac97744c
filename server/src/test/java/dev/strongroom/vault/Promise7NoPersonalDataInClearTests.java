package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.promise.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Reads what many people can read (the ledger, metrics, errors) and looks for persons in it.
@Promise(7)
class Promise7NoPersonalDataInClearTests {

    private static final Set<String> MEMBERS = Set.of(
            "v",
            "time",
            "kind",
            "actor",
            "customer",
            "record",
            "purpose",
            "collection",
            "fields",
            "decision",
            "policy",
            "manifest",
            "detail");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private static String id;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        id = server.create(key, "customers", Shop.customer());
        Shop.disclose(server, key, "customers", id);
        Shop.searchByEmail(server, key, Shop.lastEmail());
        Shop.searchByEmail(server, key, "nobody@example.com");
        server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "buyer.1@example.com");
        server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "wangxiaoming");
        server.get("/v1/records/wangxiaoming/" + id, key, Shop.SUPPORT);
        server.post("/v1/records/wangxiaoming", key, Shop.customer());
        server.get("/v1/records/customers/" + id + "?fields=buyer.1@example.com", key, Shop.SUPPORT);
        server.post("/v1/records/%E7%8E%8B%E5%B0%8F%E6%98%8E", key, Shop.customer());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void entries_holdOnlyNamesIdsPseudonymsAndHashes() {
        var log = new LogOverHttp(server, key);
        log.awaitAll();
        var entries = log.entries();
        assertThat(entries).hasSizeGreaterThan(6);
        for (var text : entries) {
            assertThat(text).doesNotContain("王", "example.com", "4242", "wangxiaoming", id);
            var entry = RunningServer.JSON.readTree(text);
            assertThat(MEMBERS).containsAll(entry.propertyNames());
        }
    }

    @Test
    void pseudonyms_ofTwoMonths_cannotBeLinked() {
        var keys = server.bean(dev.strongroom.keys.CustomerKeys.class);
        var fresh = keys.create(42).key();
        assertThat(fresh.pseudonym(java.time.YearMonth.of(2026, 1)))
                .isNotEqualTo(fresh.pseudonym(java.time.YearMonth.of(2026, 2)));
    }

    @Test
    void metricsAndHealth_nameNobody() {
        for (var path : List.of("/actuator/prometheus", "/actuator/health", "/actuator/health/readiness")) {
            assertThat(server.management(path).text()).doesNotContain("王", "example.com", id, key);
        }
        assertThat(server.management("/actuator/env").status()).isEqualTo(404);
        assertThat(server.management("/actuator/heapdump").status()).isEqualTo(404);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ExtendWith(OutputCaptureExtension.class)
    void log_holdsNothingOfThePathsAndQueriesThatCallersMakeUp(CapturedOutput output) {
        for (var path : List.of(
                "/v1/customers/Zhang.San@canary.example",
                "/Zhang.San@canary.example",
                "/v1/records/customers/Zhang.San@canary.example?fields=Zhang.San@canary.example",
                "/v1/records/Zhang.San@canary.example/1")) {
            for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                server.send(method, path, key, "{}", "Strongroom-Purpose", "Zhang.San@canary.example");
                server.send(method, path, "", "{}", "Content-Type", "text/plain");
            }
        }
        assertThat(output.getAll()).doesNotContain("Zhang.San", "canary.example");
    }

    @Test
    void errors_repeatNoValue() {
        var email = "\"somebody.else@example.com\"";
        var bodies = List.of(
                "{\"fields\": {\"name\": \"王小明\", \"email\": \"not an email 王小明\"}}",
                "{\"fields\": {\"王小明\": \"x\"}}",
                "{\"王小明\": 1}",
                "{\"fields\": {\"name\": \"王小明\", \"email\": " + email + ", \"card\": \"1234567812345678\"}}",
                "{\"fields\": {\"name\": \"王小明\"");
        for (var body : bodies) {
            var answer = server.post("/v1/records/customers", key, body);
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.text()).doesNotContain("王", "example.com", "1234567812345678", "\tat ", "Exception");
        }
    }
}
