package dev.strongroom.identity.contact;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.AddressesOnFile.OnFile;
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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The codes that customers take up accounts with, beside their links. They go to the address on file.
///
/// Guarantees: a link has one code at most; it is good once, for ten minutes and five tries, with its own link alone.
/// It
/// is drawn in the moment it is sent, and kept as a keyed hash; no address is kept.
public final class CustomerCodes {

    /// The message that takes a code to the customer.
    static final String CODE = "customer-code";

    private static final Duration VALID = Duration.ofMinutes(10);
    private static final int CODES_A_LINK = 5;
    private static final int TRIES_A_CODE = 5;
    private static final int NUMBERS = 1_000_000;

    private final JdbcClient jdbc;
    private final ReachableCustomers reachable;
    private final AccountSecrets secrets;
    private final Outbox outbox;
    private final SmsBudget budget;
    private final SecureRandom random;
    private final Clock clock;

    CustomerCodes(
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

    /// What a link and its code were given for.
    ///
    /// @param signInName keyed hash of the address the code went to
    public record Taken(String account, long customer, byte[] signInName, String language) {}

    /// Where a code for a link may go.
    ///
    /// @return mail addresses first; empty if the customer cannot be reached, whatever the reason
    /// @throws Problem if the link had its share of codes
    public List<AddressOfLink> addresses(CustomerLinks.Link link) {
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
    public record AddressOfLink(OnFile address) {
        public boolean isBy(Channel channel) {
            return address.channel() == channel;
        }
    }

    /// Has a code sent, in place of the one before.
    ///
    /// @param network that the request comes from
    /// @throws Problem if the link had its share, or nothing may be sent there now
    public ContactCodes.Asked ask(JdbcClient transaction, CustomerLinks.Link link, AddressOfLink to, String network) {
        var address = to.address();
        var id = FreshIds.of("code", random);
        var expiresAt = clock.instant().plus(VALID);
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
        outbox.put(transaction, address.channel(), link.account(), CODE, id, Map.of(), VALID);
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
                .query((row, line) ->
                        new Waiting(row.getLong(1), channel(row.getString(2)), Locale.forLanguageTag(row.getString(3))))
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
    public boolean takeTry(CustomerLinks.Link link) {
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
    public Optional<Taken> use(JdbcClient transaction, CustomerLinks.Link link, String code) {
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
                        .query((row, line) -> new Used(
                                new Taken(row.getString(1), row.getLong(2), row.getBytes(3), row.getString(4)),
                                channel(row.getString(5)),
                                row.getObject(6, OffsetDateTime.class).toInstant()))
                        .optional())
                .map(used -> answered(transaction, used));
    }

    private record Used(Taken taken, Channel channel, Instant askedAt) {}

    private Taken answered(JdbcClient transaction, Used used) {
        if (used.channel() == Channel.SMS) {
            budget.answered(transaction, used.askedAt());
        }
        return used.taken();
    }

    private static Channel channel(String word) {
        return word.equals("mail") ? Channel.MAIL : Channel.SMS;
    }

    private static String word(Channel channel) {
        return channel == Channel.MAIL ? "mail" : "sms";
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Problem tooManyCodes() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "invitation.too_many_codes",
                "Ask whoever sent the link for another one; no more codes are sent for this one.");
    }
}
