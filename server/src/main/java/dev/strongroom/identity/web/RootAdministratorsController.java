package dev.strongroom.identity.web;

import dev.strongroom.identity.NewAdministrator;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.administrator.RootAdministrators;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Administrators for whoever has opened the key file; `strongroom admin` makes the proof.
@RestController
@SignInStep
class RootAdministratorsController {

    private final RootAdministrators administrators;
    private final SignIn signIn;

    RootAdministratorsController(RootAdministrators administrators, SignIn signIn) {
        this.administrators = administrators;
        this.signIn = signIn;
    }

    record Asked(
            @Nullable String proof,
            @Nullable Boolean recovery,
            @Nullable String name,
            @Nullable String signInName,
            @Nullable String language) {

        private NewAdministrator administrator() {
            return new NewAdministrator(Boolean.TRUE.equals(recovery), text(name), text(signInName), text(language));
        }

        private static String text(@Nullable String given) {
            return Objects.requireNonNullElse(given, "");
        }

        @Override
        public String toString() {
            return "Asked";
        }
    }

    @PostMapping(path = "/v1/administrators", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Invited invite(@RequestBody Asked body, HttpServletRequest request) {
        PersonAuthentication.refuseCrossSite(request);
        signIn.countStranger(SessionCookies.from(request));
        return administrators.invite(body.administrator(), Asked.text(body.proof()));
    }
}
