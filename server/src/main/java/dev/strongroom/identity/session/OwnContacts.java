package dev.strongroom.identity.session;

import dev.strongroom.identity.contact.Contact;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.contact.Contacts;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people do with their own mail address and phones: begin, confirm by a code sent there, list, rename, remove.
/// Whoever is reached somewhere else from now on is told so where they were reached before.
public final class OwnContacts {

    private static final Duration NOTICE_VALID = Duration.ofDays(2);

    private final RecordedChanges changes;
    private final OwnChanges own;
    private final Contacts contacts;
    private final ContactCodes codes;
    private final SignIn signIn;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    OwnContacts(
            RecordedChanges changes,
            OwnChanges own,
            Contacts contacts,
            ContactCodes codes,
            SignIn signIn,
            Outbox outbox,
            JdbcClient jdbc) {
        this.changes = changes;
        this.own = own;
        this.contacts = contacts;
        this.codes = codes;
        this.signIn = signIn;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    public List<Contact> list(Session session) {
        return contacts.list(jdbc, session.account());
    }

    /// @param kind mail or phone
    /// @param label empty for a mail address
    /// @param value the address, or the number with the country's code
    public ContactCodes.Asked begin(Session session, String kind, String label, String value, SignIn.From from) {
        own.requireBothFresh(session);
        signIn.countAsking(session, from);
        return own.begin(session, transaction -> {
            var account = session.account();
            var id = switch (Contact.Kind.of(kind)) {
                case MAIL -> contacts.beginMail(transaction, account, value);
                case PHONE -> contacts.beginPhone(transaction, account, label, value);
            };
            return codes.askToConfirm(transaction, signIn.asking(session, from), id);
        });
    }

    /// @param code that was sent to what was begun last in this session
    public void confirm(Session session, String code, SignIn.From from) {
        own.requireFresh(session);
        signIn.countTry(session, from);
        boolean isConfirmed = changes.run((transaction, connection) -> {
            OwnChanges.hold(transaction, session);
            var contact = codes.use(transaction, session.account(), session.id(), ContactCodes.Purpose.CONFIRM, code);
            if (contact.isEmpty()) {
                return Outcome.of(false, signIn.refused(transaction, session));
            }
            return Outcome.of(true, confirmed(transaction, session, contact.get()));
        });
        if (!isConfirmed) {
            throw SignInRefusals.wrongCode();
        }
        outbox.wake();
    }

    private Told confirmed(JdbcClient transaction, Session session, String contact) {
        var account = session.account();
        SessionRows.forgetTries(transaction, session.id());
        var replaced = contacts.confirm(transaction, account, contact);
        tellThere(transaction, session, replaced, "mail-replaced");
        own.tell(transaction, session, contact.startsWith("mail-") ? "mail-confirmed" : "phone-enrolled");
        return Told.done(EntryKind.ACCOUNT, account.id(), Map.of(contact, "confirmed"));
    }

    private void tellThere(JdbcClient transaction, Session session, Optional<String> contact, String template) {
        contact.filter(id -> id.startsWith("mail-"))
                .ifPresent(id -> outbox.put(
                        transaction, Channel.MAIL, session.account().id(), template, id, Map.of(), NOTICE_VALID));
    }

    public void rename(Session session, String id, String label) {
        own.make(session, transaction -> {
            contacts.rename(transaction, session.account(), id, label);
            return new OwnChanges.Made<>(id, id, "renamed", "");
        });
    }

    /// Removing a phone ends every other session, which may have been begun with it.
    public void remove(Session session, String id) {
        own.make(session, transaction -> {
            contacts.remove(transaction, session.account(), id);
            if (id.startsWith("phone-")) {
                SessionRows.deleteOthers(transaction, session.account().id(), session.id());
            }
            tellThere(transaction, session, Optional.of(id), "mail-removed");
            return new OwnChanges.Made<>(id, id, "removed", id.startsWith("mail-") ? "mail-removed" : "phone-removed");
        });
    }
}
