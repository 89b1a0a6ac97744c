package dev.strongroom.identity.contact;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.account.Accounts.Invited;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import dev.strongroom.web.Caller;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites people, by mail where there is an address: then nobody but the person sees what the invitation is taken up
/// with.
public final class MailedInvitations {

    private final Accounts accounts;
    private final Contacts contacts;
    private final PersonalNotices notices;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    MailedInvitations(Accounts accounts, Contacts contacts, PersonalNotices notices, Outbox outbox, JdbcClient jdbc) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.notices = notices;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /// @param mail empty: the token is in the result, to be handed over
    public Invited invite(Accounts.Request request, Optional<String> mail, Caller actor) {
        if (mail.isEmpty()) {
            return accounts.invite(request, actor, (transaction, account) -> {});
        }
        var invited = accounts.invite(request, actor, (transaction, account) -> {
            contacts.vouchForMail(transaction, account, mail.get());
            put(transaction, account);
        });
        return sent(invited);
    }

    /// As [#invite], once more, the same way as before.
    public Invited inviteAgain(String id, Caller actor) {
        if (contacts.mail(jdbc, id).isEmpty() || !outbox.isOpen(Channel.MAIL)) {
            return accounts.inviteAgain(
                    id, actor, (transaction, account) -> outbox.withdraw(transaction, id, Accounts.INVITED));
        }
        return sent(accounts.inviteAgain(id, actor, this::put));
    }

    /// Lets somebody who has lost every factor begin anew, by an invitation that reaches them the same way.
    public Invited recover(String id, Caller actor) {
        boolean isMailed = contacts.mail(jdbc, id).isPresent() && outbox.isOpen(Channel.MAIL);
        var invited = accounts.recover(
                id,
                actor,
                (transaction, account) -> notices.tell(transaction, account, "recovery-asked"),
                (transaction, account) -> {
                    notices.tell(transaction, account, "account-recovered");
                    if (isMailed) {
                        put(transaction, account);
                    }
                });
        return isMailed ? sent(invited) : invited;
    }

    private void put(JdbcClient transaction, Account account) {
        outbox.withdraw(transaction, account.id(), Accounts.INVITED);
        outbox.put(transaction, Channel.MAIL, account.id(), Accounts.INVITED, "", Map.of(), Accounts.INVITATION_VALID);
    }

    private Invited sent(Invited invited) {
        outbox.wake();
        return invited.withoutToken();
    }
}
