package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages as they are sent: what they are, what they may load, and that nobody keeps them.
class PagesTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyPage_isHtml_underItsOwnPolicy_andKeptByNobody() {
        assertThat(PageFiles.PAGES).allSatisfy(page -> {
            var answer = server.get("/pages/" + page, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(PagesController.POLICY);
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        });
    }

    @Test
    void addressOfTheServer_isThePageToSignInOn() {
        assertThat(server.get("/", "").text())
                .isEqualTo(server.get("/pages/sign-in", "").text());
    }

    @Test
    void everyPart_isSentAsWhatItIs() {
        var types = Map.of(
                "sign-in.js", "text/javascript;charset=utf-8",
                "style.css", "text/css;charset=utf-8",
                "words.en.json", "application/json",
                "words.zh-CN.json", "application/json");
        types.forEach(
                (file, type) -> assertThat(server.get("/pages/" + file, "").header("Content-Type"))
                        .as(file)
                        .isEqualTo(type));
        assertThat(server.get("/pages/words.zh-CN.json", "")
                        .json()
                        .get("sign-in.title")
                        .asString())
                .isEqualTo("登录");
    }

    @Test
    void whatIsNotListed_isNotThere() {
        for (var name :
                new String[] {"account.html", "words.fr.json", "package-info.class", "pages.properties", "%2e"}) {
            assertThat(server.get("/pages/" + name, "").status()).as(name).isIn(400, 404);
        }
    }
}
