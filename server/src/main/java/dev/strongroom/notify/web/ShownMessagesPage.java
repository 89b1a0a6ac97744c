package dev.strongroom.notify.web;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.notify.ShownMessages;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Shows messages instead of sending them, where that is configured; otherwise there is no such page. Answers only
/// under
/// a name of this machine, so that no page of another site can read it under a name of its own.
@RestController
@OpenEndpoint
class ShownMessagesPage {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <title>UNSAFE: messages shown to everybody</title></head>
            <body>
            <h1>UNSAFE: this server shows everybody the messages it should send</h1>
            <p>Codes and invitations below let anyone on this machine sign in. Set mail and text messages up, and remove
            messages.shown-insecurely.</p>
            <p lang="zh-CN"><strong>不安全：</strong>本服务器把应当发出的消息显示给所有人。凭下面的验证码和邀请，本机上的任何人都能登录。
            请配置邮件和短信，并删除 messages.shown-insecurely。</p>
            <ol reversed>%s</ol>
            </body>
            </html>
            """;
    private static final String ITEM = "<li><p>%s · %s · %s</p><h2>%s</h2><pre>%s</pre></li>\n";

    private final ShownMessages messages;
    private final boolean isShown;

    ShownMessagesPage(ShownMessages messages, StrongroomConfiguration configuration) {
        this.messages = messages;
        this.isShown = configuration.messages().shownInsecurely();
    }

    @GetMapping(path = "/messages", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(HttpServletRequest request) {
        if (!isShown || !THIS_MACHINE.contains(request.getServerName())) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND, "request.no_such_path", "Check the path; /openapi.json lists them all.");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(PAGE.formatted(items(messages.all())));
    }

    private static String items(List<ShownMessages.Shown> shown) {
        return shown.stream()
                .map(message -> ITEM.formatted(
                        message.channel().word(),
                        HtmlUtils.htmlEscape(message.address()),
                        message.at(),
                        HtmlUtils.htmlEscape(message.subject()),
                        HtmlUtils.htmlEscape(message.body())))
                .collect(Collectors.joining());
    }
}
