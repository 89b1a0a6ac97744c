package dev.strongroom.identity.web;

import dev.strongroom.identity.company.CompanyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.ResponseCookie;

/// Binds an attempt to sign in at the company to the browser that began it: an answer that somebody else was given is
/// worth nothing here. The page that is come back to sends it along, since it asks from this site.
final class CompanyCookie {

    private static final String NAME = "__Host-strongroom-company";

    private CompanyCookie() {}

    static String value(HttpServletRequest request) {
        return SessionCookies.value(request, NAME);
    }

    static void set(HttpServletResponse response, String browser) {
        SessionCookies.add(response, ResponseCookie.from(NAME, browser).maxAge(CompanyAttempts.VALID));
    }

    static void clear(HttpServletResponse response) {
        SessionCookies.add(response, ResponseCookie.from(NAME, "").maxAge(Duration.ZERO));
    }
}
