package dev.strongroom.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/// The language of a page: the one chosen on this device, else the first of the browser's that there is, else English.
final class PageLanguage implements LocaleResolver {

    static Locale of(HttpServletRequest request) {
        return Preferences.language(request)
                .orElseGet(() -> Collections.list(request.getLocales()).stream()
                        .filter(wanted -> isChinese(wanted) || isEnglish(wanted))
                        .findFirst()
                        .filter(PageLanguage::isChinese)
                        .map(chinese -> Locale.SIMPLIFIED_CHINESE)
                        .orElse(Locale.ENGLISH));
    }

    private static boolean isChinese(Locale locale) {
        return "zh".equals(locale.getLanguage());
    }

    private static boolean isEnglish(Locale locale) {
        return "en".equals(locale.getLanguage());
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return of(request);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The reader chooses the language, see Preferences");
    }
}
