package dev.strongroom.identity.session;

import dev.strongroom.identity.company.CompanyAttempts;
import dev.strongroom.identity.company.CompanyAttempts.Aim;
import dev.strongroom.identity.company.CompanyIdentity;
import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.company.CompanyRefusals;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Problem;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What goes to the company's provider, and what comes back from it.
final class CompanyAnswers {

    private static final Set<String> RECORDED = Set.of(CompanyRefusals.REFUSED, CompanyRefusals.TAKEN);

    private final RecordedChanges changes;
    private final CompanyProvider provider;
    private final CompanyAttempts attempts;
    private final JdbcClient jdbc;

    CompanyAnswers(RecordedChanges changes, CompanyProvider provider, CompanyAttempts attempts, JdbcClient jdbc) {
        this.changes = changes;
        this.provider = provider;
        this.attempts = attempts;
        this.jdbc = jdbc;
    }

    CompanySignIn.Begun begin(Aim aim) {
        var begun = attempts.begin(aim);
        return new CompanySignIn.Begun(provider.authorization(begun.attempt()), begun.browser());
    }

    /// Who signed in there. The attempt is used up, whatever becomes of the answer; no connection to the database is
    /// held while the provider is waited for.
    ///
    /// @param browser what it kept of the attempt; may be empty
    CompanyIdentity identify(Aim aim, CompanyProvider.Answer answer, String browser) {
        var attempt = attempts.use(jdbc, answer.state(), browser, aim).orElseThrow(CompanyRefusals::refused);
        return provider.identify(attempt, answer);
    }

    /// Does something with an answer. What is refused of it is in the ledger.
    <T> T recorded(EntryKind kind, String actor, Supplier<T> action) {
        try {
            return action.get();
        } catch (Problem refused) {
            if (RECORDED.contains(refused.code())) {
                changes.run((transaction, connection) -> Outcome.of(actor, Told.refused(kind, actor, refused.code())));
            }
            throw refused;
        }
    }
}
