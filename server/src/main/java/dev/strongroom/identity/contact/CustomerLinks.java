package dev.strongroom.identity.contact;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Letter;
import dev.strongroom.notify.Outbox;
import dev.strongroom.notify.SmsBudget;
import dev.strongroom.web.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The links by which customers take up accounts, each with the code that is sent to the address on file.
///
/// Guarantees: a customer has one link at most, and a link one code; each is good once, the code for ten minutes and
/// five tries, with its own link alone. A code is drawn in the moment it is sent; no address is kept.
public final class CustomerLinks {

    public static final String TOKEN = "src_";
    static final String CODE = "customer-code";
    private static final Duration LINK_VALID = Duration.ofHours(72);
    private static final Duration CODE_VALID = Duration.ofMinutes(10);
    private static final int CODES_A_LINK = 5;
    private static final int TRIES_A_CODE = 5;
    private static final int NUMBERS = 1_000_000;
    private static final int ID_BYTES = 8;

    private final JdbcClient jdbc;
    private final ReachableCustomers reachable;
    private final AccountSecrets secrets;
    private final Outbox outbox;
    private final SmsBudget budget;
    private final SecureRandom random;
    private final Clock clock;

    CustomerLinks(
            JdbcClient jdbc,
            ReachableCustomers reachable,
            AccountSecrets secrets,
            Outbox outbox,
            SmsBudget budget,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.reachable = reachable;
        this.secrets = secrets;
        this.outbox = outbox;
        this.budget = budget;
        this.random = random;
        this.clock = clock;
    }

