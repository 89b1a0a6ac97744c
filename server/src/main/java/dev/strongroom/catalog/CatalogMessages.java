package dev.strongroom.catalog;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The sentences of this module in two languages, looked up by stable code.
final class CatalogMessages {

    private static final String BUNDLE = "messages.catalog";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private CatalogMessages() {}

    static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    static ResourceBundle bundle(Locale locale) {
        var offered = isChinese(locale) ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT;
        return ResourceBundle.getBundle(BUNDLE, offered, NO_FALLBACK);
    }

    /// Puts the names in place of `{0}`, `{1}` and so on. A name is never itself searched for such marks.
    static String sentence(Locale locale, String code, List<String> names) {
        var pattern = bundle(locale).getString(code);
        var sentence = new StringBuilder();
        int from = 0;
        for (int at = pattern.indexOf('{'); at >= 0; at = pattern.indexOf('{', from)) {
            int end = pattern.indexOf('}', at);
            sentence.append(pattern, from, at).append(names.get(Integer.parseInt(pattern.substring(at + 1, end))));
            from = end + 1;
        }
        return sentence.append(pattern.substring(from)).toString();
    }
}
