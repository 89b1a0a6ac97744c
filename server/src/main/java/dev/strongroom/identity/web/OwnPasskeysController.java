package dev.strongroom.identity.web;

import dev.strongroom.identity.passkey.PasskeyOptions;
import dev.strongroom.identity.session.OwnPasskeys;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The passkeys of people, as they change them themselves.
@RestController
@SignInStep
@RequestMapping("/v1/me/passkeys")
class OwnPasskeysController {

    private final OwnPasskeys passkeys;
    private final PersonAuthentication people;
    private final JsonMapper json;

    OwnPasskeysController(OwnPasskeys passkeys, PersonAuthentication people, JsonMapper json) {
        this.passkeys = passkeys;
        this.people = people;
        this.json = json;
    }

    record Nothing() {}

    record PublicKey(PasskeyOptions.Creation publicKey) {}

    /// @param credential what the browser gives: a RegistrationResponseJSON
    record NewPasskey(@Nullable String label, @Nullable JsonNode credential) {
        @Override
        public String toString() {
            return "NewPasskey";
        }
    }

    record Label(@Nullable String label) {}

    record Enrolled(boolean complete, List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Enrolled";
        }
    }

    @PostMapping("/options")
    PublicKey options(@RequestBody Nothing body, HttpServletRequest request) {
        return new PublicKey(passkeys.begin(people.requireSession(request)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Enrolled add(@RequestBody NewPasskey body, HttpServletRequest request, HttpServletResponse response) {
        var given = body.credential() == null ? "{}" : json.writeValueAsString(body.credential());
        var enrolled = passkeys.finish(
                people.requireSession(request), text(body.label()), given, SessionCookies.from(request));
        SessionCookies.set(response, enrolled.step());
        return new Enrolled(true, enrolled.recoveryCodes());
    }

    @PutMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rename(@PathVariable String id, @RequestBody Label body, HttpServletRequest request) {
        passkeys.rename(people.requireComplete(request), id, text(body.label()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, HttpServletRequest request) {
        passkeys.remove(people.requireComplete(request), id);
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
