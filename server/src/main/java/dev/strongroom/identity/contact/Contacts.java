package dev.strongroom.identity.contact;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import dev.strongroom.notify.SmsBudget;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The mail address and the phones of people. What is written down is sealed under the account's key, and counts once a
/// code that was sent there was typed in.
public final class Contacts {

    static final Duration TO_CONFIRM = Duration.ofMinutes(10);

    /// So long what was replaced can still be told of it.
    private static final Duration REPLACED_KEPT = Duration.ofDays(2);

    private static final String VALUE = "contact ";
    private static final String LABEL = "contact label ";
    private static final int MOST_PHONES = 3;
    private static final int LONGEST_LABEL = 60;

    private final AccountSecrets secrets;
    private final Outbox outbox;
    private final SmsBudget budget;
    private final SecureRandom random;
    private final Clock clock;

    Contacts(AccountSecrets secrets, Outbox outbox, SmsBudget budget, SecureRandom random, Clock clock) {
        this.secrets = secrets;
        this.outbox = outbox;
        this.budget = budget;
        this.random = random;
        this.clock = clock;
    }

    record Stored(
            String id,
            Contact.Kind kind,
            byte[] sealedValue,
            byte[] sealedLabel,
            String country,
            Instant createdAt,
            Optional<Instant> usedAt) {}

    /// A mail address that is vouched for by whoever invites; nothing is sent there to confirm it.
    ///
    /// @throws dev.strongroom.web.Problem if it is none, or no mail is sent
    public void vouchForMail(JdbcClient transaction, Account account, String address) {
        requireOpen(Channel.MAIL);
        insert(transaction, account, Contact.Kind.MAIL, MailAddress.checked(address), "", "", true);
    }

    /// A mail address that counts once it is confirmed.
    ///
    /// @return its id
    public String beginMail(JdbcClient transaction, Account account, String address) {
        refuseCustomers(account);
        requireOpen(Channel.MAIL);
        dropUnconfirmed(transaction, account, Contact.Kind.MAIL);
        return insert(transaction, account, Contact.Kind.MAIL, MailAddress.checked(address), "", "", false);
    }

    /// A phone that counts once it is confirmed.
    ///
    /// @param number with the country's code
    /// @return its id
    public String beginPhone(JdbcClient transaction, Account account, String label, String number) {
        refuseCustomers(account);
        requireOpen(Channel.SMS);
        var phone = PhoneNumber.parse(number)
                .orElseThrow(() -> ContactRefusals.invalid(
                        "number", "Give the number of a mobile phone with the country's code, such as +44."));
        if (!budget.mayReach(phone.country())) {
            throw ContactRefusals.country();
        }
        checkLabel(label);
        dropUnconfirmed(transaction, account, Contact.Kind.PHONE);
        if (phones(transaction, account.id()).size() >= MOST_PHONES) {
            throw ContactRefusals.tooMany();
        }
        return insert(transaction, account, Contact.Kind.PHONE, phone.number(), label.strip(), phone.country(), false);
    }

    /// A customer is reached where the merchant's record says, and nowhere else.
    private static void refuseCustomers(Account account) {
        if (account.isCustomer()) {
            throw ContactRefusals.onFile();
        }
    }

    private void requireOpen(Channel channel) {
        if (!outbox.isOpen(channel)) {
            throw ContactRefusals.closed();
        }
    }

    private static void dropUnconfirmed(JdbcClient transaction, Account account, Contact.Kind kind) {
        transaction
                .sql("delete from account_contact where account_id = ? and kind = ? and not confirmed"
                        + " and id not in (select about from message where recipient = ? and state = 'waiting')")
                .params(account.id(), kind.word(), account.id())
                .update();
    }

    private String insert(
            JdbcClient transaction,
            Account account,
            Contact.Kind kind,
            String value,
            String label,
            String country,
            boolean isConfirmed) {
        var id = FreshIds.of(kind.word(), random);
        var key = secrets.open(transaction, account.number());
        var voidAt = clock.instant().plus(TO_CONFIRM).atOffset(ZoneOffset.UTC);
        transaction
                .sql(
                        "insert into account_contact (id, account_id, kind, sealed_value, sealed_label, country, confirmed,"
                                + " void_at) values (?, ?, ?, ?, ?, ?, ?, case when ? then null else ? end)")
                .params(
                        id,
                        account.id(),
                        kind.word(),
                        key.seal(VALUE + id, value),
                        key.seal(LABEL + id, label),
                        country,
                        isConfirmed,
                        isConfirmed,
                        voidAt)
                .update();
        return id;
    }

