package dev.strongroom.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/// The sentences of the command line in one language: Chinese where the environment's locale is Chinese, else English.
final class Words {

    static final String BUNDLE = "messages.cli";

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final boolean chinese;
    private final ResourceBundle bundle;

    private Words(boolean chinese) {
        this.chinese = chinese;
        this.bundle = ResourceBundle.getBundle(BUNDLE, chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT, NO_FALLBACK);
    }

    /// By the order of POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`. The launcher puts `STRONGROOM_LANG` before them, since
    /// it may have to change the others for the sake of file names.
    static Words of(Map<String, String> environment) {
        var language = Stream.of("STRONGROOM_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return new Words(language.startsWith("zh"));
    }

    static Words english() {
        return new Words(false);
    }

    static Words chinese() {
        return new Words(true);
    }

    boolean areChinese() {
        return chinese;
    }

    ResourceBundle bundle() {
        return bundle;
    }

    /// What a server is asked to answer in.
    String acceptLanguage() {
        return chinese ? "zh-CN" : "en";
    }

    /// @param values for the places of the sentence, in its order
    String say(String key, Object... values) {
        var shown = Arrays.stream(values)
                .map(value -> value instanceof String text ? Printable.line(text) : value)
                .toArray();
        return bundle.getString(key).formatted(shown);
    }
}