    /// @param token shown this once
    public record Issued(String account, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /// A link that is still good.
    ///
    /// @param account what the account will be called
    /// @param customer its number
    public record Link(String account, long customer, byte[] tokenHash, int codesAsked) {}

    /// What a link and its code were given for.
    ///
    /// @param signInName keyed hash of the address the code went to
    public record Taken(String account, long customer, byte[] signInName, String language) {}

    /// @throws Problem unless there is an address that a code can be sent to now
    public void requireAddress(long customer, String onBehalfOf) {
        if (reachable.of(customer, Optional.of(onBehalfOf)).isEmpty()) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "customer_account.no_address",
                    "Write a mail address or a mobile number into the customer's record first, of a kind that this"
                            + " server sends messages to.");
        }
    }

    /// Issues a link in place of the one before.
    ///
    /// @param language one of [Account#LANGUAGES]
    public Issued issue(JdbcClient transaction, long customer, String language) {
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        var account = Account.CUSTOMER + HexFormat.of().formatHex(drawn);
        var token = SecretToken.fresh(TOKEN, random);
        var expiresAt = clock.instant().plus(LINK_VALID);
        transaction
                .sql("delete from customer_invitation where customer_id = ?")
                .param(customer)
                .update();
        transaction
                .sql("insert into customer_invitation (customer_id, account_id, language, token_hash, expires_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(customer, account, language, token.hash(), expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return new Issued(account, token.exposeCleartext(), expiresAt);
    }

    /// @return whether there was one
    public boolean withdraw(JdbcClient transaction, long customer) {
        return transaction
                        .sql("delete from customer_invitation where customer_id = ?")
                        .param(customer)
                        .update()
                == 1;
    }

    /// @return empty unless the link is good
    public Optional<Link> find(String token) {
        return SecretToken.parse(TOKEN, token)
                .flatMap(secret -> jdbc.sql(
                                "select account_id, customer_id, token_hash, codes_asked from customer_invitation"
                                        + " where token_hash = ? and expires_at > ?")
                        .params(secret.hash(), now())
                        .query((row, line) ->
                                new Link(row.getString(1), row.getLong(2), row.getBytes(3), row.getInt(4)))
                        .optional());
    }

    /// When the link of a customer ends.
    public Optional<Instant> validUntil(long customer) {
        return jdbc.sql("select expires_at from customer_invitation where customer_id = ? and expires_at > ?")
                .params(customer, now())
                .query((row, line) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .optional();
    }

    /// Where a code for a link may go.
    ///
    /// @return mail addresses first; empty if the customer cannot be reached, whatever the reason
    /// @throws Problem if the link had its share of codes
    public List<AddressOfLink> addresses(Link link) {
        if (link.codesAsked() >= CODES_A_LINK) {
            throw tooManyCodes();
        }
        try {
            return reachable.of(link.customer(), Optional.empty()).stream()
                    .map(AddressOfLink::new)
                    .toList();
        } catch (Problem refused) {
            if (refused.status().is4xxClientError()) {
                return List.of();
            }
            throw refused;
        }
    }

    /// An address that is not shown.
    public record AddressOfLink(dev.strongroom.identity.AddressesOnFile.OnFile address) {
        public boolean isBy(Channel channel) {
            return address.channel() == channel;
        }
    }

    /// Has a code sent, in place of the one before.
    ///
    /// @param network that the request comes from
    /// @throws Problem if the link had its share, or nothing may be sent there now
    public ContactCodes.Asked ask(JdbcClient transaction, Link link, AddressOfLink to, String network) {
        var address = to.address();
        var id = FreshIds.of("code", random);
        var expiresAt = clock.instant().plus(CODE_VALID);
        int begun = transaction
                .sql("""
                        update customer_invitation set codes_asked = codes_asked + 1, code_id = ?, channel = ?,
                            code_hash = null, sign_in_name = null, code_asked_at = ?, code_expires_at = ?,
                            wrong_codes = 0
                        where token_hash = ? and expires_at > ? and codes_asked < ?
                        """)
                .params(
                        id,
                        word(address.channel()),
                        now(),
                        expiresAt.atOffset(ZoneOffset.UTC),
                        link.tokenHash(),
                        now(),
                        CODES_A_LINK)
                .update();
        if (begun != 1) {
            throw tooManyCodes();
        }
        if (address.channel() == Channel.SMS) {
            reachable.take(transaction, address, link.account(), network);
        }
        outbox.put(transaction, address.channel(), link.account(), CODE, id, Map.of(), CODE_VALID);
        return new ContactCodes.Asked(ReachableCustomers.masked(address), expiresAt);
    }

    private record Waiting(long customer, Channel channel, Locale language) {}

    /// What has to be sent, drawn now, to the address that is on file now: by that one the customer will sign in.
    ///
    /// @param id of the code that was asked for
    /// @return empty if it is no longer wanted, or there is no such address any more
    Optional<Letter> draw(String id) {
        return jdbc.sql("select customer_id, channel, language from customer_invitation"
                        + " where code_id = ? and code_expires_at > ?")
                .params(id, now())
                .query((row, line) -> new Waiting(
                        row.getLong(1),
                        row.getString(2).equals("mail") ? Channel.MAIL : Channel.SMS,
                        Locale.forLanguageTag(row.getString(3))))
                .optional()
                .flatMap(waiting -> reachable
                        .by(waiting.channel(), waiting.customer())
                        .flatMap(address -> draw(id, waiting, address.value())));
    }

    private Optional<Letter> draw(String id, Waiting waiting, String address) {
        var code = "%06d".formatted(random.nextInt(NUMBERS));
        int drawn = jdbc.sql("update customer_invitation set code_hash = ?, sign_in_name = ?"
                        + " where code_id = ? and code_expires_at > ?")
                .params(secrets.code(id, code), secrets.customerName(address), id, now())
                .update();
        return drawn == 1
                ? Optional.of(new Letter(address, waiting.language(), Map.of("code", code)))
                : Optional.empty();
    }

    /// Counts a code that is about to be tried, before it is compared.
    ///
    /// @return whether there was a try left
    public boolean takeTry(Link link) {
        return jdbc.sql("update customer_invitation set wrong_codes = wrong_codes + 1"
                                + " where token_hash = ? and code_expires_at > ? and wrong_codes < ?")
                        .params(link.tokenHash(), now(), TRIES_A_CODE)
                        .update()
                == 1;
    }

    /// Uses the link and its code up.
    ///
    /// INVARIANT: the statement that accepts the code removes the link, so of many who send it one succeeds.
    ///
    /// @param transaction that holds the customer
    /// @return empty unless it is the code that was sent for this link
    public Optional<Taken> use(JdbcClient transaction, Link link, String code) {
        return transaction
                .sql("select code_id from customer_invitation where token_hash = ? and code_id is not null for update")
                .param(link.tokenHash())
                .query(String.class)
                .optional()
                .flatMap(id -> transaction
                        .sql("delete from customer_invitation where token_hash = ? and code_hash = ?"
                                + " and expires_at > ? and code_expires_at > ?"
                                + " returning account_id, customer_id, sign_in_name, language, channel, code_asked_at")
                        .params(link.tokenHash(), secrets.code(id, code.strip()), now(), now())
                        .query((row, line) -> {
                            if (row.getString(5).equals("sms")) {
                                budget.answered(
                                        transaction,
                                        row.getObject(6, java.time.OffsetDateTime.class)
                                                .toInstant());
                            }
                            return new Taken(row.getString(1), row.getLong(2), row.getBytes(3), row.getString(4));
                        })
                        .optional());
    }

    /// Removes links that are over.
    public void removeOver() {
        jdbc.sql("delete from customer_invitation where expires_at <= ?")
                .param(now())
                .update();
    }

    private static String word(Channel channel) {
        return channel == Channel.MAIL ? "mail" : "sms";
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Problem tooManyCodes() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "invitation.too_many_codes",
                "Ask whoever sent the link for another one; no more codes are sent for this one.");
    }
}
