package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The texts of messages in both languages.
class MessageTextTests {

    private static final Instant TIME = Instant.parse("2026-11-28T04:05:06Z");
    private static final Pattern MARK = Pattern.compile("\\{[a-z]+}");
    private static final Pattern TOLD = Pattern.compile(
            "\"((?:app|company|passkey|phone|mail|password|recovery|new|approval|account|administrator|glass)-[a-z-]+)\"");
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("messages.notices", Locale.ROOT);
    private static final ResourceBundle CHINESE =
            ResourceBundle.getBundle("messages.notices", Locale.SIMPLIFIED_CHINESE);

    private static Message message(Channel channel, String template) {
        return new Message("message-1", channel, "staff-1", template, "", Map.of(), TIME);
    }

    @Test
    void bothLanguages_haveTheSameTexts_withTheSameWordsToFillIn() {
        assertThat(CHINESE.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(ENGLISH.keySet())
                .allSatisfy(key -> assertThat(marks(CHINESE.getString(key))).isEqualTo(marks(ENGLISH.getString(key))));
        assertThat(CHINESE.keySet())
                .allSatisfy(key -> assertThat(CHINESE.getString(key))
                        .matches(text -> text.codePoints()
                                .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN)));
    }

    private static Set<String> marks(String text) {
        return MARK.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    @Test
    void everythingPeopleAreTold_hasAText_andEveryTextIsTold() throws IOException {
        var told = new TreeSet<String>();
        for (var module : List.of("identity", "approval", "access")) {
            try (var sources = Files.walk(Path.of("src/main/java/dev/strongroom", module))) {
                for (var file : sources.filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    TOLD.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(told::add);
                }
            }
        }
        var texts = ENGLISH.keySet().stream()
                .filter(key -> key.endsWith(".subject"))
                .map(key -> key.substring(0, key.indexOf('.')))
                .filter(template -> !template.endsWith("-code"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).containsAll(texts);
    }

    @Test
    void textMessages_fitOneMessage() {
        for (var bundle : List.of(ENGLISH, CHINESE)) {
            assertThat(bundle.keySet().stream().filter(key -> key.endsWith(".sms")))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(bundle.getString(key).replace("{code}", "123456"))
                            .hasSizeLessThanOrEqualTo(SmppPost.LONGEST));
        }
    }

    @Test
    void mail_isFilledIn_inTheLanguageOfTheReader() {
        var words = Map.of("server", "https://people.example.com");
        var english = MessageText.mail(message(Channel.MAIL, "app-removed"), new Letter("a", Locale.ENGLISH, words));
        assertThat(english.body()).contains("28 November 2026, 04:05 UTC", "https://people.example.com");
        var chinese = MessageText.mail(
                message(Channel.MAIL, "app-removed"), new Letter("a", Locale.SIMPLIFIED_CHINESE, words));
        assertThat(chinese.body()).contains("2026年11月28日 04:05（UTC）").doesNotContain("{");
    }

    @Test
    void words_areNeverSearchedForMarks() {
        var letter = new Letter("a", Locale.ENGLISH, Map.of("code", "{token}", "token", "secret"));
        assertThat(MessageText.mail(message(Channel.MAIL, "contact-code"), letter)
                        .body())
                .contains("{token}")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "name@example.com", "张伟", "a\r\nb", "+8613800138000", "<b>"})
    void outbox_takesNothingAPersonWrote(String word) {
        assertThatThrownBy(() -> new Message("m", Channel.MAIL, "staff-1", "x", "", Map.of("word", word), TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(word);
    }
}
