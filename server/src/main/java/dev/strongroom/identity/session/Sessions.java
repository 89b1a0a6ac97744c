package dev.strongroom.identity.session;

import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds, lists and ends sessions. A session that was ended, is over, or whose account is disabled opens nothing from
/// the next request on, on every server.
public final class Sessions {

    static final String TOKEN = "srs_";
    static final String DEVICE = "device";

    /// A session that is used is written to no more often.
    private static final Duration SEEN_AGAIN = Duration.ofMinutes(1);

    private static final ReadSession READ = new ReadSession();

    private final SharedRoundTrips roundTrips;
    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final SessionLimits limits;
    private final SessionNetworks networks;
    private final Clock clock;

    public Sessions(
            SharedRoundTrips roundTrips,
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            SessionLimits limits,
            SessionNetworks networks,
            Clock clock) {
        this.roundTrips = roundTrips;
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.limits = limits;
        this.networks = networks;
        this.clock = clock;
    }

    /// @param device what its browser said it was when it signed in
    /// @param current whether it is the one that asks
    public record Listed(Session session, String device, boolean current) {}

    /// The session of a token, complete or not.
    ///
    /// @param address the request comes from; in another network than where a factor was last proven, none is fresh
    /// @param isAttended whether somebody asks, rather than a page by itself; the session lasts on from now
    /// @return empty unless it lasts
    Optional<Session> find(String token, String address, boolean isAttended) {
        var now = clock.instant();
        return SecretToken.parse(TOKEN, token)
                .flatMap(secret -> roundTrips.ask(READ, ByteBuffer.wrap(secret.hash())))
                .map(found -> here(found, address))
                .filter(session -> !isDisabled(session) && !limits.isOver(session, now))
                .map(session -> isAttended ? seen(session, now) : session);
    }

    /// The session of that id, complete or not, of a request that is under way: while one is, the session is not idle.
    ///
    /// @return empty unless it lasts
    Optional<Session> ofRequest(String id) {
        var now = clock.instant();
        return SessionRows.byId(jdbc, id).filter(session -> !isDisabled(session) && !limits.isTooOld(session, now));
    }

    private static boolean isDisabled(Session session) {
        return session.account().status() == Account.Status.DISABLED;
    }

    private Session here(ReadSession.Found found, String address) {
        boolean isHere = MessageDigest.isEqual(found.network(), networks.of(address));
        return isHere ? found.session() : found.session().elsewhere();
    }

    private Session seen(Session session, Instant now) {
        if (session.seenAt().plus(SEEN_AGAIN).isBefore(now)) {
            SessionRows.seen(jdbc, session.id(), now);
        }
        return session;
    }

    /// Those of the person that last.
    public List<Listed> list(Session current) {
        var now = clock.instant();
        return SessionRows.ofAccount(jdbc, current.account().id()).stream()
                .filter(listed -> !limits.isOver(listed.session(), now))
                .map(listed -> new Listed(
                        listed.session(),
                        secrets.openIfIntact(jdbc, current.account(), DEVICE, listed.sealedDevice())
                                .orElse(""),
                        listed.session().id().equals(current.id())))
                .toList();
    }

    /// Ends one session of the person who asks; it may be the one that asks.
    ///
    /// @throws dev.strongroom.web.Problem if the person has no such session
    public void end(Session current, String id) {
        var account = current.account().id();
        changes.run((transaction, connection) -> {
            if (!SessionRows.delete(transaction, account, id)) {
                throw SignInRefusals.unknownSession();
            }
            return Outcome.of(id, told(account, "ended"));
        });
    }

    /// Ends every session of the person but the one that asks.
    ///
    /// @return how many
    public int endOthers(Session current) {
        var account = current.account().id();
        return changes.run((transaction, connection) -> {
            int ended = SessionRows.deleteOthers(transaction, account, current.id());
            return ended == 0 ? Outcome.untold(0) : Outcome.of(ended, told(account, "others-ended"));
        });
    }

    /// Removes the rows of sessions that are long over.
    public int removeOver() {
        return SessionRows.deleteCreatedBefore(jdbc, clock.instant().minus(limits.absolute()));
    }

    private static Told told(String account, String what) {
        return Told.done(EntryKind.SIGN_IN, account, Map.of("session", what));
    }
}
