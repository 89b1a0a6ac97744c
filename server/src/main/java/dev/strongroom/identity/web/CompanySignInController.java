package dev.strongroom.identity.web;

import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.session.CompanySignIn;
import dev.strongroom.identity.session.OwnCompanySignIn;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in at the company's provider, and connecting it. Nothing redirects: the page is told where to go, and posts
/// what the browser came back with.
@RestController
@SignInStep
class CompanySignInController {

    private static final String SIGN_IN = "/v1/sign-in/company";
    private static final String OWN = "/v1/me/company-sign-in";
    private static final String ATTEMPTS = "/attempts";

    private final CompanySignIn company;
    private final OwnCompanySignIn own;
    private final PersonAuthentication people;

    CompanySignInController(CompanySignIn company, OwnCompanySignIn own, PersonAuthentication people) {
        this.company = company;
        this.own = own;
        this.people = people;
    }

    record Nothing() {}

    /// @param address of the provider, for the browser to go to
    record Address(String address) {
        @Override
        public String toString() {
            return "Address";
        }
    }

    /// @param iss who says that it answers (RFC 9207)
    record Returned(
            @Nullable String state,
            @Nullable String code,
            @Nullable String iss) {
        CompanyProvider.Answer answer() {
            return new CompanyProvider.Answer(
                    Objects.requireNonNullElse(state, ""),
                    Objects.requireNonNullElse(code, ""),
                    Optional.ofNullable(iss));
        }

        @Override
        public String toString() {
            return "Returned";
        }
    }

    /// @param next the ways to go on
    record Answer(boolean complete, List<String> next) {}

    @PostMapping(SIGN_IN + ATTEMPTS)
    @ResponseStatus(HttpStatus.CREATED)
    Address begin(@RequestBody Nothing body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        return address(company.begin(SessionCookies.from(request)), response);
    }

    @PostMapping(SIGN_IN)
    Answer finish(@RequestBody Returned body, HttpServletRequest request, HttpServletResponse response) {
        PersonAuthentication.refuseCrossSite(request);
        var step = company.finish(body.answer(), CompanyCookie.value(request), SessionCookies.from(request));
        CompanyCookie.clear(response);
        SessionCookies.set(response, step);
        return new Answer(step.complete(), step.next());
    }

    @PostMapping(OWN + ATTEMPTS)
    @ResponseStatus(HttpStatus.CREATED)
    Address beginToConnect(@RequestBody Nothing body, HttpServletRequest request, HttpServletResponse response) {
        var session = people.requireComplete(request);
        return address(own.begin(session, SessionCookies.from(request)), response);
    }

    @PostMapping(OWN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void connect(@RequestBody Returned body, HttpServletRequest request, HttpServletResponse response) {
        var session = people.requireComplete(request);
        own.connect(session, body.answer(), CompanyCookie.value(request), SessionCookies.from(request));
        CompanyCookie.clear(response);
    }

    @DeleteMapping(OWN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(HttpServletRequest request) {
        own.disconnect(people.requireComplete(request));
    }

    private static Address address(CompanySignIn.Begun begun, HttpServletResponse response) {
        CompanyCookie.set(response, begun.browser());
        return new Address(begun.address().toString());
    }
}
