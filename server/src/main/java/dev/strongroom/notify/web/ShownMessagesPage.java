package dev.strongroom.notify.web;

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
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/// Shows messages instead of sending them. Answers only to this machine, under a name of it and not through a proxy: so
/// no
/// page of another site can read it under a name of its own.
@OpenEndpoint
@ResponseBody
final class ShownMessagesPage {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1");
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
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

    ShownMessagesPage(ShownMessages messages) {
        this.messages = messages;
    }

    ResponseEntity<String> page(HttpServletRequest request) {
        if (!isFromHere(request)) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND, "request.no_such_path", "Check the path; /openapi.json lists them all.");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(PAGE.formatted(items(messages.all())));
    }

    private static boolean isFromHere(HttpServletRequest request) {
        boolean isForwarded = FORWARDED.stream().anyMatch(name -> request.getHeader(name) != null);
        return !isForwarded
                && THIS_MACHINE.contains(request.getServerName())
                && THIS_MACHINE.contains(request.getRemoteAddr());
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
