package dev.strongroom.identity.contact;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.notify.Correspondents;
import dev.strongroom.notify.Letter;
import dev.strongroom.notify.Message;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Knows where people with accounts are reached, and what they alone may read.
final class AccountCorrespondents implements Correspondents {

    private static final String CONTACT_CODE = "contact-code";
    private static final String SIGN_IN_CODE = "sign-in-code";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Contacts contacts;
    private final ContactCodes codes;
    private final String server;

    AccountCorrespondents(
            JdbcClient jdbc,
            Accounts accounts,
            Contacts contacts,
            ContactCodes codes,
            StrongroomConfiguration configuration) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.contacts = contacts;
        this.codes = codes;
        this.server = configuration.http().publicUrl().toString();
    }

    @Override
    public boolean know(String recipient) {
        return recipient.startsWith(Account.STAFF);
    }

    @Override
    public Optional<Letter> letter(Message message) {
        return AccountRows.byId(jdbc, message.recipient(), false)
                .map(AccountRows.Stored::account)
                .flatMap(account -> letter(message, account));
    }

    private Optional<Letter> letter(Message message, Account account) {
        return switch (message.template()) {
            case CONTACT_CODE, SIGN_IN_CODE ->
                codes.draw(jdbc, account, message.about())
                        .map(drawn -> new Letter(drawn.address(), account.language(), Map.of("code", drawn.code())));
            case Accounts.INVITED ->
                mail(account)
                        .flatMap(address -> accounts.drawInvitation(account.id())
                                .map(token -> new Letter(
                                        address, account.language(), Map.of("token", token, "server", server))));
            default ->
                contacts.byId(jdbc, account.id(), message.about())
                        .flatMap(contact -> contacts.value(jdbc, account, contact))
                        .map(address -> new Letter(address, account.language(), Map.of("server", server)));
        };
    }

    private Optional<String> mail(Account account) {
        return contacts.mail(jdbc, account.id()).flatMap(contact -> contacts.value(jdbc, account, contact));
    }
}
