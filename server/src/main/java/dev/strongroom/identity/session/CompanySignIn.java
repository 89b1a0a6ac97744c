package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.company.CompanyAttempts.Aim;
import dev.strongroom.identity.company.CompanyIdentity;
import dev.strongroom.identity.company.CompanyLinks;
import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.company.CompanyRefusals;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import java.net.URI;
import java.util.Optional;

/// Signing in at the company's provider, which stands where the password stands: a factor of the product's own has to
/// follow, and nothing becomes fresh by it.
///
/// Guarantees: an answer counts once, in the browser that asked for it; an account that is locked, or not yet active,
/// is
/// refused as one that was never connected; no account comes into being.
public final class CompanySignIn {

    private static final String NOBODY = "nobody";

    private final RecordedChanges changes;
    private final CompanyAnswers answers;
    private final CompanyLinks links;
    private final SignIn signIn;

    CompanySignIn(RecordedChanges changes, CompanyAnswers answers, CompanyLinks links, SignIn signIn) {
        this.changes = changes;
        this.answers = answers;
        this.links = links;
        this.signIn = signIn;
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
        return answers.begin(new Aim.SignIn());
    }

    /// Begins a session with what the browser came back with; the one it had before is over.
    ///
    /// @param browser what it kept of the attempt; may be empty
    public SignIn.Step finish(CompanyProvider.Answer answer, String browser, SignIn.From from) {
        signIn.countStranger(from);
        var identity =
                answers.recorded(EntryKind.SIGN_IN, NOBODY, () -> answers.identify(new Aim.SignIn(), answer, browser));
        return begin(identity, from);
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
