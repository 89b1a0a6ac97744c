package dev.strongroom.identity.session;

import dev.strongroom.identity.RecordedChanges;
import dev.strongroom.identity.RecordedChanges.Outcome;
import dev.strongroom.identity.RecordedChanges.Told;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.ledger.EntryKind;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in: a password, then a code of an app or a recovery code. Each step that succeeds gives the session another
/// token and voids the one before, so that a token planted or stolen earlier is worth nothing.
///
/// Guarantees: names that exist and names that do not are answered alike, in the same time; no step can be left out; a
/// code is good once. Every password and every code that is compared is an entry in the ledger, right or wrong.
public final class SignIn {

    static final String PASSWORD = "password";

    /// Then the session is over, and the password has to be proven again.
    private static final int CODES_A_SESSION = 5;

    private static final int LONGEST_DEVICE = 200;
    private static final int ID_BYTES = 6;
    private static final String NOBODY = "nobody";

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final PasswordHashing hashing;
    private final AuthenticatorApps apps;
    private final RecoveryCodes recoveryCodes;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final SecureRandom random;
    private final Clock clock;

    SignIn(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            PasswordHashing hashing,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            SignInThrottle throttle,
            KnownDevices devices,
            SecureRandom random,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.hashing = hashing;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.throttle = throttle;
        this.devices = devices;
        this.random = random;
        this.clock = clock;
    }

    /// Where a request comes from.
    ///
    /// @param address of the connection
    /// @param mark that an earlier sign-in left in the browser; may be empty
    /// @param device what the browser says it is; may be empty
    public record From(String address, String mark, String device) {}

    /// A step that succeeded.
    ///
    /// @param token of the session from now on
    /// @param mark for the browser to keep; empty while the session is not complete
    public record Step(String token, boolean complete, Optional<String> mark) {
        @Override
        public String toString() {
            return "Step";
        }
    }

    /// @throws dev.strongroom.web.Problem if the name or the password is wrong, or the account may not sign in; these
    /// are not told apart
    public Step password(String name, String password, From from) {
        var signInName = secrets.signInName(name);
        var stored = AccountRows.bySignInName(jdbc, signInName);
        var device = stored.map(found -> devices.of(found.account().id(), from.mark()))
                .orElse("");
        throttle.count(HexFormat.of().formatHex(signInName), new SignInThrottle.Origin(from.address(), device));
        var canonical = PasswordPolicy.canonical(password);
        if (stored.flatMap(AccountRows.Stored::sealedPassword).isEmpty()) {
            secrets.openNothing(jdbc);
            hashing.matchesNobody(canonical);
        }
        var matched = stored.filter(found -> matches(found, canonical, !device.isEmpty()))
                .filter(found -> found.account().status() == Account.Status.ACTIVE);
        if (matched.isEmpty()) {
            var actor = stored.map(found -> found.account().id()).orElse(NOBODY);
            changes.run((transaction, connection) ->
                    Outcome.of(actor, Told.refused(EntryKind.SIGN_IN, actor, "sign_in.refused")));
            throw SignInRefusals.refused();
        }
        return begin(matched.get(), canonical, from);
    }

    private boolean matches(AccountRows.Stored stored, String password, boolean isKnown) {
        var hash = hash(stored);
        return hash.isPresent() && hashing.matches(password, hash.get(), isKnown);
    }

    private Optional<String> hash(AccountRows.Stored stored) {
        return stored.sealedPassword().flatMap(hash -> secrets.openIfIntact(jdbc, stored.account(), PASSWORD, hash));
    }

