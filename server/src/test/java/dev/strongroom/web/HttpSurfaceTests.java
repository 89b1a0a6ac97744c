package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What the server answers whoever asks for what: nothing that invites a guess, names a product, or serves a file.
class HttpSurfaceTests {

    private static final String[] FROM_ELSEWHERE = {"Origin", "https://elsewhere.example"};

    @TempDir
    static Path home;

    private static RunningServer server;

    /// Pages load scripts, styles, pictures and answers of this server; nothing written into them runs.
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "PUT", "PATCH", "LOOK"})
    void methodThatNoHandlerTakes_isRefused_andNothingIsSentBack(String method) {
        var answer = raw(method + " /v1/log", "X-Canary: canary 4711\r\n");
        assertThat(RawHttp.status(answer)).isEqualTo(405);
        assertThat(answer).contains("request.method").doesNotContain("canary 4711", "Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/",
                "/v1/me;x=1",
                "/v1;/accounts",
                "/;x",
                "/openapi.json;v=1",
                "/console/",
                "/console/people.html",
                "/assets",
                "/assets/",
                "/assets/0/console.js",
                "/templates/pages/frame.html",
                "/.git/config",
                "/.svn/entries",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.properties",
                "/samples/shop.yaml",
                "/dev/strongroom/StrongroomServer.class",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus"
            })
    void pathThatNoHandlerTakes_isNotThere(String path) {
        var answer = raw("GET " + path, "");
        assertThat(RawHttp.status(answer)).isEqualTo(404);
        var told = path.startsWith("/console/") ? "text/html" : "application/problem+json";
        assertThat(answer).contains(told, "request.no_such_path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/../../etc/passwd",
                "/log/tile/../../../etc/passwd",
                "/log/tile/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/log/tile/..;/..;/..;/etc/passwd",
                "/log/tile/..%2f..%2fetc%2fpasswd",
                "/assets/0/../../../etc/passwd",
                "/assets/0/..%2f..%2fetc%2fpasswd",
                "/assets/%2e%2e%5c..%5cetc%5cpasswd"
            })
    void pathThatLeadsOut_endsNowhere(String path) {
        var answer = raw("GET " + path, "");
        assertThat(RawHttp.status(answer)).isIn(400, 404);
        assertThat(answer).doesNotContain("root:");
    }

    @Test
    void everyAnswer_saysWhatItIs_isNotGuessed_andLetsNoOtherSiteRead() {
        assertThat(everyAnswer()).hasSizeGreaterThan(50).allSatisfy(answer -> {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.headers().map()).doesNotContainKeys("access-control-allow-origin", "location");
            assertThat(answer.status() / 100).isNotEqualTo(3);
            if (answer.bytes().length > 0) {
                assertThat(answer.header("Content-Type"))
                        .matches("application/.+|image/.+|text/.+;charset=(utf|UTF)-8");
            }
        });
    }

    @Test
    void everyAnswer_isKept_framed_andReferredToByNobody() {
        assertThat(everyAnswer()).allSatisfy(answer -> {
            boolean isPage = answer.header("Content-Type").startsWith("text/html");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly(
                            isPage ? PAGE_POLICY : "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
        });
        for (var path : List.of("/v1/me", "/v1/accounts", "/v1/catalog", "/v1/log", "/nothing", "/log/tile/0/999")) {
            assertThat(server.get(path, server.administrator()).header("Cache-Control"))
                    .as(path)
                    .isEqualTo("no-store");
        }
        assertThat(server.get("/openapi.json", "").header("Cache-Control")).contains("max-age");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charset=",
                "charset=\"\"",
                "charset='utf-8'",
                "charset=\"utf-8",
                "charset=no-such",
                "charset=%00",
                "charset=utf-8; charset=x y"
            })
    void charsetThatIsNone_isAnsweredAsAnyOtherRequest(String charset) {
        for (var line : List.of("GET /nothing", "POST /v1/clients", "GET /v1/clients?name=x")) {
            var answer = raw(line, "Content-Type: application/json; %s\r\nContent-Length: 0\r\n".formatted(charset));
            assertThat(RawHttp.status(answer)).isLessThan(500);
            assertThat(answer).contains("Content-Type: application/").doesNotContain("<html", "<!doctype");
        }
    }

    @Test
    void purposeOrParameter_givenTwice_isRefused() {
        var twice =
                raw("GET /v1/records/customers/x", "Strongroom-Purpose: support\r\nStrongroom-Purpose: fulfilment\r\n");
        assertThat(RawHttp.status(twice)).isEqualTo(400);
        assertThat(twice).contains("request.repeated");
        for (var query : List.of("fields=name&fields=email", "fields=name&%66ields=email", "fields=name&f%69elds")) {
            var parameters = raw("GET /v1/records/customers/x?" + query, "Strongroom-Purpose: support\r\n");
            assertThat(parameters).as(query).contains("request.repeated");
        }
    }

    @Test
    void noAnswer_namesAProductOrAVersion() {
        assertThat(everyAnswer())
                .allSatisfy(answer ->
                        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "via"));
        for (var broken : List.of("GET /a b HTTP/1.1\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "X\r\n\r\n")) {
            assertThat(RawHttp.exchange(server, broken))
                    .doesNotContain("Server:", "Tomcat", "Apache", "Spring", "Java");
        }
    }

    @Test
    void callback_isNotWrappedAroundAnAnswer() {
        var answer = server.get("/openapi.json?callback=steal&jsonp=steal", "");
        assertThat(answer.text()).startsWith("{").doesNotContain("steal(");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ExtendWith(OutputCaptureExtension.class)
    void failureInside_isLogged_andToldInGeneralTerms(CapturedOutput output) {
        server.execute("alter table account rename to account_away");
        try {
            var answer = server.get("/v1/accounts", server.administrator());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).doesNotContain("account_away", "select", "SQL", "Exception", "org.");
        } finally {
            server.execute("alter table account_away rename to account");
        }
        assertThat(output.getAll()).containsPattern("The database did not answer a request: .*, SQL state 42P01");
        assertThat(server.get("/v1/accounts", server.administrator()).status()).isEqualTo(200);
    }

    /// One of every handler there is: some good, most refused.
    private static List<Answer> everyAnswer() {
        return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(Enum::name)
                                .map(method -> answer(method, path))))
                .toList();
    }

    private static Answer answer(String method, String path) {
        var body = Stream.of("POST", "PUT", "PATCH").anyMatch(method::equals) ? "{}" : "";
        var filled = path.replaceAll("\\{[^}]*}", "customers").replace("/**", "/0/000.p/1");
        return server.send(method, filled, server.administrator(), body, FROM_ELSEWHERE);
    }

    private static String raw(String line, String headers) {
        return RawHttp.exchange(
                server,
                line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.administrator() + "\r\n" + headers
                        + "Connection: close\r\n\r\n");
    }
}
