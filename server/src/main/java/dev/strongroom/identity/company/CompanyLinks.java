package dev.strongroom.identity.company;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whose account an identity of the company is.
///
/// Guarantees: one identity is one account's, and an account has at most one; what was exchanged in the database does
/// not
/// open, and nobody signs in with it; who somebody is at the company cannot be read there.
public final class CompanyLinks {

    private static final String IDENTITY = "company identity";

    private final AccountSecrets secrets;
    private final String issuer;

    /// @param issuer of today; what was connected to another provider before opens nothing
    CompanyLinks(AccountSecrets secrets, String issuer) {
        this.secrets = secrets;
        this.issuer = issuer;
    }

    /// @param usedAt empty until it was used to sign in
    public record Link(Instant createdAt, Optional<Instant> usedAt) {}

    private record Row(String account, byte[] sealedIdentity) {}

    /// The account an identity was connected to, and that the link was used now.
    ///
    /// @return empty if it was connected to none, or the link was changed outside of the product
    public Optional<Account> use(JdbcClient transaction, CompanyIdentity identity) {
        var hash = hash(identity);
        return transaction
                .sql("select account_id, sealed_identity from company_link where identity_hash = ?")
                .param(hash)
                .query((row, line) -> new Row(row.getString(1), row.getBytes(2)))
                .optional()
                .flatMap(row -> account(transaction, row, identity))
                .filter(account -> isStillThere(transaction, account, hash));
    }

    /// The account is held by now; it may have been disconnected just before.
    private static boolean isStillThere(JdbcClient transaction, Account account, byte[] hash) {
        return transaction
                        .sql("update company_link set used_at = clock_timestamp()"
                                + " where account_id = ? and identity_hash = ?")
                        .params(account.id(), hash)
                        .update()
                == 1;
    }

    private Optional<Account> account(JdbcClient transaction, Row row, CompanyIdentity identity) {
        return AccountRows.byId(transaction, row.account(), true)
                .map(AccountRows.Stored::account)
                .filter(account -> secrets.openIfIntact(transaction, account, IDENTITY, row.sealedIdentity())
                        .filter(identity.text()::equals)
                        .isPresent());
    }

    /// Connects an identity to an account instead of the one it had.
    ///
    /// @throws dev.strongroom.web.Problem if it belongs to another account
    public void connect(JdbcClient transaction, Account account, CompanyIdentity identity) {
        remove(transaction, account);
        int connected = transaction
                .sql("insert into company_link (account_id, issuer, identity_hash, sealed_identity) values (?, ?, ?, ?)"
                        + " on conflict (identity_hash) do nothing")
                .params(
                        account.id(),
                        identity.issuer(),
                        hash(identity),
                        secrets.open(transaction, account.number()).seal(IDENTITY, identity.text()))
                .update();
        if (connected != 1) {
            throw CompanyRefusals.taken();
        }
    }

    /// @throws dev.strongroom.web.Problem if there is none
    public void disconnect(JdbcClient transaction, Account account) {
        if (remove(transaction, account) != 1) {
            throw CompanyRefusals.notConnected();
        }
    }

    private static int remove(JdbcClient transaction, Account account) {
        return transaction
                .sql("delete from company_link where account_id = ?")
                .param(account.id())
                .update();
    }

    public Optional<Link> of(JdbcClient jdbc, Account account) {
        return jdbc.sql("select created_at, used_at from company_link where account_id = ? and issuer = ?")
                .params(account.id(), issuer)
                .query((row, line) -> new Link(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .optional();
    }

    /// The ids of the accounts that are connected.
    public Set<String> connected(JdbcClient jdbc) {
        return new HashSet<>(jdbc.sql("select account_id from company_link where issuer = ?")
                .param(issuer)
                .query((row, line) -> row.getString(1))
                .list());
    }

    private byte[] hash(CompanyIdentity identity) {
        return secrets.counted("company identity", identity.text());
    }
}