    /// Only if the password that matched is still the one: it may be changed, and every session ended, meanwhile.
    private Step begin(AccountRows.Stored matched, String password, From from) {
        var account = matched.account();
        var renewed = hash(matched).filter(hashing::isOutdated).map(outdated -> hashing.hash(password));
        return changes.run((transaction, connection) -> {
            boolean isStill = AccountRows.byId(transaction, account.id(), true)
                    .filter(held -> held.account().status() == Account.Status.ACTIVE)
                    .flatMap(AccountRows.Stored::sealedPassword)
                    .filter(held ->
                            MessageDigest.isEqual(held, matched.sealedPassword().orElseThrow()))
                    .isPresent();
            if (!isStill) {
                throw SignInRefusals.refused();
            }
            renewed.ifPresent(hash -> AccountRows.setPassword(
                    transaction,
                    account.id(),
                    secrets.open(transaction, account.number()).seal(PASSWORD, hash)));
            return Outcome.of(insert(transaction, account, from), proven(account, PASSWORD));
        });
    }

    /// Whether it is the person's password; counted as a try.
    boolean isPassword(Session session, String password, From from) {
        var account = session.account();
        throttle.count(
                account.id() + " password",
                new SignInThrottle.Origin(from.address(), devices.of(account.id(), from.mark())));
        return AccountRows.byId(jdbc, account.id(), false)
                .filter(stored -> matches(stored, PasswordPolicy.canonical(password), true))
                .isPresent();
    }

    /// A session that has proven the password and nothing else.
    Step insert(JdbcClient transaction, Account account, From from) {
        var token = SecretToken.fresh(Sessions.TOKEN, random);
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        var device = from.device()
                .substring(0, Math.min(LONGEST_DEVICE, from.device().length()));
        SessionRows.insert(
                transaction,
                token.hash(),
                "session-" + HexFormat.of().formatHex(drawn),
                account.id(),
                secrets.open(transaction, account.number()).seal(Sessions.DEVICE, device),
                clock.instant());
        return new Step(token.exposeCleartext(), false, Optional.empty());
    }

    /// A code of an app, as the second factor or once more to be fresh.
    public Step app(Session session, String code, From from) {
        return second(
                session,
                from,
                SessionRows.Factor.APP,
                transaction -> apps.verify(transaction, session.account(), code));
    }

    public Step recoveryCode(Session session, String code, From from) {
        return second(
                session,
                from,
                SessionRows.Factor.RECOVERY,
                transaction -> recoveryCodes.use(transaction, session.account().id(), code));
    }

    /// Whether a code was right; it is used up then.
    interface Proof {
        boolean isGiven(JdbcClient transaction);
    }

    private Step second(Session session, From from, SessionRows.Factor factor, Proof proof) {
        countTry(session, from);
        return prove(session, factor, proof, Map.of(factor.word(), "proven"));
    }

    /// @throws dev.strongroom.web.Problem when there are no tries left; after too many in one session it is over
    void countTry(Session session, From from) {
        var account = session.account().id();
        throttle.count(account + " codes", new SignInThrottle.Origin(from.address(), devices.of(account, from.mark())));
        if (!SessionRows.takeTry(jdbc, session.id(), CODES_A_SESSION)) {
            SessionRows.delete(jdbc, account, session.id());
            throw SignInRefusals.wrongCode();
        }
    }

    /// @param told what the entry says if the proof is given
    Step prove(Session session, SessionRows.Factor factor, Proof proof, Map<String, String> told) {
        var account = session.account().id();
        var step = changes.run((transaction, connection) -> {
            if (!proof.isGiven(transaction)) {
                SessionRows.deleteIfTried(transaction, session.id(), CODES_A_SESSION);
                return Outcome.of(
                        Optional.<Step>empty(), Told.refused(EntryKind.SIGN_IN, account, "sign_in.code_refused"));
            }
            var token = SecretToken.fresh(Sessions.TOKEN, random);
            if (!SessionRows.advance(transaction, session, token.hash(), factor, clock.instant())) {
                throw SignInRefusals.noSession();
            }
            var done = new Step(token.exposeCleartext(), true, Optional.of(devices.mark(account)));
            return Outcome.of(Optional.of(done), Told.done(EntryKind.SIGN_IN, account, told));
        });
        return step.orElseThrow(SignInRefusals::wrongCode);
    }

    static Told proven(Account account, String factor) {
        return Told.done(EntryKind.SIGN_IN, account.id(), Map.of(factor, "proven"));
    }
}
