package dev.strongroom.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// What a reader has chosen on a device: the language and the theme of the pages. Two cookies that tell nothing else.
final class Preferences {

    static final List<String> THEMES = List.of("auto", "light", "dark");
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private static final String LANGUAGE = "__Host-strongroom-language";
    private static final String THEME = "__Host-strongroom-theme";
    private static final Duration KEPT = Duration.ofDays(365);

    private Preferences() {}

    static Optional<Locale> language(HttpServletRequest request) {
        return value(request, LANGUAGE).flatMap(Preferences::language);
    }

    static Optional<Locale> language(String tag) {
        return LANGUAGES.stream()
                .filter(known -> known.toLanguageTag().equals(tag))
                .findFirst();
    }

    static String theme(HttpServletRequest request) {
        return value(request, THEME).filter(THEMES::contains).orElse(THEMES.getFirst());
    }

    static void keepLanguage(HttpServletResponse response, Locale language) {
        keep(response, LANGUAGE, language.toLanguageTag());
    }

    static void keepTheme(HttpServletResponse response, String theme) {
        keep(response, THEME, theme);
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    private static void keep(HttpServletResponse response, String name, String value) {
        var cookie = ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(true)
                .path("/")
                .sameSite("Strict")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
