package dev.strongroom.identity.session;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import dev.strongroom.web.Problem;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in: a password, then one of the [SecondFactors]. Each step that succeeds gives the session another token and
/// voids the one before, so that a token planted or stolen earlier is worth nothing.
///
/// Guarantees: names that exist and names that do not are answered alike, in the same time; no step can be left out; a
/// code is good once. Every password and every code that is compared is an entry in the ledger, right or wrong.
public final class SignIn {

    static final String PASSWORD = "password";

    /// Then the session is over, and the password has to be proven again.
    private static final int CODES_A_SESSION = 5;

    private static final int LONGEST_DEVICE = 200;
    private static final String NOBODY = "nobody";

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final PasswordHashing hashing;
    private final PersonalNotices notices;
    private final Outbox outbox;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final SessionNetworks networks;
    private final SecureRandom random;
    private final Clock clock;

    SignIn(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            PasswordHashing hashing,
            PersonalNotices notices,
            Outbox outbox,
            SignInThrottle throttle,
            KnownDevices devices,
            SessionNetworks networks,
            SecureRandom random,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.hashing = hashing;
        this.notices = notices;
        this.outbox = outbox;
        this.throttle = throttle;
        this.devices = devices;
        this.networks = networks;
        this.random = random;
        this.clock = clock;
    }

    /// Where a request comes from.
    ///
    /// @param address of the connection
    /// @param mark that an earlier sign-in left in the browser; may be empty
    /// @param device what the browser says it is; may be empty
    /// @param token of the session the browser had until now; may be empty
    public record From(String address, String mark, String device, String token) {
        @Override
        public String toString() {
            return "From";
        }
    }

    /// A step that succeeded.
    ///
    /// @param token of the session from now on
    /// @param mark for the browser to keep instead of the one it has; empty: none
    /// @param next the ways to go on; empty once it is complete
    public record Step(String token, boolean complete, Optional<String> mark, List<String> next) {
        public Step {
            next = List.copyOf(next);
        }

        @Override
        public String toString() {
            return "Step";
        }
    }

    /// Begins a session; or, where the same person has a complete one, proves the password in it, so that who gives up
    /// before the second factor stays signed in.
    ///
    /// @param session of the browser until now
    /// @throws dev.strongroom.web.Problem if the name or the password is wrong, or the account may not sign in; these
    /// are not told apart
    public Step password(String name, String password, From from, Optional<Session> session) {
        return password(secrets.signInName(name), password, from, session);
    }

    /// As [#password(String, String, From, Optional)], for customers.
    ///
    /// @param name the mail address, or the phone number with the country's code, that the account was taken up by
    public Step customersPassword(String name, String password, From from, Optional<Session> session) {
        return password(secrets.customerName(name), password, from, session);
    }

    private Step password(byte[] signInName, String password, From from, Optional<Session> session) {
        boolean isMarked = !from.mark().isEmpty();
        if (!isMarked) {
            countPassword(signInName, from, "");
        }
        var stored = AccountRows.bySignInName(jdbc, signInName);
        var device = stored.map(found -> devices.of(found.account().id(), from.mark()))
                .orElse("");
        if (isMarked) {
            countPassword(signInName, from, device);
        }
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
        return begin(matched.get(), canonical, from, session);
    }

    /// Before anything is read, where it can be: who guesses without end costs the database nothing.
    private void countPassword(byte[] signInName, From from, String device) {
        throttle.count(HexFormat.of().formatHex(signInName), new SignInThrottle.Origin(from.address(), device));
    }

    private boolean matches(AccountRows.Stored stored, String password, boolean isKnown) {
        var hash = hash(stored);
        return hash.isPresent() && hashing.matches(password, hash.get(), isKnown);
    }

    private Optional<String> hash(AccountRows.Stored stored) {
        return stored.sealedPassword().flatMap(hash -> secrets.openIfIntact(jdbc, stored.account(), PASSWORD, hash));
    }

