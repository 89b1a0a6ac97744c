package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that are shown to everybody instead of being sent, where that is asked for.
class ShownMessagesTests {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    @TempDir
    Path home;

    @Test
    void messages_areShownLoudly_escaped_andOnlyUnderANameOfThisMachine() {
        try (var server = RunningServer.startShop(home, Map.of("STRONGROOM_MESSAGES_SHOWN_INSECURELY", "true"))) {
            var member = StaffMember.signedIn(server, "shown", List.of("support_agent"), List.of("support"));
            member.post("/v1/me/contacts", Map.of("kind", "mail", "value", "a&b@example.com"));
            member.post("/v1/me/contacts", Map.of("kind", "phone", "label", "x", "value", "+8613800138000"));
            RunningServer.await("both", () -> {
                var page = server.get("/messages", "").text();
                return page.contains("a&amp;b@example.com") && page.contains("+8613800138000");
            });
            var page = server.get("/messages", "");
            assertThat(page.text()).contains("UNSAFE", "不安全");
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
            var code = CODE.matcher(page.text().substring(page.text().indexOf("a&amp;b@example.com")));
            assertThat(code.find()).isTrue();
            member.post("/v1/me/contacts/confirmations", Map.of("code", code.group()));
            assertThat(server.count("select sum(answered) from sms_count"))
                    .as("a code by mail is no answer to a text message")
                    .isZero();
            for (var header : List.of(
                    "Host: evil.example",
                    "Host: localhost\r\nX-Forwarded-For: 203.0.113.9",
                    "Host: localhost\r\nForwarded: for=203.0.113.9",
                    "Host: 127.0.0.1\r\nX-Real-IP: 203.0.113.9",
                    "Host: 127.0.0.1\r\nVia: 1.1 proxy")) {
                var answer = RawHttp.exchange(
                        server, "GET /messages HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
                assertThat(RawHttp.status(answer)).as(header).isEqualTo(404);
            }
        }
    }
}
