package dev.strongroom.identity.web;

import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.contact.Contact;
import dev.strongroom.identity.passkey.Passkeys;
import dev.strongroom.identity.session.OwnCompanySignIn;
import dev.strongroom.identity.session.OwnContacts;
import dev.strongroom.identity.session.OwnFactors;
import dev.strongroom.identity.session.OwnPasskeys;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.Session;
import dev.strongroom.identity.session.Sessions;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.notify.Notices;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What people see and change of their own account: what they may do, their factors and their sessions.
@RestController
@SignInStep
@RequestMapping("/v1/me")
class MeController {

    private final SignIn signIn;
    private final OwnFactors factors;
    private final OwnPasskeys passkeys;
    private final OwnContacts contacts;
    private final OwnCompanySignIn company;
    private final Accounts accounts;
    private final Notices notices;
    private final Sessions sessions;
    private final PersonAuthentication people;

    MeController(
            SignIn signIn,
            OwnFactors factors,
            OwnPasskeys passkeys,
            OwnContacts contacts,
            OwnCompanySignIn company,
            Accounts accounts,
            Notices notices,
            Sessions sessions,
            PersonAuthentication people) {
        this.signIn = signIn;
        this.factors = factors;
        this.passkeys = passkeys;
        this.contacts = contacts;
        this.company = company;
        this.accounts = accounts;
        this.notices = notices;
        this.sessions = sessions;
        this.people = people;
    }

    record Me(
            String id,
            Set<String> roles,
            Set<String> purposes,
            String language,
            Factors factors,
            Optional<Instant> strongFactorAt) {}

    /// @param recoveryCodes how many are left
    /// @param company the company's sign-in, where there is one
    record Factors(
            List<OwnFactors.App> apps,
            List<Passkeys.Passkey> passkeys,
            List<Contact> contacts,
            int recoveryCodes,
            Optional<OwnCompanySignIn.Offer> company) {}

    record Language(@Nullable String language) {}

    record AllNotices(List<Notices.Notice> notices) {}

    record Label(@Nullable String label) {}

    record Code(@Nullable String code) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    record NewPassword(@Nullable String current, @Nullable String password) {
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    /// @param secret in base 32, for typing
    /// @param uri the same for a link
    /// @param qr the same for a camera: a data URI of a PNG
    record BegunApp(String id, String secret, String uri, String qr) {
        @Override
        public String toString() {
            return "BegunApp";
        }
    }

    record Enrolled(boolean complete, List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Enrolled";
        }
    }

    record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes";
        }
    }

    /// @param device what its browser said it was
    record OneSession(String id, String device, Instant createdAt, Instant seenAt, boolean complete, boolean current) {}

    record AllSessions(List<OneSession> sessions) {}

    record Ended(int ended) {}

    /// @param next the ways to go on with signing in; empty once it is complete
    record OwnSession(boolean complete, List<String> next) {}

    @GetMapping
    Me me(HttpServletRequest request) {
        var session = people.requireComplete(request);
        var account = session.account();
        return new Me(
                account.id(),
                account.roles(),
                account.purposes(),
                account.language().toLanguageTag(),
                factors(session),
                session.strength().strongFactorAt());
    }

    private Factors factors(Session session) {
        var overview = factors.overview(session);
        return new Factors(
                overview.apps(),
                passkeys.list(session),
                contacts.list(session),
                overview.recoveryCodes(),
                company.offer(session));
    }

    @PutMapping("/language")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setLanguage(@RequestBody Language body, HttpServletRequest request) {
        var session = people.requireComplete(request);
        factors.requireFresh(session);
        accounts.setLanguage(session.account().id(), text(body.language()));
    }

    @GetMapping("/notices")
    AllNotices notices(HttpServletRequest request) {
        var account = people.requireComplete(request).account();
        return new AllNotices(notices.of(account.id(), account.language()));
    }

    @PostMapping("/apps")
    @ResponseStatus(HttpStatus.CREATED)
    BegunApp beginApp(@RequestBody Label body, HttpServletRequest request) {
        var begun = factors.beginApp(people.requireSession(request), text(body.label()));
        return new BegunApp(begun.id(), begun.secret(), begun.uri(), QrCode.dataUri(begun.uri()));
    }

    @PostMapping("/apps/confirmations")
    Enrolled confirmApp(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        var enrolled =
                factors.confirmApp(people.requireSession(request), text(body.code()), SessionCookies.from(request));
        SessionCookies.set(response, enrolled.step());
        return new Enrolled(true, enrolled.recoveryCodes());
    }

    @PutMapping("/apps/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void renameApp(@PathVariable String id, @RequestBody Label body, HttpServletRequest request) {
        factors.renameApp(people.requireComplete(request), id, text(body.label()));
    }

    @DeleteMapping("/apps/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeApp(@PathVariable String id, HttpServletRequest request) {
        factors.removeApp(people.requireComplete(request), id);
    }

    @PostMapping("/recovery-codes")
    RecoveryCodes replaceRecoveryCodes(HttpServletRequest request) {
        return new RecoveryCodes(factors.replaceRecoveryCodes(people.requireComplete(request)));
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody NewPassword body, HttpServletRequest request) {
        factors.changePassword(
                people.requireComplete(request),
                text(body.current()),
                text(body.password()),
                SessionCookies.from(request));
    }

    @GetMapping("/sessions")
    AllSessions sessions(HttpServletRequest request) {
        return new AllSessions(sessions.list(people.requireComplete(request)).stream()
                .map(MeController::shown)
                .toList());
    }

    private static OneSession shown(Sessions.Listed listed) {
        var session = listed.session();
        return new OneSession(
                session.id(),
                listed.device(),
                session.createdAt(),
                session.seenAt(),
                session.isComplete(),
                listed.current());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id, HttpServletRequest request) {
        var session = people.requireComplete(request);
        factors.requireFresh(session);
        sessions.end(session, id);
    }

    /// Every session but the one that asks.
    @DeleteMapping("/sessions")
    Ended endOthers(HttpServletRequest request) {
        var session = people.requireComplete(request);
        factors.requireFresh(session);
        return new Ended(sessions.endOthers(session));
    }

    /// How far signing in has come, for a page that was loaded again on the way.
    @GetMapping("/session")
    OwnSession session(HttpServletRequest request) {
        var session = people.requireSession(request);
        return new OwnSession(session.isComplete(), signIn.next(session));
    }

    /// Signs out, however far signing in had come.
    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        Session session = people.requireSession(request);
        sessions.end(session, session.id());
        SessionCookies.clear(response);
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