    /// Only if the password that matched is still the one: it may be changed, and every session ended, meanwhile.
    private Step begin(AccountRows.Stored matched, String password, From from, Optional<Session> session) {
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
            var step = session.flatMap(complete -> goOn(transaction, account, complete, from))
                    .orElseGet(() -> insert(transaction, account, from, Factor.PASSWORD));
            return Outcome.of(step, proven(account, PASSWORD));
        });
    }

    /// Under another token; the other factors are as fresh as they were.
    ///
    /// @return empty unless the session is complete, of this account, and still the one the request came with
    private Optional<Step> goOn(JdbcClient transaction, Account account, Session session, From from) {
        boolean isOwn = session.isComplete() && session.account().id().equals(account.id());
        if (!isOwn || !SessionRows.hold(transaction, session)) {
            return Optional.empty();
        }
        var token = SecretToken.fresh(Sessions.TOKEN, random);
        SessionRows.advance(transaction, session, proof(token, Factor.PASSWORD, from));
        return Optional.of(new Step(token.exposeCleartext(), true, Optional.empty(), List.of()));
    }

    private SessionRows.Proof proof(SecretToken token, Factor factor, From from) {
        return new SessionRows.Proof(token.hash(), factor, networks.of(from.address()), clock.instant());
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

    /// A session that has proven this factor and nothing else. The one the browser had before is over.
    Step insert(JdbcClient transaction, Account account, From from, Factor factor) {
        SecretToken.parse(Sessions.TOKEN, from.token())
                .ifPresent(before -> SessionRows.deleteByToken(transaction, before.hash()));
        var token = SecretToken.fresh(Sessions.TOKEN, random);
        var device = from.device()
                .substring(0, Math.min(LONGEST_DEVICE, from.device().length()));
        SessionRows.insert(
                transaction,
                FreshIds.of("session", random),
                account.id(),
                secrets.open(transaction, account.number()).seal(Sessions.DEVICE, device),
                proof(token, factor, from));
        if (factor != Factor.PASSKEY) {
            return new Step(
                    token.exposeCleartext(),
                    false,
                    Optional.empty(),
                    next(transaction, account, factor == Factor.PASSWORD));
        }
        tellOfDevice(transaction, account, from);
        return complete(account, token, from, factor);
    }

    /// What a session has to go on with; nothing once it is complete.
    public List<String> next(Session session) {
        return session.isComplete() ? List.of() : next(jdbc, session.account(), session.has(Factor.PASSWORD));
    }

    /// What the person has to go on with; told to whoever has proven the first factor.
    ///
    /// @param byPassword whether that was the password: nothing else goes together with a text message
    private List<String> next(JdbcClient transaction, Account account, boolean byPassword) {
        if (account.status() == Account.Status.INVITED) {
            return List.of("enrol-app", "enrol-passkey");
        }
        var next = new ArrayList<>(SessionRows.secondFactors(transaction, account.id()));
        if (!byPassword || !outbox.isOpen(Channel.SMS)) {
            next.remove("phone-code");
        }
        return next;
    }

    ContactCodes.Asking asking(Session session, From from) {
        return new ContactCodes.Asking(session.account(), session.id(), SignInThrottle.network(from.address()));
    }

    /// Whether a code was right; it is used up then.
    interface Proof {
        boolean isGiven(JdbcClient transaction);
    }

    /// @throws dev.strongroom.web.Problem when there are no tries left; after too many in one session it is over
    void countTry(Session session, From from) {
        var account = session.account().id();
        throttle.countCode(account, new SignInThrottle.Origin(from.address(), devices.of(account, from.mark())));
        if (!SessionRows.takeTry(jdbc, session.id(), CODES_A_SESSION)) {
            SessionRows.delete(jdbc, account, session.id());
            throw SignInRefusals.wrongCode();
        }
    }

    /// Counts a message that is asked for, as if it were a code that is tried.
    void countAsking(Session session, From from) {
        var account = session.account().id();
        throttle.count(
                account + " messages", new SignInThrottle.Origin(from.address(), devices.of(account, from.mark())));
    }

    /// Counts a try of somebody who has not said who they are.
    public void countStranger(From from) {
        throttle.countNetwork(from.address());
    }

    /// What the entry says of a wrong code; after too many in one session it is over.
    Told refused(JdbcClient transaction, Session session) {
        SessionRows.deleteIfTried(transaction, session.id(), CODES_A_SESSION);
        return Told.refused(EntryKind.SIGN_IN, session.account().id(), "sign_in.code_refused");
    }

    private void tellOfDevice(JdbcClient transaction, Account account, From from) {
        if (devices.of(account.id(), from.mark()).isEmpty()) {
            notices.tell(transaction, account, "new-device");
        }
    }

    /// A device is known once a strong factor was proven on it; a mark it has is kept. Otherwise whoever can complete
    /// sign-ins by text message could make known devices without end, each with tries of its own.
    private Step complete(Account account, SecretToken token, From from, Factor factor) {
        boolean isKnown = !devices.of(account.id(), from.mark()).isEmpty();
        var mark = isKnown || !factor.isStrong() ? Optional.<String>empty() : Optional.of(devices.mark(account.id()));
        return new Step(token.exposeCleartext(), true, mark, List.of());
    }

    /// @param told what the entry says if the proof is given
    /// @param refusal what the person is told if it is not
    Step prove(
            Session session,
            From from,
            Factor factor,
            Proof proof,
            Map<String, String> told,
            Supplier<Problem> refusal) {
        var account = session.account();
        var step = changes.run((transaction, connection) -> {
            OwnChanges.hold(transaction, session);
            if (!proof.isGiven(transaction)) {
                return Outcome.of(Optional.<Step>empty(), refused(transaction, session));
            }
            var token = SecretToken.fresh(Sessions.TOKEN, random);
            SessionRows.advance(transaction, session, proof(token, factor, from));
            if (!session.isComplete() && account.status() == Account.Status.ACTIVE) {
                tellOfDevice(transaction, account, from);
            }
            return Outcome.of(
                    Optional.of(complete(account, token, from, factor)),
                    Told.done(EntryKind.SIGN_IN, account.id(), told));
        });
        outbox.wake();
        return step.orElseThrow(refusal);
    }

    static Told proven(Account account, String factor) {
        return Told.done(EntryKind.SIGN_IN, account.id(), Map.of(factor, "proven"));
    }
}
