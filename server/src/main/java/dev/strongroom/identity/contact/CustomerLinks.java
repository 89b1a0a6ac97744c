package dev.strongroom.identity.contact;

import dev.strongroom.identity.SecretToken;
import dev.strongroom.identity.account.Account;
import dev.strongroom.web.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The links by which customers take up accounts. A customer has one at most, good once and for three days; its token
/// is kept as a hash. What it takes besides is a code, see [CustomerCodes]; each link brings codes of its own to guess
/// and
/// to be bothered with, so there are only so many links a day.
public final class CustomerLinks {

    public static final String TOKEN = "src_";
    private static final Duration LINK_VALID = Duration.ofHours(72);
    private static final int ID_BYTES = 8;
    private static final int LINKS_A_DAY = 5;
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ReachableCustomers reachable;
    private final SecureRandom random;
    private final Clock clock;

    CustomerLinks(JdbcClient jdbc, ReachableCustomers reachable, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.reachable = reachable;
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
    /// @throws Problem if the customer had as many as a day has
    public Issued issue(JdbcClient transaction, long customer, String language) {
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        var account = Account.CUSTOMER + HexFormat.of().formatHex(drawn);
        var token = SecretToken.fresh(TOKEN, random);
        var expiresAt = clock.instant().plus(LINK_VALID);
        int issued = transaction
                .sql("""
                        insert into customer_invitation as held
                            (customer_id, account_id, language, token_hash, expires_at, counted_from)
                        values (:customer, :account, :language, :token, :expires, :now)
                        on conflict (customer_id) do update set account_id = excluded.account_id,
                            language = excluded.language, token_hash = excluded.token_hash,
                            expires_at = excluded.expires_at, codes_asked = 0, code_id = null, channel = null,
                            code_hash = null, sign_in_name = null, code_asked_at = null, code_expires_at = null,
                            wrong_codes = 0,
                            issued = case when held.counted_from > :yesterday then held.issued + 1 else 1 end,
                            counted_from = case when held.counted_from > :yesterday then held.counted_from
                                else excluded.counted_from end
                        where held.counted_from <= :yesterday or held.issued < :most
                        """)
                .param("customer", customer)
                .param("account", account)
                .param("language", language)
                .param("token", token.hash())
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .param("now", now())
                .param("yesterday", now().minus(DAY))
                .param("most", LINKS_A_DAY)
                .update();
        if (issued != 1) {
            throw tooMany();
        }
        return new Issued(account, token.exposeCleartext(), expiresAt);
    }

    private static Problem tooMany() {
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "customer_account.links_used_up",
                        "Let the customer use the newest link, or give out another one tomorrow.")
                .with("retryAfterSeconds", DAY.toSeconds());
    }

    /// Ends the link of a customer. That there was one still counts.
    ///
    /// @return whether there was one
    public boolean withdraw(JdbcClient transaction, long customer) {
        return transaction
                        .sql("update customer_invitation set expires_at = ?, code_id = null, code_hash = null,"
                                + " sign_in_name = null where customer_id = ? and expires_at > ?")
                        .params(now(), customer, now())
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
                .query((row, line) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /// Removes links that are over and count no more.
    public void removeOver() {
        jdbc.sql("delete from customer_invitation where expires_at <= ? and counted_from <= ?")
                .params(now(), now().minus(DAY))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
