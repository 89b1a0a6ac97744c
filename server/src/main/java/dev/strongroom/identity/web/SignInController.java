package dev.strongroom.identity.web;

import dev.strongroom.identity.session.OwnFactors;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Signing in, one factor a request. What may come next is told by what has succeeded, and by nothing else.
@RestController
@SignInStep
@RequestMapping(path = "/v1/sign-in", consumes = MediaType.APPLICATION_JSON_VALUE)
class SignInController {

    private static final List<String> SECOND_FACTORS = List.of("app", "recovery-code");

    private final SignIn signIn;
    private final OwnFactors factors;
    private final PersonAuthentication people;

    SignInController(SignIn signIn, OwnFactors factors, PersonAuthentication people) {
        this.signIn = signIn;
        this.factors = factors;
        this.people = people;
    }

    record NameAndPassword(@Nullable String name, @Nullable String password) {
        @Override
        public String toString() {
            return "NameAndPassword";
        }
    }

    record Code(@Nullable String code) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    record Acceptance(@Nullable String token, @Nullable String password) {
        @Override
        public String toString() {
            return "Acceptance";
        }
    }

    /// @param next the ways to go on; empty once the person is signed in
    record Answer(boolean complete, List<String> next) {}

    @PostMapping("/password")
    Answer password(@RequestBody NameAndPassword body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var step = signIn.password(text(body.name()), text(body.password()), SessionCookies.from(request));
        return answer(response, step, SECOND_FACTORS);
    }

    @PostMapping("/app")
    Answer app(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var step = signIn.app(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        return answer(response, step, List.of());
    }

    @PostMapping("/recovery-code")
    Answer recoveryCode(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var step = signIn.recoveryCode(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        return answer(response, step, List.of());
    }

    @PostMapping("/invitation")
    Answer invitation(@RequestBody Acceptance body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var step = factors.accept(text(body.token()), text(body.password()), SessionCookies.from(request));
        return answer(response, step, List.of("enrol-app"));
    }

    private static Answer answer(HttpServletResponse response, SignIn.Step step, List<String> next) {
        SessionCookies.set(response, step);
        return new Answer(step.complete(), step.complete() ? List.of() : next);
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
