package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.promise.Promise;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.CustomersOnly;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.RequiresRole;
import dev.strongroom.web.SignInStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Goes through every door without the right to, and expects each to stay shut.
@Promise(6)
class Promise6DefaultDenyTests {

    /// Reachable without a key. The way in and what pages load are the same for everybody and hold nothing.
    private static final Set<String> OPEN = Set.of(
            "/log/checkpoint",
            "/log/tile/**",
            "/error",
            "/openapi.json",
            "/sign-in",
            "/sign-in/company",
            "/invitation",
            "/console/preferences",
            "/assets/{version}/{name}");

    @TempDir
    static Path home;

    @TempDir
    static Path emptyHome;

    private static RunningServer server;
    private static String key;
    private static String id;

    /// What whoever signs in by passkey has to sign: random bits for anybody who asks.
    private static final String CHALLENGE = "/v1/sign-in/passkey/options";

    /// Where there is a company sign-in, anybody is told its address; here there is none.
    private static final String COMPANY = "/v1/sign-in/company/attempts";

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        id = server.create(key, "customers", Shop.customer());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyHandler_declaresItsRule_andFewAreOpen() {
        var open = new TreeSet<String>();
        handlers().forEach((path, method) -> {
            assertThat(isRuled(method)).as(path).isTrue();
            if (AnnotatedElementUtils.hasAnnotation(method.getMethod(), OpenEndpoint.class)
                    || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OpenEndpoint.class)) {
                open.add(path);
            }
        });
        assertThat(OPEN).containsAll(open);
    }

    @Test
    void everyEndpoint_withoutAValidKey_isRefused() {
        var revoked = server.client(List.of("administrator"), List.of("support"));
        server.delete("/v1/clients/" + revoked.substring(4, 16), server.administrator());
        var elsewhere = server.post("/v1/clients", server.administrator(), """
                        {"name": "far", "roles": ["administrator"], "addressRanges": ["192.0.2.0/24"]}""")
                .json()
                .get("secret")
                .asString();
        var garbage = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        for (var bad : List.of("", "srk_", garbage, revoked, elsewhere)) {
            everyRequest((method, path) -> {
                var answer = server.send(method, path, bad, "GET".equals(method) ? "" : "{}");
                // What no handler takes, and strangers who try too often, are refused before anybody asks for a key
                if (path.equals(CHALLENGE) && answer.status() == 200) {
                    assertThat(answer.json().get("publicKey").get("allowCredentials"))
                            .isEmpty();
                    return;
                }
                if (path.equals(COMPANY) && answer.status() == 404) {
                    assertThat(answer.code()).isEqualTo("sign_in.company_off");
                    return;
                }
                assertThat(answer.status()).as(method + " " + path).isIn(401, 415, 429);
                assertThat(answer.text()).doesNotContain("王");
            });
        }
    }

    @Test
    void everyEndpoint_withAKeyOfNoRole_givesNothing() {
        var nobody = server.client(List.of(), List.of());
        everyRequest((method, path) -> {
            if (path.equals(CHALLENGE)
                    || path.equals("/v1/log")
                    || path.equals("/v1/catalog") && "GET".equals(method)) {
                return;
            }
            var answer = server.send(method, path, nobody, "GET".equals(method) ? "" : "{}", Shop.SUPPORT);
            if (path.equals("/v1/access") && "GET".equals(method)) {
                assertThat(answer.json().get("periods")).isEmpty();
                return;
            }
            // A page without anything in it may be shown to any caller
            if (!answer.header("Content-Type").startsWith("text/html")) {
                assertThat(answer.status()).as(method + " " + path).isBetween(400, 499);
            }
            assertThat(answer.text()).doesNotContain("王");
        });
    }

    @Test
    void disclose_withoutAPurpose_orWithOneThatIsNotTheCallers_isRefused() {
        assertRefused(server.get(path(), key), 400, "purpose.missing");
        for (var purpose : List.of("marketing", "fraud_check", "nothing", "SUPPORT", "support ,x")) {
            assertRefused(server.get(path(), key, "Strongroom-Purpose", purpose), 403, "purpose.not_allowed");
        }
    }

    @Test
    void disclose_ofAFieldThePurposeDoesNotCover_disclosesNothing() {
        var answer = server.get(path() + "?fields=name,national_id", key, Shop.SUPPORT);
        assertRefused(answer, 403, "purpose.does_not_cover");
        assertThat(answer.json().get("field").asString()).isEqualTo("national_id");
    }

    @Test
    void disclose_ofWhatIsNotGranted_withholdsItByName() {
        var warehouse = server.client(List.of("warehouse"), List.of("fulfilment"));
        var answer = server.get(path() + "?fields=name,email", warehouse, "Strongroom-Purpose", "fulfilment");
        assertThat(answer.json().get("fields").has("email")).isFalse();
        assertThat(answer.json().get("withheld").toString()).contains("email", "not_granted");
    }

    @Test
    void unknownAndForbiddenIds_areAnsweredAlike() {
        var marketer = server.client(List.of("marketer"), List.of("marketing", "support"));
        var order = server.create(key, "orders", Shop.order(id));
        var unknown = server.get("/v1/records/customers/0123456789abc", key, Shop.SUPPORT);
        assertThat(unknown.status()).isEqualTo(404);
        for (var other : List.of(
                server.get("/v1/records/customers/" + order, key, Shop.SUPPORT),
                server.get("/v1/records/orders/" + id, key, Shop.SUPPORT),
                server.get("/v1/records/customers/not-an-id", key, Shop.SUPPORT),
                server.get("/v1/records/customers/" + id.toUpperCase(java.util.Locale.ROOT), key, Shop.SUPPORT),
                server.get("/v1/records/payments/" + id, marketer, Shop.SUPPORT),
                server.get(path(), marketer, Shop.SUPPORT))) {
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.text()).isEqualTo(unknown.text());
        }
    }

    @Test
    void search_withoutASearchGrant_isRefusedAndRecorded() {
        var warehouse = server.client(List.of("warehouse"), List.of("fulfilment"));
        long before = server.count("select next from ledger_head");
        var answer = server.post(
                "/v1/records/customers/search",
                warehouse,
                "{\"field\": \"email\", \"match\": \"exact\", \"value\": \"a@example.com\"}",
                "Strongroom-Purpose",
                "fulfilment");
        assertRefused(answer, 403, "search.not_granted");
        assertThat(server.count("select next from ledger_head")).isEqualTo(before + 1);
    }

    @Test
    void write_withoutAWritingRole_isRefused() {
        var agent = server.client(List.of("support_agent"), List.of("support"));
        assertRefused(server.post("/v1/records/customers", agent, Shop.customer()), 403, "write.not_granted");
        assertThat(server.delete(path(), agent).status()).isEqualTo(403);
        assertThat(server.patch(path(), agent, "{\"fields\": {}}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void withoutACatalog_nothingIsStoredOrDisclosed() {
        try (var empty = RunningServer.start(emptyHome)) {
            assertThat(empty.post("/v1/records/customers", empty.administrator(), Shop.customer())
                            .status())
                    .isEqualTo(404);
            assertThat(empty.get(path(), empty.administrator(), Shop.SUPPORT).status())
                    .isEqualTo(403);
        }
    }

    private interface Request {
        void send(String method, String path);
    }

    private static void everyRequest(Request request) {
        server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, method) -> {
            for (var pattern : mapping.getPatternValues()) {
                if (!OPEN.contains(pattern)) {
                    mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(verb -> request.send(verb.name(), filled(pattern)));
                }
            }
        });
    }

    private static String filled(String pattern) {
        return pattern.replace("{collection}", "customers")
                .replace("/**", "/000.p/1")
                .replaceAll("\\{\\w+}", id);
    }

    private static Map<String, HandlerMethod> handlers() {
        var handlers = new java.util.TreeMap<String, HandlerMethod>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) ->
                        mapping.getPatternValues().forEach(pattern -> handlers.put(pattern, method)));
        return handlers;
    }

    private static boolean isRuled(HandlerMethod method) {
        return Stream.of(OpenEndpoint.class, SignInStep.class, AnyCaller.class, RequiresRole.class, CustomersOnly.class)
                .anyMatch(rule -> AnnotatedElementUtils.hasAnnotation(method.getMethod(), rule)
                        || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), rule));
    }

    private static void assertRefused(RunningServer.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text()).doesNotContain("王", "example.com", "4242");
    }

    private static String path() {
        return "/v1/records/customers/" + id;
    }
}
