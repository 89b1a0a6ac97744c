package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.config.StrongroomConfiguration.Encryption;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words that would end a header, begin another part or fill in further words are text of the message and nothing else.
class HostileWordsTests {

    private static final String HOSTILE =
            "x\r\nBcc: canary@example.com\r\nContent-Type: text/html\r\n\r\n.\r\nRCPT TO:<canary@example.com>"
                    + " {token} {time} <b onclick=alert(1)>${1} \u001b[2J";

    private static GreenMail mail;
    private static SmtpPost post;

    @BeforeAll
    static void start() {
        mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        var settings = new StrongroomConfiguration.Mail(
                "127.0.0.1", mail.getSmtp().getPort(), Encryption.NONE, Optional.empty(), "strongroom@example.com");
        post = new SmtpPost(settings, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        mail.stop();
    }

    @BeforeEach
    void empty() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    private static List<String> templates() {
        return ResourceBundle.getBundle("messages.notices", Locale.ROOT).keySet().stream()
                .filter(key -> key.endsWith(".subject"))
                .map(key -> key.substring(0, key.lastIndexOf('.')))
                .toList();
    }

    /// Every word a text may ask for is the hostile one.
    private static Letter letter(Locale language) {
        var words = new java.util.HashMap<String, String>();
        for (var name : List.of("name", "code", "token", "server", "device", "address", "purpose", "until")) {
            words.put(name, HOSTILE);
        }
        return new Letter("person@example.com", language, words);
    }

    private static Message message(Channel channel, String template) {
        return new Message(
                "message-1", channel, "staff-1", template, "", Map.of(), Instant.parse("2026-11-28T04:05:06Z"));
    }

    @Test
    void subject_ofAMail_isTheProductsOwn_whateverTheWords() {
        for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(templates())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(template -> assertThat(
                                    MessageText.mail(message(Channel.MAIL, template), letter(language))
                                            .subject())
                            .isNotBlank()
                            .doesNotContain("canary", "{", "\r", "\n"));
        }
    }

    @Test
    void words_inAMail_addNoHeader_noRecipient_andNoPart() throws NotSent, MessagingException, IOException {
        post.send("message-1", "person@example.com", new MessageText.Text("New device", "Begin " + HOSTILE + " end"));
        var received = mail.getReceivedMessages();
        assertThat(received).hasSize(1);
        var names = Collections.list(received[0].getAllHeaders()).stream()
                .map(header -> header.getName())
                .toList();
        assertThat(names).doesNotContain("Bcc", "Cc").doesNotHaveDuplicates();
        assertThat(received[0].getAllRecipients()).hasSize(1);
        assertThat(received[0].getContentType().toLowerCase(Locale.ROOT)).startsWith("text/plain; charset=utf-8");
        assertThat(received[0].getContent().toString()).contains("Begin x", "{token} {time} <b", " end");
        assertThat(GreenMailUtil.getHeaders(received[0])).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com\r\nBcc: canary@example.com",
                "a@example.com\nRCPT TO:<canary@example.com>",
                "a@example.com, canary@example.com",
                "a@example.com> <canary@example.com",
                "a@example.com\u0000",
                "",
                "a"
            })
    void addressThatIsMoreThanOne_isSentNothing(String address) {
        assertThatThrownBy(() -> post.send("message-1", address, new MessageText.Text("Hello", "text")))
                .isInstanceOf(NotSent.class);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void word_isNotSearchedForOtherWords() {
        var letter = new Letter("+8613800138000", Locale.ENGLISH, Map.of("code", "{time}{token}", "token", "canary"));
        var text = MessageText.sms(message(Channel.SMS, "sign-in-code"), letter).body();
        assertThat(text).contains("{time}{token}").doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nb", "<b>", "\u001b", "王"})
    void word_thatIsKept_isNoneThatAPersonWrote(String word) {
        assertThatThrownBy(() -> new Message(
                        "message-1", Channel.MAIL, "staff-1", "new-device", "", Map.of("a", word), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
