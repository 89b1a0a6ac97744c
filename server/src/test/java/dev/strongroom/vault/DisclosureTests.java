package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisclosureTests {

    private static final String CUSTOMER = """
            {"fields": {"name": "张伟明", "email": "wm.zhang@example.com", "phone": "+8613800138000",
             "address": "广东省深圳市南山区科技路1号", "card": "4242424242424242"}, "reference": "C-1"}""";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private static String id;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        id = server.create(key, "customers", CUSTOMER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void disclose_forACoveredPurpose_showsEachFieldAtItsLevel() {
        var answer = server.get("/v1/records/customers/" + id, key, "Strongroom-Purpose", "support");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var fields = answer.json().get("fields");
        assertThat(fields.get("name").asString()).isEqualTo("张伟明");
        assertThat(fields.get("email").asString()).isEqualTo("w***@example.com");
        assertThat(fields.get("phone").asString()).isEqualTo("138****8000");
        assertThat(fields.get("card").asString()).isEqualTo("**** 4242");
        assertThat(fields.has("address")).isFalse();
        assertThat(answer.json().get("withheld").toString()).contains("address", "not_covered");
    }
}
