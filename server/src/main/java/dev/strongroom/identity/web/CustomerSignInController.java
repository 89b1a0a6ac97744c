package dev.strongroom.identity.web;

import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.session.CustomerTakeUp;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.notify.Channel;
import dev.strongroom.web.Problem;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// How customers take up an account and begin to sign in. Every further step is the same for them as for staff.
@RestController
@SignInStep
@RequestMapping(path = "/v1/sign-in/customer", consumes = MediaType.APPLICATION_JSON_VALUE)
class CustomerSignInController {

    private final SignIn signIn;
    private final PersonAuthentication people;
    private final CustomerTakeUp takeUp;

    CustomerSignInController(SignIn signIn, CustomerTakeUp takeUp, PersonAuthentication people) {
        this.people = people;
        this.signIn = signIn;
        this.takeUp = takeUp;
    }

    record NameAndPassword(@Nullable String name, @Nullable String password) {
        @Override
        public String toString() {
            return "NameAndPassword";
        }
    }

    /// @param channel mail or sms; empty: whichever there is
    record CodeWanted(@Nullable String token, @Nullable String channel) {
        @Override
        public String toString() {
            return "CodeWanted";
        }
    }

    record TakingUp(
            @Nullable String token,
            @Nullable String code,
            @Nullable String password) {
        @Override
        public String toString() {
            return "TakingUp";
        }
    }

    /// @param next the ways to go on
    record Answer(boolean complete, List<String> next) {}

    @PostMapping("/password")
    Answer password(@RequestBody NameAndPassword body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var session = people.session(request);
        var from = SessionCookies.from(request);
        var step = signIn.customersPassword(text(body.name()), text(body.password()), from, session);
        return answer(response, step);
    }

    @PostMapping("/invitation/codes")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ContactCodes.Asked askForCode(@RequestBody CodeWanted body, HttpServletRequest request) {
        PersonAuthentication.refuseCrossSite(request);
        var channel = Optional.ofNullable(body.channel()).map(CustomerSignInController::channel);
        return takeUp.askForCode(text(body.token()), channel, SessionCookies.from(request));
    }

    @PostMapping("/invitation")
    Answer accept(@RequestBody TakingUp body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var step = takeUp.accept(
                text(body.token()), text(body.code()), text(body.password()), SessionCookies.from(request));
        return answer(response, step);
    }

    private static Channel channel(String word) {
        return switch (word) {
            case "mail" -> Channel.MAIL;
            case "sms" -> Channel.SMS;
            default ->
                throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "contact.invalid", "Choose mail or sms.")
                        .with("member", "channel");
        };
    }

    private static Answer answer(HttpServletResponse response, SignIn.Step step) {
        SessionCookies.set(response, step);
        return new Answer(step.complete(), step.next());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
