package dev.strongroom.identity.account;

import dev.strongroom.approval.Agreement;
import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.TwoPersonRule;
import dev.strongroom.identity.KnownNames;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.web.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Decides what people may do, and whether they may sign in at all. Each change is an entry in the ledger, in the same
/// transaction, and takes effect on the next request.
///
/// Nobody changes the rights of their own account, and the last active administrator stays one. Giving rights takes two
/// people, see [Approvals]; taking them away takes one, so that it can be done at once.
public final class AccountRights {

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final KnownNames known;
    private final Approvals approvals;
    private final TwoPersonRule rule;

    public AccountRights(
            RecordedChanges changes, JdbcClient jdbc, KnownNames known, Approvals approvals, TwoPersonRule rule) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.known = known;
        this.approvals = approvals;
        this.rule = rule;
    }

    /// Replaces what a person may do.
    ///
    /// @throws dev.strongroom.web.Problem `approval.needed` unless another person has approved exactly this
    public void grant(String id, Set<String> roles, Set<String> purposes, Caller actor) {
        var wanted = new Entitlements(roles, purposes);
        wanted.requireKnown(known);
        wanted.requireSeparateDuties();
        var agreement = agreement(id, wanted, actor);
        changes.run((transaction, connection) -> {
            rule.remember(transaction);
            var account = AccountChanges.held(transaction, id).account();
            if (!wanted.isAdministrator()) {
                AccountChanges.refuseLastAdministrator(transaction, account);
            }
            var told =
                    AccountChanges.told(actor.id(), id, "granted").with(used(agreement, transaction, account, wanted));
            approvals.voidAbout(transaction, id);
            transaction
                    .sql("update account set roles = ?, purposes = ? where id = ?")
                    .params(wanted.roles(connection), wanted.purposes(connection), id)
                    .update();
            return Outcome.of(id, told);
        });
    }

    /// @return empty if rights are only taken away
    private Optional<Agreement> agreement(String id, Entitlements wanted, Caller actor) {
        var account = AccountChanges.found(jdbc, id);
        AccountChanges.refuseOwn(id, actor.id());
        return wanted.isWithin(account.entitlements())
                ? Optional.empty()
                : Optional.of(approvals.agreed(actor, AccountChanges.granting(id, account.entitlements(), wanted)));
    }

    private static Map<String, String> used(
            Optional<Agreement> agreement, JdbcClient transaction, Account account, Entitlements wanted) {
        if (agreement.isEmpty() && !wanted.isWithin(account.entitlements())) {
            throw AccountRefusals.changedMeanwhile();
        }
        var change = AccountChanges.granting(account.id(), account.entitlements(), wanted);
        return agreement.map(agreed -> agreed.use(transaction, change)).orElse(Map.of());
    }

    /// Ends every session of a person and lets nobody sign in as them.
    public void disable(String id, Caller actor) {
        changes.run((transaction, connection) -> {
            rule.remember(transaction);
            var account = AccountChanges.held(transaction, id).account();
            AccountChanges.refuseOwn(id, actor.id());
            AccountChanges.refuseLastAdministrator(transaction, account);
            AccountRows.setStatus(transaction, id, Account.Status.DISABLED);
            approvals.voidAbout(transaction, id);
            AccountChanges.endSessions(transaction, id);
            transaction
                    .sql("delete from account_invitation where account_id = ?")
                    .param(id)
                    .update();
            return Outcome.of(id, AccountChanges.told(actor.id(), id, "disabled"));
        });
    }

    /// Lets a person who was disabled sign in again, with the factors there were.
    ///
    /// @throws dev.strongroom.web.Problem `approval.needed` unless another person has approved it, or there are no
    /// rights
    public void enable(String id, Caller actor) {
        var found = AccountChanges.found(jdbc, id);
        AccountChanges.refuseOwn(id, actor.id());
        AccountChanges.requireStatus(found, Account.Status.DISABLED);
        Optional<Agreement> agreement = found.entitlements().isEmpty()
                ? Optional.empty()
                : Optional.of(approvals.agreed(actor, AccountChanges.enabling(found)));
        changes.run((transaction, connection) -> {
            AccountRows.holdAdministrators(transaction);
            var account = AccountChanges.held(transaction, id).account();
            AccountChanges.requireStatus(account, Account.Status.DISABLED);
            var agreed = enabled(agreement, transaction, account);
            approvals.voidAbout(transaction, id);
            AccountRows.setStatus(transaction, id, AccountRows.statusByFactors(transaction, id));
            return Outcome.of(id, AccountChanges.told(actor.id(), id, "enabled").with(agreed));
        });
    }

    /// Whoever has no rights is enabled without anybody's consent.
    private static Map<String, String> enabled(Optional<Agreement> agreement, JdbcClient transaction, Account account) {
        if (agreement.isEmpty() && !account.entitlements().isEmpty()) {
            throw AccountRefusals.changedMeanwhile();
        }
        return agreement
                .map(agreed -> agreed.use(transaction, AccountChanges.enabling(account)))
                .orElse(Map.of());
    }
}
