package dev.strongroom.identity.web;

import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.passkey.PasskeyOptions;
import dev.strongroom.identity.session.OwnFactors;
import dev.strongroom.identity.session.PasskeySignIn;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.SecondFactors;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signing in, one factor a request. What may come next is told by what has succeeded, and by nothing else.
@RestController
@SignInStep
@RequestMapping(path = "/v1/sign-in", consumes = MediaType.APPLICATION_JSON_VALUE)
class SignInController {

    private final SignIn signIn;
    private final SecondFactors seconds;
    private final PasskeySignIn passkeys;
    private final OwnFactors factors;
    private final PersonAuthentication people;
    private final JsonMapper json;

    SignInController(
            SignIn signIn,
            SecondFactors seconds,
            PasskeySignIn passkeys,
            OwnFactors factors,
            PersonAuthentication people,
            JsonMapper json) {
        this.signIn = signIn;
        this.seconds = seconds;
        this.passkeys = passkeys;
        this.json = json;
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

    record Nothing() {}

    record PublicKey(PasskeyOptions.Request publicKey) {}

    /// @param credential what the browser gives: an AuthenticationResponseJSON
    record Assertion(@Nullable JsonNode credential) {
        @Override
        public String toString() {
            return "Assertion";
        }
    }

    /// @param next the ways to go on; empty once the person is signed in
    record Answer(boolean complete, List<String> next) {}

    @PostMapping("/password")
    Answer password(@RequestBody NameAndPassword body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var session = people.session(request);
        var step = signIn.password(text(body.name()), text(body.password()), SessionCookies.from(request), session);
        return answer(response, step);
    }

    @PostMapping("/app")
    Answer app(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var step = seconds.app(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        return answer(response, step);
    }

    @PostMapping("/recovery-code")
    Answer recoveryCode(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var step =
                seconds.recoveryCode(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        return answer(response, step);
    }

    @PostMapping("/invitation")
    Answer invitation(@RequestBody Acceptance body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var step = factors.accept(text(body.token()), text(body.password()), SessionCookies.from(request));
        return answer(response, step);
    }

    /// A code by text message, for who has proven the password.
    @PostMapping("/phone-code/requests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ContactCodes.Asked askForPhoneCode(@RequestBody Nothing body, HttpServletRequest request) {
        return seconds.askForPhoneCode(people.requireSession(request), SessionCookies.from(request));
    }

    @PostMapping("/phone-code")
    Answer phoneCode(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var step = seconds.phoneCode(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        return answer(response, step);
    }

    @PostMapping("/passkey/options")
    PublicKey passkeyOptions(@RequestBody Nothing body, HttpServletRequest request) {
        PersonAuthentication.refuseCrossSite(request);
        return new PublicKey(passkeys.options(people.session(request)));
    }

    /// Begins a session; or, where there is one, proves the passkey in it.
    @PostMapping("/passkey")
    Answer passkey(@RequestBody Assertion body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var given = body.credential() == null ? "{}" : json.writeValueAsString(body.credential());
        var from = SessionCookies.from(request);
        var step = people.session(request)
                .map(session -> passkeys.prove(session, given, from))
                .orElseGet(() -> passkeys.signIn(given, from));
        return answer(response, step);
    }

    private static Answer answer(HttpServletResponse response, SignIn.Step step) {
        SessionCookies.set(response, step);
        return new Answer(step.complete(), step.next());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
