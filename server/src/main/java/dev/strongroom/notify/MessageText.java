package dev.strongroom.notify;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// The texts of messages in two languages, by template.
final class MessageText {

    private static final String BUNDLE = "messages.notices";

    /// What the ids of customers' accounts begin with.
    private static final String CUSTOMER = "customer-";

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private MessageText() {}

    /// @param subject one line; empty for text messages
    record Text(String subject, String body) {
        @Override
        public String toString() {
            return "Text";
        }
    }

    static Text mail(Message message, Letter letter) {
        var bundle = bundle(letter.language());
        var words = words(message.words(), letter.words());
        words.put("time", MessageTime.written(message.createdAt(), letter.language()));
        words.put("help", help(bundle, message.recipient()));
        var body = filled(bundle.getString(message.template() + ".text"), words);
        var closing = bundle.getString(isCustomer(message.recipient()) ? "closing.customer" : "closing");
        return new Text(bundle.getString(message.template() + ".subject"), body + "\n\n" + closing);
    }

    static Text sms(Message message, Letter letter) {
        var text = bundle(letter.language()).getString(message.template() + ".sms");
        return new Text("", filled(text, words(message.words(), letter.words())));
    }

    static Text notice(Notices.Kept notice, String recipient, Locale language, String server) {
        var bundle = bundle(language);
        var words = new HashMap<>(notice.words());
        words.put("server", server);
        words.put("help", help(bundle, recipient));
        words.put("time", MessageTime.written(notice.createdAt(), language));
        return new Text(
                bundle.getString(notice.template() + ".subject"),
                filled(bundle.getString(notice.template() + ".text"), words));
    }

    /// Whom to turn to: customers know no administrator.
    private static String help(ResourceBundle bundle, String recipient) {
        return bundle.getString(isCustomer(recipient) ? "help.customer" : "help.staff");
    }

    private static boolean isCustomer(String recipient) {
        return recipient.startsWith(CUSTOMER);
    }

    private static Map<String, String> words(Map<String, String> kept, Map<String, String> drawn) {
        var words = new HashMap<>(kept);
        words.putAll(drawn);
        return words;
    }

    private static ResourceBundle bundle(Locale language) {
        boolean isChinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        return ResourceBundle.getBundle(BUNDLE, isChinese ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT, NO_FALLBACK);
    }

    /// Puts words in place of `{name}`. A word is never itself searched for such marks.
    private static String filled(String pattern, Map<String, String> words) {
        var text = new StringBuilder();
        int from = 0;
        for (int at = pattern.indexOf('{'); at >= 0; at = pattern.indexOf('{', from)) {
            int end = pattern.indexOf('}', at);
            text.append(pattern, from, at).append(words.getOrDefault(pattern.substring(at + 1, end), ""));
            from = end + 1;
        }
        return text.append(pattern.substring(from)).toString();
    }
}
