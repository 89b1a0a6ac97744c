package dev.strongroom.identity.session;

import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.session.OwnChanges.Made;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people do with their own factors: take up an invitation, enrol, list, rename, remove, change. Any change but
/// the
/// first enrolment needs a second factor that was just proven, and is an entry in the ledger; a new password or a
/// removed app ends every other session.
public final class OwnFactors {

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final PasswordPolicy policy;
    private final PasswordHashing hashing;
    private final AuthenticatorApps apps;
    private final RecoveryCodes recoveryCodes;
    private final SignIn signIn;
    private final OwnChanges own;
    private final Clock clock;

    OwnFactors(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            PasswordPolicy policy,
            PasswordHashing hashing,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            SignIn signIn,
            OwnChanges own,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.policy = policy;
        this.hashing = hashing;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.signIn = signIn;
        this.own = own;
        this.clock = clock;
    }

    /// What a person has.
    ///
    /// @param recoveryCodes how many are left
    public record Overview(List<App> apps, int recoveryCodes) {}

    /// @param usedAt empty until it was used to sign in
    public record App(String id, String label, Instant createdAt, Optional<Instant> usedAt) {}

    /// An app that counts once a code of it was shown.
    ///
    /// @param secret in base 32, for typing
    /// @param uri the same for a QR code
    public record BegunApp(String id, String secret, String uri) {
        @Override
        public String toString() {
            return "BegunApp";
        }
    }

