package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.identity.passkey.PasskeyOptions;
import dev.strongroom.identity.passkey.Passkeys;
import dev.strongroom.identity.passkey.Passkeys.Verified;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.notify.Outbox;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Signing in by passkey, which takes no name and no password; or proving one in a session there is, to be fresh.
///
/// Guarantees: an account that is disabled, or not yet active, is refused as everywhere; the session begins anew, or
/// goes
/// on under another token; a challenge given to one session is worth nothing in another.
public final class PasskeySignIn {

    private static final String NOBODY = "nobody";
    private static final String NEW_SESSION = "sign in";

    private final RecordedChanges changes;
    private final Passkeys passkeys;
    private final SignIn signIn;
    private final PersonalNotices notices;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    PasskeySignIn(
            RecordedChanges changes,
            Passkeys passkeys,
            SignIn signIn,
            PersonalNotices notices,
            Outbox outbox,
            JdbcClient jdbc) {
        this.changes = changes;
        this.passkeys = passkeys;
        this.signIn = signIn;
        this.notices = notices;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /// @param session empty for somebody who is not signed in
    public PasskeyOptions.Request options(Optional<Session> session) {
        return passkeys.requestOptions(
                jdbc, session.map(Session::account), session.map(Session::id).orElse(NEW_SESSION));
    }

    /// @param json what the browser gives: an AuthenticationResponseJSON
    public SignIn.Step signIn(String json, SignIn.From from) {
        signIn.countStranger(from);
        var step = changes.run((transaction, connection) -> {
            var verified = passkeys.verify(transaction, Optional.empty(), NEW_SESSION, json);
            if (verified instanceof Verified.By by && by.account().status() == Account.Status.ACTIVE) {
                var begun = signIn.insert(transaction, by.account(), from, Factor.PASSKEY);
                return Outcome.of(Optional.of(begun), SignIn.proven(by.account(), Factor.PASSKEY.word()));
            }
            return Outcome.of(Optional.<SignIn.Step>empty(), refused(transaction, verified));
        });
        return step.orElseThrow(SignInRefusals::passkeyRefused);
    }

    /// In a session of the person, complete or not.
    public SignIn.Step prove(Session session, String json, SignIn.From from) {
        signIn.countTry(session, from);
        return signIn.prove(
                session,
                from,
                Factor.PASSKEY,
                transaction -> {
                    var verified = passkeys.verify(transaction, Optional.of(session.account()), session.id(), json);
                    tellIfCopied(transaction, verified);
                    return verified instanceof Verified.By;
                },
                Map.of(Factor.PASSKEY.word(), "proven"),
                SignInRefusals::passkeyRefused);
    }

    private Told refused(JdbcClient transaction, Verified verified) {
        tellIfCopied(transaction, verified);
        var actor = switch (verified) {
            case Verified.By by -> by.account().id();
            case Verified.Copied copied -> copied.account().id();
            case Verified.Not not -> NOBODY;
        };
        return Told.refused(EntryKind.SIGN_IN, actor, "sign_in.passkey_refused");
    }

    private void tellIfCopied(JdbcClient transaction, Verified verified) {
        if (verified instanceof Verified.Copied copied) {
            notices.tell(transaction, copied.account(), "passkey-copied");
            outbox.wake();
        }
    }
}
