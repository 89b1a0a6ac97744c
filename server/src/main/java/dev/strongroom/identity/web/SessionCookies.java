package dev.strongroom.identity.web;

import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.SignIn;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// The two cookies of people: one holds the session and goes with the browser, one marks a device that has signed in.
/// Neither can be read by scripts, nor is sent with a request that another site makes (RFC 6265bis).
final class SessionCookies {

    private static final String DEVICE = "__Host-strongroom-device";
    private static final Duration DEVICE_KEPT = Duration.ofDays(180);

    private SessionCookies() {}

    static SignIn.From from(HttpServletRequest request) {
        return new SignIn.From(
                request.getRemoteAddr(),
                value(request, DEVICE),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""),
                value(request, PersonAuthentication.COOKIE));
    }

    static String value(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse("");
    }

    static void set(HttpServletResponse response, SignIn.Step step) {
        add(response, ResponseCookie.from(PersonAuthentication.COOKIE, step.token()));
        step.mark()
                .ifPresent(
                        mark -> add(response, ResponseCookie.from(DEVICE, mark).maxAge(DEVICE_KEPT)));
    }

    /// The mark of the device stays: it gives no right, and keeps strangers' tries apart.
    static void clear(HttpServletResponse response) {
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        add(response, ResponseCookie.from(PersonAuthentication.COOKIE, "").maxAge(Duration.ZERO));
    }

    static void add(HttpServletResponse response, ResponseCookie.ResponseCookieBuilder cookie) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookie.httpOnly(true)
                        .secure(true)
                        .path("/")
                        .sameSite("Strict")
                        .build()
                        .toString());
    }
}
