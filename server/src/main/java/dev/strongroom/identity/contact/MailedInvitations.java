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

    MailedInvitations(Accounts accounts, Contacts contacts, PersonalNotices notices, Outbox outbox) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.notices = notices;
        this.outbox = outbox;
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
        outbox.wake();
        return invited.withoutToken();
    }

    /// As [#invite], once more, by mail where there is an address now.
    public Invited inviteAgain(String id, Caller actor) {
        var invited = accounts.inviteAgain(id, actor, this::isMailed, this::put);
        outbox.wake();
        return invited;
    }

    /// Lets somebody who has lost every factor begin anew, by an invitation that reaches them the same way.
    public Invited recover(String id, Caller actor) {
        var invited = accounts.recover(
                id,
                actor,
                this::isMailed,
                (transaction, account) -> notices.tell(transaction, account, "recovery-asked"),
                (transaction, account) -> {
                    notices.tell(transaction, account, "account-recovered");
                    put(transaction, account);
                });
        outbox.wake();
        return invited;
    }

    private boolean isMailed(JdbcClient jdbc, String id) {
        return outbox.isOpen(Channel.MAIL) && contacts.mail(jdbc, id).isPresent();
    }

    /// One that waits would void what is handed over.
    private void put(JdbcClient transaction, Account account) {
        outbox.withdraw(transaction, account.id(), Accounts.INVITED);
        if (isMailed(transaction, account.id())) {
            outbox.put(
                    transaction, Channel.MAIL, account.id(), Accounts.INVITED, "", Map.of(), Accounts.INVITATION_VALID);
        }
    }
}
