package dev.strongroom.identity.contact;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import dev.strongroom.notify.SmsBudget;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Codes of six digits that are sent to a person: good once, for ten minutes, in the session that asked and for what it
/// asked for. Asking again voids the one before.
///
/// A code is drawn in the moment it is sent and kept as a keyed hash: it never waits anywhere.
public final class ContactCodes {

    static final Duration VALID = Duration.ofMinutes(10);
    private static final int NUMBERS = 1_000_000;
    private static final Duration A_DAY = Duration.ofDays(1);

    /// Mails cost little, but go to an address that nobody has confirmed yet.
    private static final int MOST_MAILS = 10;

    private final Contacts contacts;
    private final AccountSecrets secrets;
    private final Outbox outbox;
    private final SmsBudget budget;
    private final SecureRandom random;
    private final Clock clock;

    ContactCodes(
            Contacts contacts,
            AccountSecrets secrets,
            Outbox outbox,
            SmsBudget budget,
            SecureRandom random,
            Clock clock) {
        this.contacts = contacts;
        this.secrets = secrets;
        this.outbox = outbox;
        this.budget = budget;
        this.random = random;
        this.clock = clock;
    }

    public enum Purpose {
        SIGN_IN("sign-in", "sign-in-code"),
        CONFIRM("confirm", "contact-code");

        private final String word;
        private final String template;

        Purpose(String word, String template) {
            this.word = word;
            this.template = template;
        }
    }

    /// Who asks.
    ///
    /// @param session its id
    /// @param network that the request comes from
    public record Asking(Account account, String session, String network) {}

    /// @param sentTo what is shown of it
    public record Asked(String sentTo, Instant expiresAt) {}

    /// Has a code sent to the person's phone that was used last.
    ///
    /// @throws dev.strongroom.web.Problem if there is none, or nothing may be sent there now
    public Asked askForSignIn(JdbcClient transaction, Asking asking) {
        var phones = contacts.phones(transaction, asking.account().id());
        var newest = phones.stream()
                .max(java.util.Comparator.comparing(phone -> phone.usedAt().orElse(Instant.EPOCH)))
                .orElseThrow(ContactRefusals::unknown);
        return ask(transaction, asking, newest, Purpose.SIGN_IN);
    }

    /// Has a code sent to what was begun.
    ///
    /// @param contact its id
    public Asked askToConfirm(JdbcClient transaction, Asking asking, String contact) {
        var stored = contacts.byId(transaction, asking.account().id(), contact).orElseThrow(ContactRefusals::unknown);
        return ask(transaction, asking, stored, Purpose.CONFIRM);
    }

    private Asked ask(JdbcClient transaction, Asking asking, Contacts.Stored contact, Purpose purpose) {
        var account = asking.account();
        var value = contacts.value(transaction, account, contact).orElseThrow(ContactRefusals::unknown);
        var channel = contact.kind() == Contact.Kind.MAIL ? Channel.MAIL : Channel.SMS;
        if (!outbox.isOpen(channel)) {
            throw ContactRefusals.closed();
        }
        if (channel == Channel.SMS) {
            take(transaction, asking, value, contact.country());
        } else if (outbox.count(transaction, account.id(), purpose.template, A_DAY) >= MOST_MAILS) {
            throw ContactRefusals.share();
        }
        var id = insert(transaction, asking, contact.id(), purpose);
        outbox.put(transaction, channel, account.id(), purpose.template, id, Map.of(), VALID);
        return new Asked(Contact.mask(contact.kind(), value), clock.instant().plus(VALID));
    }

    private void take(JdbcClient transaction, Asking asking, String number, String country) {
        var refusal = budget.take(
                transaction,
                new SmsBudget.Asked(
                        secrets.counted("number", number),
                        country,
                        asking.account().id(),
                        secrets.counted("network", asking.network())));
        if (refusal.isPresent()) {
            throw ContactRefusals.of(refusal.get());
        }
    }

    private String insert(JdbcClient transaction, Asking asking, String contact, Purpose purpose) {
        transaction
                .sql("delete from account_code where session_id = ? and purpose = ?")
                .params(asking.session(), purpose.word)
                .update();
        var id = FreshIds.of("code", random);
        var now = clock.instant();
        transaction
                .sql("insert into account_code (id, session_id, contact_id, purpose, asked_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        asking.session(),
                        contact,
                        purpose.word,
                        now.atOffset(ZoneOffset.UTC),
                        now.plus(VALID).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /// What has to be sent, drawn now.
    ///
    /// @param address it is sent to
    record Drawn(String address, String code) {
        @Override
        public String toString() {
            return "Drawn";
        }
    }

    /// @param id of the code that was asked for
    /// @return empty if it is no longer wanted
    Optional<Drawn> draw(JdbcClient jdbc, Account account, String id) {
        var code = "%06d".formatted(random.nextInt(NUMBERS));
        return jdbc.sql("update account_code set code_hash = ? where id = ? and expires_at > ? returning contact_id")
                .params(hash(account, id, code), id, clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional()
                .flatMap(contact -> contacts.byId(jdbc, account.id(), contact))
                .flatMap(contact -> contacts.value(jdbc, account, contact))
                .map(address -> new Drawn(address, code));
    }

    /// Uses a code up.
    ///
    /// @return the id of the contact it was sent to, if it is the one that was sent
    public Optional<String> use(JdbcClient transaction, Account account, String session, Purpose purpose, String code) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transaction
                .sql("select id, asked_at from account_code where session_id = ? and purpose = ? for update")
                .params(session, purpose.word)
                .query((row, line) -> new Waiting(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional()
                .flatMap(waiting -> transaction
                        .sql("delete from account_code where id = ? and code_hash = ? and expires_at > ?"
                                + " returning contact_id")
                        .params(waiting.id(), hash(account, waiting.id(), code), now)
                        .query(String.class)
                        .optional()
                        .map(contact -> used(transaction, contact, waiting)));
    }

    private record Waiting(String id, Instant askedAt) {}

    private String used(JdbcClient transaction, String contact, Waiting waiting) {
        if (contact.startsWith("phone-")) {
            budget.answered(transaction, waiting.askedAt());
        }
        transaction
                .sql("update account_contact set used_at = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), contact)
                .update();
        return contact;
    }

    private byte[] hash(Account account, String id, String code) {
        return secrets.code(account.id(), id + " " + code.strip());
    }
}
