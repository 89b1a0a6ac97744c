package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.company.CompanyAttempts;
import dev.strongroom.identity.company.CompanyAttempts.Aim;
import dev.strongroom.identity.company.CompanyIdentity;
import dev.strongroom.identity.company.CompanyLinks;
import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.company.CompanyRefusals;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Problem;
import java.net.URI;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in at the company's provider, which stands where the password stands: a factor of the product's own has to
/// follow, and nothing becomes fresh by it.
///
/// Guarantees: an answer counts once, in the browser that asked for it; an account that is locked, or not yet active,
/// is
/// refused as one that was never connected; no account comes into being.
public final class CompanySignIn {

    private static final String NOBODY = "nobody";

    private final RecordedChanges changes;
    private final CompanyProvider provider;
    private final CompanyAttempts attempts;
    private final CompanyLinks links;
    private final SignIn signIn;
    private final JdbcClient jdbc;

    CompanySignIn(
            RecordedChanges changes,
            CompanyProvider provider,
            CompanyAttempts attempts,
            CompanyLinks links,
            SignIn signIn,
            JdbcClient jdbc) {
        this.changes = changes;
        this.provider = provider;
        this.attempts = attempts;
        this.links = links;
        this.signIn = signIn;
        this.jdbc = jdbc;
    }

    /// An attempt that was begun.
    ///
    /// @param address where the browser goes
    /// @param browser a secret for the browser to keep until it comes back
    public record Begun(URI address, String browser) {
        @Override
        public String toString() {
            return "Begun";
        }
    }

    public Begun begin(SignIn.From from) {
        signIn.countStranger(from);
        return begin(provider, attempts, new Aim.SignIn());
    }

    static Begun begin(CompanyProvider provider, CompanyAttempts attempts, Aim aim) {
        var begun = attempts.begin(aim);
        return new Begun(provider.authorization(begun.attempt()), begun.browser());
    }

    /// Begins a session with what the browser came back with; the one it had before is over.
    ///
    /// @param browser what it kept of the attempt; may be empty
    public SignIn.Step finish(CompanyProvider.Answer answer, String browser, SignIn.From from) {
        signIn.countStranger(from);
        var attempt =
                attempts.use(jdbc, answer.state(), browser, new Aim.SignIn()).orElseThrow(CompanyRefusals::refused);
        return begin(identify(attempt, answer), from);
    }

    /// No connection to the database is held while the provider is waited for.
    private CompanyIdentity identify(CompanyAttempts.Attempt attempt, CompanyProvider.Answer answer) {
        try {
            return provider.identify(attempt, answer);
        } catch (Problem refused) {
            if (refused.code().equals(CompanyRefusals.REFUSED)) {
                changes.run((transaction, connection) ->
                        Outcome.of(NOBODY, Told.refused(EntryKind.SIGN_IN, NOBODY, CompanyRefusals.REFUSED)));
            }
            throw refused;
        }
    }

    private SignIn.Step begin(CompanyIdentity identity, SignIn.From from) {
        var step = changes.run((transaction, connection) -> {
            var account = links.use(transaction, identity);
            if (account.filter(CompanySignIn::mayEnter).isEmpty()) {
                var actor = account.map(Account::id).orElse(NOBODY);
                return Outcome.of(
                        Optional.<SignIn.Step>empty(), Told.refused(EntryKind.SIGN_IN, actor, CompanyRefusals.UNKNOWN));
            }
            var begun = signIn.insert(transaction, account.get(), from, Factor.COMPANY);
            return Outcome.of(Optional.of(begun), SignIn.proven(account.get(), Factor.COMPANY.word()));
        });
        return step.orElseThrow(CompanyRefusals::unknown);
    }

    private static boolean mayEnter(Account account) {
        return account.status() == Account.Status.ACTIVE && !account.isCustomer();
    }
}
