package dev.strongroom.identity.session;

import dev.strongroom.identity.company.CompanyAttempts.Aim;
import dev.strongroom.identity.company.CompanyIdentity;
import dev.strongroom.identity.company.CompanyLinks;
import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.company.CompanyRefusals;
import dev.strongroom.identity.session.OwnChanges.Made;
import dev.strongroom.ledger.EntryKind;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people do with their own company sign-in: connect and disconnect it, with both factors just proven. Nobody else
/// connects it for them, and no name or address does.
public final class OwnCompanySignIn {

    private static final String WHAT = "company-sign-in";

    private final OwnChanges own;
    private final CompanyProvider provider;
    private final CompanyAnswers answers;
    private final CompanyLinks links;
    private final SignIn signIn;
    private final JdbcClient jdbc;

    OwnCompanySignIn(
            OwnChanges own,
            CompanyProvider provider,
            CompanyAnswers answers,
            CompanyLinks links,
            SignIn signIn,
            JdbcClient jdbc) {
        this.own = own;
        this.provider = provider;
        this.answers = answers;
        this.links = links;
        this.signIn = signIn;
        this.jdbc = jdbc;
    }

    /// What the person can sign in with at the company.
    ///
    /// @param name what people call it
    /// @param link empty unless it is connected
    public record Offer(String name, Optional<CompanyLinks.Link> link) {}

    /// @return empty where there is none, or none for such a person
    public Optional<Offer> offer(Session session) {
        return provider.name()
                .filter(name -> !session.account().isCustomer())
                .map(name -> new Offer(name, links.of(jdbc, session.account())));
    }

    public CompanySignIn.Begun begin(Session session, SignIn.From from) {
        requireMay(session, from);
        return answers.begin(new Aim.Connect(session.id()));
    }

    /// Connects whoever has just signed in at the provider, instead of whom there was: every other session ends, which
    /// may have begun with them.
    ///
    /// @param browser what it kept of the attempt; may be empty
    public void connect(Session session, CompanyProvider.Answer answer, String browser, SignIn.From from) {
        requireMay(session, from);
        answers.recorded(EntryKind.ACCOUNT, session.account().id(), () -> {
            var identity = answers.identify(new Aim.Connect(session.id()), answer, browser);
            return own.make(session, transaction -> connected(transaction, session, identity));
        });
    }

    private Made<String> connected(JdbcClient transaction, Session session, CompanyIdentity identity) {
        links.connect(transaction, session.account(), identity);
        SessionRows.deleteOthers(transaction, session.account().id(), session.id());
        return new Made<>(WHAT, WHAT, "connected", "company-connected");
    }

    /// Ends every other session, which may have begun with it.
    public void disconnect(Session session) {
        own.make(session, transaction -> {
            links.disconnect(transaction, session.account());
            SessionRows.deleteOthers(transaction, session.account().id(), session.id());
            return new Made<>(WHAT, WHAT, "disconnected", "company-disconnected");
        });
    }

    private void requireMay(Session session, SignIn.From from) {
        own.requireBothFresh(session);
        if (offer(session).isEmpty()) {
            throw CompanyRefusals.off();
        }
        signIn.countStranger(from);
    }
}
