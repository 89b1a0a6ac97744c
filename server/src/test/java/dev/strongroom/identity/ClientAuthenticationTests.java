package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Only the whole secret of a client that is neither revoked nor expired opens anything, from an allowed address, and
/// whatever is wrong is answered alike.
class ClientAuthenticationTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RunningServer.Answer create(Map<String, Object> extra) {
        var client = new HashMap<String, Object>(Map.of("name", "till", "roles", List.of("log-reader")));
        client.putAll(extra);
        return server.post("/v1/clients", server.administrator(), RunningServer.JSON.writeValueAsString(client));
    }

    private static String secret(Map<String, Object> extra) {
        return create(extra).json().get("secret").asString();
    }

    private static int status(String secret) {
        return server.get("/v1/log", secret).status();
    }

    private static String id(String secret) {
        return secret.split("_")[1];
    }

    @Test
    void client_callsFromItsAddressesOnly() {
        assertThat(status(secret(Map.of("addressRanges", List.of("127.0.0.0/8")))))
                .isEqualTo(200);
        assertThat(status(secret(Map.of("addressRanges", List.of("10.0.0.0/8", "::1/128")))))
                .isEqualTo(401);
        var elsewhere = secret(Map.of("addressRanges", List.of("10.1.2.3/32")));
        assertThat(server.get("/v1/log", elsewhere, "X-Forwarded-For", "10.1.2.3", "Forwarded", "for=10.1.2.3")
                        .status())
                .as("an address that the caller claims")
                .isEqualTo(401);
    }

    @Test
    void client_expires() {
        var secret = secret(Map.of(
                "expiresAt",
                Instant.now(server.bean(java.time.Clock.class)).plusSeconds(2).toString()));
        assertThat(status(secret)).isEqualTo(200);
        RunningServer.await("the end of the client", () -> status(secret) == 401);
    }

    @Test
    void client_thatWouldNeverWork_isNotCreated() {
        assertThat(create(Map.of("expiresAt", "2020-01-01T00:00:00Z")).status()).isEqualTo(422);
        assertThat(create(Map.of("addressRanges", List.of("10.0.0.0/33"))).status())
                .isEqualTo(422);
        assertThat(create(Map.of("addressRanges", List.of("example.com"))).status())
                .isEqualTo(422);
        assertThat(create(Map.of("expiresAt", "+1000000000-12-31T23:59:59Z")).status())
                .isEqualTo(422);
        assertThat(create(Map.of("name", "a\u0000b")).status()).isEqualTo(422);
        assertThat(create(Map.of("roles", java.util.Collections.singletonList(null)))
                        .status())
                .isEqualTo(422);
        assertThat(create(Map.of("name", "")).status()).isEqualTo(422);
        assertThat(create(Map.of("roles", List.of("superuser"))).status()).isEqualTo(422);
    }

    @Test
    void client_revoked_isRefusedFromTheNextRequestOn() {
        var secret = secret(Map.of());
        assertThat(status(secret)).isEqualTo(200);
        assertThat(server.delete("/v1/clients/" + id(secret), server.administrator())
                        .status())
                .isEqualTo(204);
        assertThat(status(secret)).isEqualTo(401);
        assertThat(server.post("/v1/clients/" + id(secret) + "/rotations", server.administrator(), "")
                        .status())
                .as("a revoked client does not come back")
                .isEqualTo(404);
    }

    @Test
    void client_rotated_isKnownByItsNewSecretOnly() {
        var before = secret(Map.of());
        var after = server.post("/v1/clients/" + id(before) + "/rotations", server.administrator(), "")
                .json()
                .get("secret")
                .asString();
        assertThat(status(after)).isEqualTo(200);
        assertThat(status(before)).isEqualTo(401);
    }

    @Test
    void secret_wrongInAnyCharacter_isRefused() throws InterruptedException {
        var secret = secret(Map.of());
        for (int at = 0; at < secret.length(); at++) {
            var wrong = new StringBuilder(secret);
            wrong.setCharAt(at, secret.charAt(at) == '0' ? '1' : '0');
            int status = status(wrong.toString());
            while (status == 429) {
                Thread.sleep(60);
                status = status(wrong.toString());
            }
            assertThat(status).as("character %d", at).isEqualTo(401);
        }
    }

    @Test
    void refusals_tellNothingOfTheReason() {
        var known = secret(Map.of());
        var wrongSecret = known.substring(0, known.length() - 4) + "0000";
        var unknown = "srk_000000000000_" + "0".repeat(64);
        var elsewhere = secret(Map.of("addressRanges", List.of("10.0.0.0/8")));
        var answers = List.of(
                server.get("/v1/log", wrongSecret),
                server.get("/v1/log", unknown),
                server.get("/v1/log", elsewhere),
                server.get("/v1/log", "nonsense"),
                server.get("/v1/log", ""));
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.text()).isEqualTo(answers.getFirst().text()));
        assertThat(answers).allMatch(answer -> answer.status() == 401);
    }

    @Test
    void credentials_inTheAddressOrASecondHeader_areNotTaken() {
        var secret = secret(Map.of());
        assertThat(server.get("/v1/log?access_token=" + secret, "").status()).isEqualTo(401);
        assertThat(server.get("/v1/log", secret, "Authorization", "Bearer " + secret)
                        .status())
                .isEqualTo(401);
        assertThat(server.get("/v1/log", "", "Authorization", "Basic " + secret).status())
                .isEqualTo(401);
    }

    @Test
    void secret_isNotStored() {
        var secret = secret(Map.of());
        var part = secret.split("_")[2];
        assertThat(server.count("select count(*) from api_client c where c::text like '%" + part + "%'"))
                .isZero();
    }
}
