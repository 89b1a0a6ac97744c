package dev.strongroom.identity.administrator;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.NewAdministrator;
import dev.strongroom.identity.RootProof;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.account.Accounts.Invited;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites an administrator for whoever proves to have opened the key file: the first one, or one more when those there
/// are cannot help. The invitation is good once, for 15 minutes.
///
/// Each is an entry in the ledger, as is each proof that was made with the key file and comes too late; what strangers
/// make up is logged and no more, or they could fill the ledger. Where administrators existed, everybody with an
/// account is told.
public final class RootAdministrators {

    private static final Logger log = LoggerFactory.getLogger(RootAdministrators.class);
    private static final Duration VALID = Duration.ofMinutes(15);

    private final RecordedChanges changes;
    private final Accounts accounts;
    private final PersonalNotices notices;
    private final RootProof proofs;

    RootAdministrators(RecordedChanges changes, Accounts accounts, PersonalNotices notices, RootProof proofs) {
        this.changes = changes;
        this.accounts = accounts;
        this.notices = notices;
        this.proofs = proofs;
    }

    /// @throws Problem 401 `administrator.proof_refused`; 409 `administrator.exists` if there is one and none was to be
    /// recovered
    public Invited invite(NewAdministrator asked, String proof) {
        var worth = proofs.worth(proof, asked);
        if (worth == RootProof.Worth.STALE) {
            changes.run((transaction, connection) ->
                    Outcome.of(worth, Told.refused(EntryKind.ACCOUNT, "nobody", "administrator.proof_refused")));
        }
        if (worth != RootProof.Worth.GOOD) {
            log.warn("Refused: a proof of the root passphrase that is {}", worth);
            throw refused();
        }
        var request = new Accounts.Request(
                asked.name(), asked.signInName(), asked.language(), Set.of(ApiClient.ADMINISTRATOR), Set.of());
        var told = Map.of("root-passphrase", asked.recovery() ? "recover" : "invite");
        return accounts.inviteByServer(request, VALID, told, transaction -> admit(transaction, asked.recovery()));
    }

    private void admit(JdbcClient transaction, boolean recovery) {
        AccountRows.holdAdministrators(transaction);
        if (recovery) {
            AccountRows.active(transaction)
                    .forEach(account -> notices.tell(transaction, account, "administrator-recovered"));
        } else if (!AccountRows.activeAdministrators(transaction).isEmpty()) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "administrator.exists",
                    "Ask an administrator for an invitation; `strongroom admin recover` is for when none can help.");
        }
    }

    private static Problem refused() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "administrator.proof_refused",
                "Use strongroom admin on a machine with the key file of this server, and a clock that is right.");
    }
}
