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
                mark(request),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
    }

    private static String mark(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(DEVICE))
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

    static void clear(HttpServletResponse response) {
        add(response, ResponseCookie.from(PersonAuthentication.COOKIE, "").maxAge(Duration.ZERO));
    }

    private static void add(HttpServletResponse response, ResponseCookie.ResponseCookieBuilder cookie) {
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