    /// What was begun counts from now on; of a mail address, instead of the one before.
    ///
    /// @return the id of the one before, which can still be told
    public Optional<String> confirm(JdbcClient transaction, Account account, String id) {
        var now = clock.instant();
        var replaced = transaction
                .sql("update account_contact set confirmed = false, void_at = ? where account_id = ? and confirmed"
                        + " and kind = 'mail' and exists (select 1 from account_contact where id = ? and kind = 'mail')"
                        + " returning id")
                .params(now.plus(REPLACED_KEPT).atOffset(ZoneOffset.UTC), account.id(), id)
                .query(String.class)
                .optional();
        transaction
                .sql("update account_contact set confirmed = true, void_at = null, used_at = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), id)
                .update();
        return replaced;
    }

    public List<Contact> list(JdbcClient jdbc, Account account) {
        return confirmed(jdbc, account.id()).stream()
                .map(stored -> shown(jdbc, account, stored))
                .toList();
    }

    private Contact shown(JdbcClient jdbc, Account account, Stored stored) {
        var masked = value(jdbc, account, stored)
                .map(value -> Contact.mask(stored.kind(), value))
                .orElse("");
        var label = secrets.openIfIntact(jdbc, account, LABEL + stored.id(), stored.sealedLabel());
        return new Contact(stored.id(), stored.kind(), label.orElse(""), masked, stored.createdAt(), stored.usedAt());
    }

    /// @return empty, and a line in the server's log, if it was changed outside of the product
    Optional<String> value(JdbcClient jdbc, Account account, Stored stored) {
        return secrets.openIfIntact(jdbc, account, VALUE + stored.id(), stored.sealedValue());
    }

    public void rename(JdbcClient transaction, Account account, String id, String label) {
        checkLabel(label);
        var sealed = secrets.open(transaction, account.number()).seal(LABEL + id, label.strip());
        requireOne(transaction
                .sql("update account_contact set sealed_label = ? where id = ? and account_id = ? and confirmed"
                        + " and kind = 'phone'")
                .params(sealed, id, account.id())
                .update());
    }

    /// Codes that are on their way there are void. It can still be told so for two days.
    public void remove(JdbcClient transaction, Account account, String id) {
        requireOne(transaction
                .sql("update account_contact set confirmed = false, void_at = ?"
                        + " where id = ? and account_id = ? and confirmed")
                .params(clock.instant().plus(REPLACED_KEPT).atOffset(ZoneOffset.UTC), id, account.id())
                .update());
        transaction
                .sql("delete from account_code where contact_id = ?")
                .param(id)
                .update();
    }

    /// Removes what was never confirmed, and what was replaced or removed and is told.
    public void removeVoid(JdbcClient jdbc) {
        jdbc.sql("delete from account_contact where void_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Stored> phones(JdbcClient jdbc, String account) {
        return confirmed(jdbc, account).stream()
                .filter(stored -> stored.kind() == Contact.Kind.PHONE)
                .toList();
    }

    Optional<Stored> mail(JdbcClient jdbc, String account) {
        return confirmed(jdbc, account).stream()
                .filter(stored -> stored.kind() == Contact.Kind.MAIL)
                .findFirst();
    }

    Optional<Stored> byId(JdbcClient jdbc, String account, String id) {
        return select(jdbc, "account_id = ? and id = ?", account, id).stream().findFirst();
    }

    private static List<Stored> confirmed(JdbcClient jdbc, String account) {
        return select(jdbc, "account_id = ? and confirmed", account);
    }

    /// @param condition fixed text
    private static List<Stored> select(JdbcClient jdbc, String condition, Object... values) {
        return jdbc.sql("select id, kind, sealed_value, sealed_label, country, created_at, used_at"
                        + " from account_contact where " + condition + " order by created_at, id")
                .params(values)
                .query((row, line) -> stored(row))
                .list();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString(1),
                row.getString(2).equals("mail") ? Contact.Kind.MAIL : Contact.Kind.PHONE,
                row.getBytes(3),
                row.getBytes(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(7, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    private static void requireOne(int changed) {
        if (changed != 1) {
            throw ContactRefusals.unknown();
        }
    }

    private static void checkLabel(String label) {
        boolean fits = !label.isBlank()
                && label.length() <= LONGEST_LABEL
                && label.codePoints().noneMatch(Character::isISOControl);
        if (!fits) {
            throw ContactRefusals.invalid("label", "Give a label of 1 to 60 characters.");
        }
    }
}
