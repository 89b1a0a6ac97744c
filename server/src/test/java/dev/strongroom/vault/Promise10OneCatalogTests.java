package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.promise.Promise;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes the catalog and asks at once, on this server and on another one of the same deployment.
@Promise(10)
class Promise10OneCatalogTests {

    private static final String GRANT =
            "{reference: clear, name: clear, email: partial, phone: partial, card: partial}";

    @TempDir
    static Path home;

    @TempDir
    static Path otherHome;

    private static RunningServer server;
    private static RunningServer other;
    private static String key;
    private static String id;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        other = server.peer(otherHome);
        key = server.shopClient();
        id = server.create(key, "customers", Shop.customer());
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
    }

    @Test
    void narrowedGrant_isObeyedByTheNextRequestOfEveryServer() {
        var catalog = RunningServer.sample("shop.yaml");
        assertThat(catalog).contains(GRANT);
        for (int round = 0; round < 3; round++) {
            server.applyCatalog(catalog);
            RunningServer.await("the wider grant", () -> shows(other, "name"));
            server.applyCatalog(catalog.replace(GRANT, "{email: masked}"));
            for (var asked : new RunningServer[] {server, other}) {
                var answer = Shop.disclose(asked, key, "customers", id);
                // Another server may answer that it has just learnt of the change; it never answers by the old catalog
                assertThat(answer.status()).isIn(200, 503);
                assertThat(answer.text()).doesNotContain("王", "buyer");
            }
        }
        server.applyCatalog(catalog);
    }

    @Test
    void publishedCatalog_isTheOneThatDecides() {
        var shown = server.get("/v1/catalog", key);
        assertThat(shown.text()).isEqualTo(RunningServer.sample("shop.yaml"));
        var policy = server.get("/v1/catalog", key).header("ETag").replace("\"", "");
        assertThat(server.count("select count(*) from ledger_entry where position(convert_to('" + policy
                        + "', 'UTF8') in entry) > 0"))
                .isPositive();
    }

    @Test
    void fieldWithoutAPurpose_cannotBeStored() {
        var catalog = RunningServer.sample("shop.yaml");
        var body = "{\"fields\": {\"name\": \"Li\", \"email\": \"li.two@example.com\", \"shoe_size\": \"42\"}}";
        var answer = server.post("/v1/records/customers", key, body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("field.unknown");
        assertThat(answer.json().get("field").asString()).isEqualTo("shoe_size");
        assertThat(catalog).doesNotContain("shoe_size");
    }

    private static boolean shows(RunningServer asked, String field) {
        var answer = Shop.disclose(asked, key, "customers", id);
        return answer.status() == 200 && answer.json().get("fields").has(field);
    }
}
