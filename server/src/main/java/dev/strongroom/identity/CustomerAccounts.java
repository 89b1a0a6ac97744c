package dev.strongroom.identity;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.CustomerAccountRows;
import dev.strongroom.identity.contact.CustomerLinks;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The accounts of customers, as others deal with them: a link is issued, an account is disabled, enabled, removed.
/// What
/// customers do with their own is done as staff do it.
///
/// Each change is an entry in the ledger, in the same transaction, and takes effect on the next request.
public final class CustomerAccounts {

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final CustomerLinks links;

    CustomerAccounts(RecordedChanges changes, JdbcClient jdbc, CustomerLinks links) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.links = links;
    }

    /// A link, for the customer alone.
    ///
    /// @param token shown this once
    public record Invited(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Invited";
        }
    }

    /// What others see of a customer's account.
    ///
    /// @param account its id; empty while no link was taken up
    /// @param status invited, active or disabled
    /// @param linkValidUntil empty if there is no link
    public record Shown(
            Optional<String> account, String status, Optional<Instant> createdAt, Optional<Instant> linkValidUntil) {}

    /// Issues a link; the one before is void, and so is what was begun with it.
    ///
    /// @param customer its number
    /// @param language one of [Account#LANGUAGES]
    /// @throws Problem if there is an account already, or nowhere to send a code to, or no such customer
    public Invited invite(long customer, String language, Caller actor) {
        if (!Account.LANGUAGES.contains(language)) {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "account.invalid", "Choose en or zh-CN.")
                    .with("member", "language");
        }
        AccountRows.ofCustomer(jdbc, customer, false).ifPresent(CustomerAccounts::refuseTakenUp);
        links.requireAddress(customer, actor.id());
        return changes.run((transaction, connection) -> {
            hold(transaction, customer);
            AccountRows.ofCustomer(transaction, customer, true).ifPresent(account -> {
                refuseTakenUp(account);
                endSessions(transaction, account.id());
            });
            var issued = links.issue(transaction, customer, language);
            return Outcome.of(
                    new Invited(issued.token(), issued.expiresAt()), told(actor, issued.account(), "link-issued"));
        });
    }

    private static void refuseTakenUp(Account account) {
        switch (account.status()) {
            case INVITED -> {}
            case ACTIVE ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "customer_account.exists",
                        "The customer has an account; let the customer sign in, or have an administrator remove it first.");
            case DISABLED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "customer_account.disabled",
                        "Have an administrator enable or remove the customer's account first.");
        }
    }

    /// @throws Problem if there is neither an account nor a link
    public Shown show(long customer) {
        var account = AccountRows.ofCustomer(jdbc, customer, false);
        var linkUntil = links.validUntil(customer);
        if (account.isEmpty() && linkUntil.isEmpty()) {
            throw none();
        }
        return new Shown(
                account.map(Account::id),
                account.map(Account::status)
                        .orElse(Account.Status.INVITED)
                        .name()
                        .toLowerCase(Locale.ROOT),
                account.map(Account::createdAt),
                linkUntil);
    }

    /// The number of the customer whom an account belongs to.
    public Optional<Long> customerOf(String account) {
        return AccountRows.customerOf(jdbc, account);
    }

    /// Ends every session of the customer, voids the link and lets nobody sign in.
    public void disable(long customer, Caller actor) {
        changes.run((transaction, connection) -> {
            hold(transaction, customer);
            boolean hadLink = links.withdraw(transaction, customer);
            var account = AccountRows.ofCustomer(transaction, customer, true);
            if (account.isEmpty() && !hadLink) {
                throw none();
            }
            account.ifPresent(held -> {
                AccountRows.setStatus(transaction, held.id(), Account.Status.DISABLED);
                endSessions(transaction, held.id());
            });
            return Outcome.of(customer, told(actor, account.map(Account::id).orElse("customer-link"), "disabled"));
        });
    }

    /// Lets a customer sign in again, with the factors there were.
    public void enable(long customer, Caller actor) {
        changes.run((transaction, connection) -> {
            hold(transaction, customer);
            var account = AccountRows.ofCustomer(transaction, customer, true).orElseThrow(CustomerAccounts::none);
            if (account.status() != Account.Status.DISABLED) {
                throw Problem.of(HttpStatus.CONFLICT, "customer_account.not_disabled", "This account is not disabled.");
            }
            AccountRows.setStatus(transaction, account.id(), AccountRows.statusByFactors(transaction, account.id()));
            return Outcome.of(customer, told(actor, account.id(), "enabled"));
        });
    }

    /// Removes the account with its factors and sessions, and the link. The customer stays, and can be given a link
    /// again.
    public void remove(long customer, Caller actor) {
        changes.run((transaction, connection) -> {
            hold(transaction, customer);
            boolean hadLink = links.withdraw(transaction, customer);
            var account = AccountRows.ofCustomer(transaction, customer, true);
            if (account.isEmpty() && !hadLink) {
                throw none();
            }
            CustomerAccountRows.remove(connection, List.of(customer));
            return Outcome.of(customer, told(actor, account.map(Account::id).orElse("customer-link"), "removed"));
        });
    }

    /// Removes accounts and links of customers who are being erased, in the transaction that erases them.
    public static void erase(Connection transaction, Collection<Long> customers) throws SQLException {
        CustomerAccountRows.removeWithLinks(transaction, customers);
    }

    private static void hold(JdbcClient transaction, long customer) {
        if (!CustomerAccountRows.hold(transaction, customer)) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND, "customer.not_found", "Check the customer's id, and what the key may see.");
        }
    }

    private static void endSessions(JdbcClient transaction, String account) {
        transaction
                .sql("delete from account_session where account_id = ?")
                .param(account)
                .update();
    }

    private static Told told(Caller actor, String account, String what) {
        return Told.done(EntryKind.ACCOUNT, actor.id(), Map.of(account, what));
    }

    private static Problem none() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "customer_account.none",
                "The customer has no account, and no link to take one up.");
    }
}
