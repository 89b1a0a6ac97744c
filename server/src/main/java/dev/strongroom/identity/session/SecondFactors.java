package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.notify.Outbox;
import java.util.Map;

/// Codes that follow the first factor: of an app, by text message, or for recovery.
///
/// Guarantees: a code is good once. Every code that is compared is an entry in the ledger, right or wrong.
public final class SecondFactors {

    private final RecordedChanges changes;
    private final SignIn signIn;
    private final AuthenticatorApps apps;
    private final RecoveryCodes recoveryCodes;
    private final ContactCodes contactCodes;
    private final PersonalNotices notices;
    private final Outbox outbox;

    SecondFactors(
            RecordedChanges changes,
            SignIn signIn,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            ContactCodes contactCodes,
            PersonalNotices notices,
            Outbox outbox) {
        this.changes = changes;
        this.signIn = signIn;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.contactCodes = contactCodes;
        this.notices = notices;
        this.outbox = outbox;
    }

    /// A code of an app, as the second factor or once more to be fresh.
    public SignIn.Step app(Session session, String code, SignIn.From from) {
        return second(session, from, Factor.APP, transaction -> apps.verify(transaction, session.account(), code));
    }

    public SignIn.Step recoveryCode(Session session, String code, SignIn.From from) {
        return second(session, from, Factor.RECOVERY, transaction -> {
            var account = session.account();
            boolean isUsed = recoveryCodes.use(transaction, account.id(), code);
            if (isUsed) {
                notices.tell(transaction, account, "recovery-code-used");
            }
            return isUsed;
        });
    }

    /// Has a code sent to the person's phone, to be the second factor of this session.
    ///
    /// @throws dev.strongroom.web.Problem if there is no phone, or nothing is sent there now
    public ContactCodes.Asked askForPhoneCode(Session session, SignIn.From from) {
        requirePasswordOnly(session);
        signIn.countAsking(session, from);
        var asked = changes.run((transaction, connection) -> {
            OwnChanges.hold(transaction, session);
            return Outcome.untold(contactCodes.askForSignIn(transaction, signIn.asking(session, from)));
        });
        outbox.wake();
        return asked;
    }

    public SignIn.Step phoneCode(Session session, String code, SignIn.From from) {
        requirePasswordOnly(session);
        return second(
                session,
                from,
                Factor.PHONE,
                transaction -> contactCodes
                        .use(transaction, session.account(), session.id(), ContactCodes.Purpose.SIGN_IN, code)
                        .isPresent());
    }

    private static void requirePasswordOnly(Session session) {
        if (session.isComplete()
                || !session.has(Factor.PASSWORD)
                || session.account().status() != Account.Status.ACTIVE) {
            throw SignInRefusals.phoneOutOfPlace();
        }
    }

    private SignIn.Step second(Session session, SignIn.From from, Factor factor, SignIn.Proof proof) {
        signIn.countTry(session, from);
        return signIn.prove(session, from, factor, proof, Map.of(factor.word(), "proven"), SignInRefusals::wrongCode);
    }
}
