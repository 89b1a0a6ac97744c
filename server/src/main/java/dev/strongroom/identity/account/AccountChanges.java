package dev.strongroom.identity.account;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges.Told;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What changes of accounts have in common: how they are described to a second person, and when they are refused.
final class AccountChanges {

    private AccountChanges() {}

    static AskedChange enabling(Account account) {
        var now = account.entitlements();
        return AskedChange.of(
                AskedChange.Kind.ENABLE,
                account.id(),
                Map.of(
                        "roles", Entitlements.listed(now.roles()),
                        "purposes", Entitlements.listed(now.purposes())));
    }

    /// @param mailed whether the token goes to the person; otherwise the requester sees it, and that is agreed to
    static AskedChange inviting(AskedChange.Kind kind, Account account, boolean mailed) {
        var now = account.entitlements();
        return AskedChange.of(
                kind,
                account.id(),
                Map.of(
                        "roles", Entitlements.listed(now.roles()),
                        "purposes", Entitlements.listed(now.purposes()),
                        "token", mailed ? "mailed" : "shown"));
    }

    static AskedChange granting(String id, Entitlements before, Entitlements after) {
        return AskedChange.of(
                AskedChange.Kind.GRANT,
                id,
                Map.of(
                        "roles", Entitlements.listed(after.roles()),
                        "purposes", Entitlements.listed(after.purposes()),
                        "roles-before", Entitlements.listed(before.roles()),
                        "purposes-before", Entitlements.listed(before.purposes())));
    }

    static Account found(JdbcClient jdbc, String id) {
        return AccountRows.byId(jdbc, id, false)
                .map(AccountRows.Stored::account)
                .filter(account -> !account.isCustomer())
                .orElseThrow(AccountRefusals::unknown);
    }

    /// One of the staff; customers' accounts are changed elsewhere.
    static AccountRows.Stored held(JdbcClient transaction, String id) {
        return AccountRows.byId(transaction, id, true)
                .filter(stored -> !stored.account().isCustomer())
                .orElseThrow(AccountRefusals::unknown);
    }

    static void endSessions(JdbcClient transaction, String id) {
        transaction
                .sql("delete from account_session where account_id = ?")
                .param(id)
                .update();
    }

    static void requireStatus(Account account, Account.Status status) {
        if (account.status() != status) {
            throw switch (status) {
                case INVITED ->
                    AccountRefusals.invalid("id", "Only somebody who has not signed in yet can be invited again.");
                case ACTIVE -> AccountRefusals.invalid("id", "Only somebody who could sign in can begin anew.");
                case DISABLED -> AccountRefusals.invalid("id", "Only a disabled account can be enabled.");
            };
        }
    }

    static void refuseOwn(String id, String actor) {
        if (id.equals(actor)) {
            throw AccountRefusals.ownAccount();
        }
    }

    static void refuseLastAdministrator(JdbcClient transaction, Account account) {
        boolean isOne = account.entitlements().isAdministrator() && account.status() == Account.Status.ACTIVE;
        if (isOne && AccountRows.activeAdministratorsBut(transaction, account.id()) == 0) {
            throw AccountRefusals.lastAdministrator();
        }
    }

    static Told told(String actor, String id, String what) {
        return Told.done(EntryKind.ACCOUNT, actor, Map.of(id, what));
    }
}
