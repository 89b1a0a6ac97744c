package dev.strongroom.identity.session;

import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.notify.Outbox;
import dev.strongroom.web.Unproven;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Changes people make to their own account: only with both factors just proven, told in the ledger in the same
/// transaction, and told to the person, who may not have been the one who made them.
final class OwnChanges {

    private final RecordedChanges changes;
    private final PersonalNotices notices;
    private final Outbox outbox;
    private final Clock clock;

    OwnChanges(RecordedChanges changes, PersonalNotices notices, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.notices = notices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A change that was made.
    ///
    /// @param what was changed, an id or a word of the product
    /// @param how it was
    /// @param notice the template of what the person is told; empty: nothing
    record Made<T>(T result, String what, String how, String notice) {}

    <T> T make(Session session, Function<JdbcClient, Made<T>> change) {
        requireBothFresh(session);
        var result = changes.run((transaction, connection) -> {
            hold(transaction, session);
            var made = change.apply(transaction);
            tell(transaction, session, made.notice());
            var told = Told.done(EntryKind.ACCOUNT, session.account().id(), Map.of(made.what(), made.how()));
            return Outcome.of(made.result(), told);
        });
        outbox.wake();
        return result;
    }

    /// What is only begun: nothing is told yet.
    <T> T begin(Session session, Function<JdbcClient, T> change) {
        var result = changes.run((transaction, connection) -> {
            hold(transaction, session);
            return Outcome.untold(change.apply(transaction));
        });
        outbox.wake();
        return result;
    }

    /// @param notice a template; empty: nothing is told
    void tell(JdbcClient transaction, Session session, String notice) {
        if (!notice.isEmpty()) {
            notices.tell(transaction, session.account(), notice);
        }
    }

    /// @throws dev.strongroom.web.Problem unless the session is complete and a factor was just proven
    void requireFresh(Session session) {
        if (!session.isComplete() || !session.isFreshAt(clock.instant())) {
            throw Unproven.factorStale();
        }
    }

    /// As [#requireFresh], for what a stolen code and an open browser must not be enough for: a passkey, or the
    /// password
    /// and another factor, were just proven.
    void requireBothFresh(Session session) {
        requireFresh(session);
        boolean hasPassword = isFresh(Optional.ofNullable(session.proven().get(Factor.PASSWORD)));
        boolean hasPasskey = isFresh(session.strength().passkeyAt());
        if (!hasPassword && !hasPasskey) {
            throw SignInRefusals.passwordStale();
        }
    }

    private boolean isFresh(Optional<Instant> provenAt) {
        return provenAt.filter(at -> at.plus(Unproven.FRESH).isAfter(clock.instant()))
                .isPresent();
    }

    /// The account may have been disabled, or the session ended from elsewhere, since the request began. Accounts are
    /// held before their sessions, here and everywhere.
    static void hold(JdbcClient transaction, Session session) {
        boolean isThere = AccountRows.byId(transaction, session.account().id(), true)
                .filter(held -> held.account().status() == session.account().status())
                .isPresent();
        if (!isThere || !SessionRows.hold(transaction, session)) {
            throw SignInRefusals.noSession();
        }
    }
}
