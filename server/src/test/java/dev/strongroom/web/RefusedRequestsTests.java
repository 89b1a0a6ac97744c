package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Every kind of request that a server refuses leaves a line in its log, and nothing of what was sent.
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class RefusedRequestsTests {

    private static final String CANARY = "Zhang.San@canary.example";
    private static final String FROM = " from 127.0.0.0/24";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertLogged(CapturedOutput output, String line) {
        assertThat(output.getAll()).contains("Answered " + line);
        assertThat(output.getAll()).doesNotContain(CANARY, "canary", key);
    }

    @Test
    void wrongKeyOfAProgram(CapturedOutput output) {
        server.get("/v1/accounts", "srk_canary000000_" + "0".repeat(64));
        assertLogged(output, "401 caller.unknown: GET /v1/accounts, by a stranger" + FROM);
    }

    @Test
    void wrongPassword(CapturedOutput output) {
        server.post("/v1/sign-in/password", "", "{\"name\": \"" + CANARY + "\", \"password\": \"canary\"}");
        assertThat(output.getAll()).containsPattern("Answered 401 [a-z_.]+: POST /v1/sign-in/password, by a stranger");
        assertThat(output.getAll()).doesNotContain(CANARY, "canary");
    }

    @Test
    void missingRole(CapturedOutput output) {
        server.post("/v1/clients", key, "{}");
        assertThat(output.getAll())
                .containsPattern("Answered 403 caller.role_missing: POST /v1/clients, by [a-z0-9-]+ from 127");
        assertLogged(output, "403 caller.role_missing: POST /v1/clients, by ");
    }

    @Test
    void collectionOrFieldThatIsNotGranted(CapturedOutput output) {
        server.get("/v1/records/customers/0123456789abc", key, "Strongroom-Purpose", CANARY);
        server.get("/v1/records/" + CANARY + "/0123456789abc", key, "Strongroom-Purpose", "support");
        assertThat(output.getAll())
                .containsPattern(
                        Pattern.compile("Answered 4\\d\\d [a-z_.]+: GET /v1/records/\\{collection}/\\{id}, by"));
        assertThat(output.getAll()).doesNotContain(CANARY);
    }

    @Test
    void requestFromAnotherSite(CapturedOutput output) {
        var member = StaffMember.signedIn(server, "visitor", List.of("support_agent"), List.of("support"));
        member.post("/v1/me/recovery-codes", Map.of(), "Origin", "https://canary.example");
        assertLogged(output, "403 session.cross_site: POST /v1/me/recovery-codes, by a stranger" + FROM);
    }

    @Test
    void malformedInput(CapturedOutput output) {
        server.post("/v1/clients", server.administrator(), "{\"" + CANARY);
        assertLogged(output, "400 request.malformed_json: POST /v1/clients, by ");
        server.post("/v1/clients", server.administrator(), "{\"canary\": 1}");
        assertLogged(output, "400 request.unknown_member: POST /v1/clients, by ");
        server.get("/v1/accounts?a=canary&a=canary", server.administrator());
        assertLogged(output, "400 request.repeated: GET /v1/accounts, by ");
        server.post("/v1/clients", server.administrator(), "canary", "Content-Type", "text/canary");
        assertLogged(output, "415 request.media_type: POST /v1/clients, by ");
    }

    @Test
    void oversizedInput(CapturedOutput output) {
        server.post("/v1/clients", server.administrator(), "\"" + "canary".repeat(100_000) + "\"");
        assertLogged(output, "413 request.too_large: POST /v1/clients, by ");
    }

    @Test
    void pathOrMethodThatIsNotThere(CapturedOutput output) {
        server.get("/" + CANARY + "?" + CANARY, "");
        assertLogged(output, "404 request.no_such_path: GET (no handler), by a stranger" + FROM);
        RawHttp.exchange(server, "CANARY /v1/log HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(output.getAll())
                .contains("405 request.method: (another method) ")
                .doesNotContain("CANARY");
    }

    @Test
    void whatIsNoHttp(CapturedOutput output) {
        for (var broken : List.of(
                "GET /canary canary HTTP/1.1\r\n\r\n",
                "GET /%00canary HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\ncan\u0001ary: x\r\nConnection: close\r\n\r\n")) {
            RawHttp.exchange(server, broken);
        }
        RunningServer.await("a line", () -> output.getAll().contains("Answered 400 request.unreadable: "));
        assertThat(output.getAll()).doesNotContain("canary");
    }

    @Test
    void tooManyRequests_areBoundedInTheLog_andCounted(CapturedOutput output) {
        IntStream.range(0, 200).forEach(number -> server.get("/v1/accounts", "srk_none"));
        assertLogged(output, "429 request.too_many: GET /v1/accounts, by a stranger" + FROM);
        long lines = output.getAll()
                .lines()
                .filter(line -> line.contains("429 request.too_many: GET /v1/accounts"))
                .count();
        // The end of a period may fall into the flood
        assertThat(lines).isBetween(1L, 2L * RefusalLog.LINES_IN_A_PERIOD);
        RunningServer.await("the sum", () -> output.getAll().contains(" more lines of request.too_many"));
        RunningServer.await(
                "the end of the limit",
                () -> server.get("/v1/accounts", "srk_none").status() == 401);
    }

    @Test
    void headersThatLookLikeLines_makeNone(CapturedOutput output) {
        server.get("/v1/accounts%0D%0AAnswered%20200%20canary", key, "User-Agent", "canary", "X-Request-Id", "canary");
        RawHttp.exchange(
                server,
                "GET /v1/accounts HTTP/1.1\r\nHost: canary\r\nX-Forwarded-For: canary\r\nForwarded: for=canary\r\n"
                        + "Referer: https://canary\r\nCookie: canary=canary\r\nConnection: close\r\n\r\n");
        assertThat(output.getAll()).contains("Answered 401").doesNotContain("canary", "Answered 200");
    }
}
