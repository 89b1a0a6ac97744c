package dev.strongroom.identity.contact;

import dev.strongroom.identity.account.Account;
import dev.strongroom.notify.Notices;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells people what happened to their account, in the product and at the mail address that counts in this moment:
/// whoever changes the address afterwards does not get what was to warn its owner.
public final class PersonalNotices {

    private final Notices notices;
    private final Contacts contacts;

    PersonalNotices(Notices notices, Contacts contacts) {
        this.notices = notices;
        this.contacts = contacts;
    }

    public void tell(JdbcClient transaction, Account account, String template) {
        tell(transaction, account.id(), template, Map.of());
    }

    public void tell(JdbcClient transaction, String account, String template) {
        tell(transaction, account, template, Map.of());
    }

    /// @param words ids and words of the product
    void tell(JdbcClient transaction, String account, String template, Map<String, String> words) {
        var mail = account.startsWith(Account.CUSTOMER)
                ? Optional.of(CustomerCorrespondents.ON_FILE)
                : contacts.mail(transaction, account).map(Contacts.Stored::id);
        notices.tell(transaction, account, template, words, mail);
    }
}
