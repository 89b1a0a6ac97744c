package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages as they are sent: what they are, what they may load, who gets them, and that nobody keeps them.
class PagesTests {

    private static final List<String> OPEN = List.of("/sign-in", "/invitation");
    private static final List<String> CLOSED =
            List.of("/", "/console", "/console/account", "/console/access", "/console/people", "/console/approvals");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[0-9a-f]{16}/)([\\w.-]+)");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([\\w-]+\\.js)'");
    private static final String[] PART = {"HX-Request", "true"};
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember administrator;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
        administrator = StaffMember.signedIn(server, "administrator", List.of("administrator"), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer page(String path) {
        return OPEN.contains(path) ? server.get(path, "") : administrator.get(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console",
                "/console/account",
                "/console/access",
                "/console/people",
                "/console/approvals",
                "/sign-in",
                "/invitation"
            })
    void everyPage_isHtml_underItsOwnPolicy_andKeptByNobody(String path) {
        var answer = page(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("<!DOCTYPE html>").contains("</html>");
        assertUnderPolicy(answer);
    }

    private static void assertUnderPolicy(Answer answer) {
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(PageInterceptor.POLICY);
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void policy_letsNothingRunThatIsWrittenIntoAPage() {
        assertThat(PageInterceptor.POLICY)
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void whoeverIsNotSignedIn_getsTheWayIn_atTheSameAddress_andNothingElse() {
        assertThat(CLOSED).allSatisfy(path -> {
            var answer = server.get(path, "");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Strongroom-Code")).isEqualTo("caller.unknown");
            assertThat(answer.text())
                    .contains("id=\"password-form\"")
                    .doesNotContain("id=\"navigation\"", "id=\"sign-out\"", "id=\"sections\"", "id=\"people\"");
            assertUnderPolicy(answer);
        });
    }

    @Test
    void partThatIsAskedForWithoutASession_isTheMessageAlone() {
        assertThat(CLOSED).allSatisfy(path -> {
            var answer = server.get(path, "", PART);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Strongroom-Code")).isEqualTo("caller.unknown");
            assertThat(answer.text()).contains("class=\"refused\"").doesNotContain("<html", "<form", "<script");
            assertUnderPolicy(answer);
        });
    }

    @Test
    void pageOfARoleOneLacks_isRefusedAsAPage_andNotOffered() {
        var agent = StaffMember.signedIn(server, "agent", List.of(), List.of());
        assertThat(agent.get("/console").text()).doesNotContain("/console/people", "/console/approvals");
        var refused = agent.get("/console/people", "Accept-Language", "zh");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Strongroom-Code")).isEqualTo("caller.role_missing");
        assertThat(refused.text())
                .contains("lang=\"zh-CN\"", "data-refusal=\"caller.role_missing\"")
                .doesNotContain("id=\"people\"");
        assertUnderPolicy(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing",
                "/console/customers/x/y",
                "/console/people/",
                "/console/%3Cscript%3E",
                "/console/ledger/entries.xml"
            })
    void addressThatIsNoPage_isTold_asAPage(String path) {
        var answer = administrator.get(path, "Accept-Language", "zh-CN");
        assertThat(answer.status()).isIn(400, 403, 404);
        assertThat(answer.text())
                .contains("<!DOCTYPE html>", "lang=\"zh-CN\"", "data-refusal=")
                .doesNotContain("openapi", "<script>", "Whitelabel", "Tomcat");
        assertUnderPolicy(answer);
        assertThat(administrator.get(path, PART).text())
                .contains("class=\"refused\"")
                .doesNotContain("<html");
    }

    @Test
    void addressThatIsNoPage_isToldToThoseWhoAreNotSignedIn_asWell() {
        var answer = server.get("/console/nothing", "");
        assertThat(answer.status()).isIn(401, 404);
        assertThat(answer.text()).contains("<!DOCTYPE html>").doesNotContain("openapi", "id=\"navigation\"");
    }

    @Test
    void pageThatIsAskedForInAnotherWay_isRefusedInWordsForPeople() {
        var put = administrator.put("/console/people", Map.of());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Strongroom-Code")).isEqualTo("request.method");
        assertThat(put.text()).contains("This address is no page").doesNotContain("Allow");
        var json = administrator.post("/console/preferences", Map.of("language", "en"));
        assertThat(json.status()).isEqualTo(415);
        assertThat(json.text()).contains("<!DOCTYPE html>").doesNotContain("openapi");
        assertUnderPolicy(put);
    }

    @Test
    void addressesOfPrograms_areAnsweredAsBefore() {
        for (var path : List.of("/v1/nothing", "/consoles", "/nothing")) {
            assertThat(administrator.get(path).header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void withoutJavaScript_everyPageSaysSo_andHoldsNothingAboutAnybodyElse() {
        var other = new StaffMember(server, "other");
        other.invite(List.of(), List.of());
        for (var path : CLOSED) {
            var text = administrator.get(path).text();
            assertThat(text).contains("<noscript>", "need JavaScript", "需要启用 JavaScript");
            assertThat(text).doesNotContain("@example.com", other.id());
        }
    }

    @Test
    void everythingThatPagesLoad_isThere_asWhatItIs() {
        var types = Map.of(
                "js", "text/javascript;charset=utf-8",
                "css", "text/css;charset=utf-8",
                "svg", "image/svg+xml");
        for (var path : List.of("/console/people", "/console", "/sign-in", "/invitation")) {
            var loaded = ASSET.matcher(page(path).text()).results().toList();
            assertThat(loaded).hasSizeGreaterThan(5).allSatisfy(asset -> {
                var name = asset.group(2);
                var answer = server.get(asset.group(1) + name, "");
                assertThat(answer.status()).as(name).isEqualTo(200);
                assertThat(answer.header("Content-Type"))
                        .isEqualTo(types.get(name.substring(name.lastIndexOf('.') + 1)));
            });
        }
    }

    @Test
    void scriptsThatScriptsLoad_areThere() {
        assertThat(PageAssets.SCRIPTS).allSatisfy(script -> {
            var imported = IMPORTED.matcher(asset(script).text()).results().map(found -> found.group(1));
            assertThat(imported).isSubsetOf(PageAssets.SCRIPTS);
        });
        assertThat(asset("words.zh-CN.json").json().get("sign-in.title").asString())
                .isEqualTo("登录");
    }

    private static String assets() {
        var found = ASSET.matcher(server.get("/sign-in", "").text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Answer asset(String name, String... headers) {
        return server.get(assets() + name, "", headers);
    }

    @Test
    void assets_areKeptForGood_andCompressedWhereThatIsUnderstood() {
        var plain = asset("console.js");
        assertThat(plain.header("Cache-Control")).contains("max-age=31536000", "public", "immutable");
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().allValues("Set-Cookie")).isEmpty();
        for (var accepted : List.of("gzip", "deflate, GZIP, br", "gzip;q=0.5")) {
            var compressed = asset("console.js", "Accept-Encoding", accepted);
            assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(unpacked(compressed.bytes())).isEqualTo(plain.bytes());
        }
        for (var refused : List.of("br", "identity", "gzip;q=0", "gzip; q=0.0, br")) {
            assertThat(asset("console.js", "Accept-Encoding", refused).headers().firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    private static byte[] unpacked(byte[] packed) {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void pagesThemselves_areNotCompressed() {
        // The length of what is compressed would tell of secrets beside what somebody else wrote
        assertThat(administrator
                        .get("/console", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"account.html", "words.fr.json", "package-info.class", "pages.properties", "%2e", "tabler.css"})
    void whatIsNotListed_isNotThere(String name) {
        assertThat(asset(name).status()).isIn(400, 404);
    }

    @Test
    void assetOfAnotherVersion_isNotThere_andNotKept() {
        var other = server.get("/assets/0123456789abcdef/console.js", "");
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.header("Cache-Control")).isEqualTo("no-store");
    }

    private static Answer prefer(String body, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", FORM));
        return server.post("/console/preferences", "", body, all.toArray(String[]::new));
    }

    @Test
    void preferences_areKeptInCookiesThatNoScriptAndNoOtherSiteSees() {
        var answer = prefer("language=zh-CN&theme=dark", PART);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("HX-Refresh")).isEqualTo("true");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-strongroom-")
                        .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language=fr",
                "language=zh",
                "language=en%0d%0aSet-Cookie:%20x=y",
                "theme=red",
                "theme=dark&theme=light",
                "language=%3Cscript%3E"
            })
    void preferenceThatIsNotOffered_isRefused_andNotSentBack(String body) {
        var answer = prefer(body, PART);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isIn("preference.unknown", "form.malformed");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("HX-Refresh")).isEmpty();
        assertThat(answer.text()).doesNotContain("<script>", "red", "fr\"");
    }

    @Test
    void preferenceSentByAnythingButAPage_isRefused() {
        var answer = prefer("theme=dark");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("form.needs_script");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertUnderPolicy(answer);
    }

    @Test
    void language_isTheOneChosen_thenTheBrowsers_thenEnglish() {
        assertLanguage("zh-CN", "en", "__Host-strongroom-language=zh-CN");
        assertLanguage("en", "zh-CN", "__Host-strongroom-language=en");
        assertLanguage("zh-CN", "fr, zh-TW;q=0.8, en;q=0.5", "");
        assertLanguage("en", "fr", "");
        assertLanguage("en", "en, zh", "__Host-strongroom-language=fr");
        assertLanguage("zh-CN", "zh", "strongroom-language=en");
    }

    private static void assertLanguage(String expected, String accepted, String cookie) {
        var page = server.get("/sign-in", "", "Accept-Language", accepted, "Cookie", "a=b; " + cookie);
        assertThat(page.text()).contains("<html lang=\"" + expected + "\"");
    }

    @Test
    void theme_isTheOneChosen_andOtherwiseThatOfTheDevice() {
        assertThat(theme("dark")).contains("data-bs-theme=\"dark\"", "data-theme=\"dark\"");
        assertThat(theme("light")).contains("data-bs-theme=\"light\"");
        assertThat(theme("\"><script>")).contains("data-theme=\"auto\"").doesNotContain("\"><script>");
    }

    private static String theme(String value) {
        return server.get("/sign-in", "", "Cookie", "__Host-strongroom-theme=" + value)
                .text();
    }

    @Test
    void scriptInAnAddress_isNotSentBack() {
        var script = URLEncoder.encode("<script>alert(1)</script>", StandardCharsets.UTF_8);
        for (var path : List.of(
                "/console/" + script,
                "/sign-in?next=" + script,
                "/console?" + script + "=1",
                "/console/people?name=" + script,
                "/assets/" + script + "/x.js")) {
            assertThat(administrator.get(path).text()).doesNotContain("alert(1)");
        }
    }
}