    /// An app that counts.
    ///
    /// @param recoveryCodes to be kept, shown this once; empty unless it is the first app
    public record Enrolled(SignIn.Step step, List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Enrolled";
        }
    }

    /// Takes an invitation up, which is void afterwards, by choosing a password. An app has to be enrolled next, in the
    /// same session.
    ///
    /// @throws dev.strongroom.web.Problem if the invitation is none, or the password is not taken
    public SignIn.Step accept(String invitation, String password, SignIn.From from) {
        var token = SecretToken.parse(Accounts.INVITATION, invitation).orElseThrow(SignInRefusals::invitationInvalid);
        var invited = invited(jdbc, token);
        var canonical = PasswordPolicy.canonical(password);
        policy.check(canonical, List.of(name(invited)));
        var hash = hashing.hash(canonical);
        return changes.run((transaction, connection) -> {
            var account = invited(transaction, token).account();
            int used = transaction
                    .sql("delete from account_invitation where token_hash = ?")
                    .param(token.hash())
                    .update();
            if (used != 1) {
                throw SignInRefusals.invitationInvalid();
            }
            setPassword(transaction, account, hash);
            var begun = signIn.insert(transaction, account, from, Factor.PASSWORD);
            return Outcome.of(begun, changed(account, "invitation", "taken-up"));
        });
    }

    private AccountRows.Stored invited(JdbcClient transaction, SecretToken token) {
        return transaction
                .sql("select account_id from account_invitation where token_hash = ? and expires_at > ?")
                .params(token.hash(), clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional()
                .flatMap(id -> AccountRows.byId(transaction, id, true))
                .filter(found -> found.account().status() == Account.Status.INVITED)
                .orElseThrow(SignInRefusals::invitationInvalid);
    }

    private String name(AccountRows.Stored stored) {
        return secrets.openIfIntact(jdbc, stored.account(), "name", stored.sealedName())
                .orElse("");
    }

    private void setPassword(JdbcClient transaction, Account account, String hash) {
        var sealed = secrets.open(transaction, account.number()).seal(SignIn.PASSWORD, hash);
        AccountRows.setPassword(transaction, account.id(), sealed);
    }

    public Overview overview(Session session) {
        return new Overview(
                apps.list(jdbc, session.account()),
                RecoveryCodes.left(jdbc, session.account().id()));
    }

    public BegunApp beginApp(Session session, String label) {
        requireMayEnrol(session);
        return own.begin(session, transaction -> apps.begin(transaction, session.account(), label));
    }

    /// @param code of the app that was begun
    public Enrolled confirmApp(Session session, String code, SignIn.From from) {
        requireMayEnrol(session);
        signIn.countTry(session, from);
        var codes = new ArrayList<String>();
        var step = signIn.prove(
                session,
                from,
                Factor.APP,
                transaction -> {
                    boolean confirmed = apps.confirm(transaction, session.account(), code);
                    if (confirmed) {
                        codes.addAll(activate(transaction, session.account()));
                        own.tell(transaction, session, "app-enrolled");
                    }
                    return confirmed;
                },
                Map.of("app", "enrolled"),
                SignInRefusals::wrongCode);
        return new Enrolled(step, List.copyOf(codes));
    }

    /// An account that was invited is active once it has its first app or passkey, and gets its recovery codes with it.
    List<String> activate(JdbcClient transaction, Account account) {
        int activated = transaction
                .sql("update account set status = 'active' where id = ? and status = 'invited'")
                .param(account.id())
                .update();
        return activated == 1 ? recoveryCodes.replace(transaction, account.id()) : List.of();
    }

    /// Whoever has factors proves both first; otherwise a stolen password, or an open browser, would be enough to add
    /// another.
    void requireMayEnrol(Session session) {
        if (!isFirst(session)) {
            own.requireBothFresh(session);
        }
    }

    /// @throws dev.strongroom.web.Problem unless the session is complete and a factor was just proven
    public void requireFresh(Session session) {
        own.requireFresh(session);
    }

    /// Whether it is the session in which an invitation is taken up.
    private static boolean isFirst(Session session) {
        return session.account().status() == Account.Status.INVITED && session.has(Factor.PASSWORD);
    }

    /// @throws dev.strongroom.web.Problem if nothing is left that the person could sign in with. The account is held.
    static void requireOneLeft(JdbcClient transaction, Account account) {
        int left = transaction
                .sql("select (select count(*) from authenticator_app where account_id = ? and confirmed)"
                        + " + (select count(*) from passkey where account_id = ?)")
                .params(account.id(), account.id())
                .query(Integer.class)
                .single();
        if (left == 0) {
            throw SignInRefusals.lastFactor();
        }
    }

    public void renameApp(Session session, String id, String label) {
        own.make(session, transaction -> {
            apps.rename(transaction, session.account(), id, label);
            return new Made<>(id, id, "renamed", "");
        });
    }

    /// Ends every other session, and in this one no app counts as just proven: it may have been this one.
    public void removeApp(Session session, String id) {
        own.make(session, transaction -> {
            apps.remove(transaction, session.account(), id);
            requireOneLeft(transaction, session.account());
            SessionRows.endOthers(transaction, session, Factor.APP);
            return new Made<>(id, id, "removed", "app-removed");
        });
    }

    /// Ten fresh recovery codes; those from before are void.
    public List<String> replaceRecoveryCodes(Session session) {
        return own.make(session, transaction -> {
            var codes = recoveryCodes.replace(transaction, session.account().id());
            return new Made<>(codes, "recovery-codes", "replaced", "recovery-codes-replaced");
        });
    }

    /// @param current the password there is: whoever has come by the session alone cannot take the account over
    public void changePassword(Session session, String current, String password, SignIn.From from) {
        own.requireFresh(session);
        if (!signIn.isPassword(session, current, from)) {
            throw SignInRefusals.refused();
        }
        var canonical = PasswordPolicy.canonical(password);
        var account = session.account();
        var stored = AccountRows.byId(jdbc, account.id(), false).orElseThrow(SignInRefusals::noSession);
        policy.check(canonical, List.of(name(stored)));
        var hash = hashing.hash(canonical);
        own.make(session, transaction -> {
            setPassword(transaction, account, hash);
            SessionRows.deleteOthers(transaction, account.id(), session.id());
            return new Made<>(account.id(), SignIn.PASSWORD, "changed", "password-changed");
        });
    }

    private static Told changed(Account account, String what, String how) {
        return Told.done(EntryKind.ACCOUNT, account.id(), Map.of(what, how));
    }
}
