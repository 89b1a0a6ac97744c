package dev.strongroom.vault;

import dev.strongroom.catalog.CustomerScope;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.web.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says who looks after which customers, for roles that reach some customers only. Each change is an entry, in the same
/// transaction, and counts from the next request on. Nobody assigns anything to themselves.
public final class CustomerAssignments {

    private static final int MOST = 100;

    private final Transactions transactions;
    private final RecordOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;

    CustomerAssignments(
            Transactions transactions, RecordOpening opening, LookEntries entries, Ledger ledger, Clock clock) {
        this.transactions = transactions;
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// @throws dev.strongroom.web.Problem if there is no such customer
    public List<CustomerRelation> list(RecordId customer) {
        return transactions.run(connection -> {
            hold(connection, customer, RecordRows.KeyLock.NONE);
            return CustomerRelationRows.list(connection, customer.customer());
        });
    }

    /// @param endsAt when a case ends, in the future
    public void assign(RecordId customer, CustomerScope scope, String holder, Optional<Instant> endsAt, Caller actor) {
        var relation = CustomerRelation.checked(scope, holder, endsAt);
        if (endsAt.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw RelationRefusals.unfit();
        }
        refuseOwn(holder, actor);
        transactions.run(connection -> {
            var about = hold(connection, customer, RecordRows.KeyLock.UPDATE);
            if (scope == CustomerScope.BRANCH && isMember(connection, holder, actor)) {
                throw RelationRefusals.own();
            }
            CustomerRelationRows.put(connection, customer.customer(), relation);
            if (CustomerRelationRows.list(connection, customer.customer()).size() > MOST) {
                throw RelationRefusals.tooMany();
            }
            append(connection, about, actor, Map.of(holder, CustomerRelationRows.word(scope), "relation", "given"));
            return customer;
        });
    }

    /// @throws dev.strongroom.web.Problem if there is no such relation
    public void release(RecordId customer, CustomerScope scope, String holder, Caller actor) {
        transactions.run(connection -> {
            var about = hold(connection, customer, RecordRows.KeyLock.UPDATE);
            if (!CustomerRelationRows.remove(connection, customer.customer(), scope, holder)) {
                throw RelationRefusals.unknown();
            }
            append(connection, about, actor, Map.of(holder, CustomerRelationRows.word(scope), "relation", "ended"));
            return customer;
        });
    }

    /// The accounts that work for a branch, in the order of the alphabet.
    public List<String> members(String branch) {
        requireBranch(branch);
        return transactions.run(connection -> CustomerRelationRows.members(connection, branch));
    }

    public void join(String branch, String account, Caller actor) {
        requireMember(branch, account);
        refuseOwn(account, actor);
        transactions.run(connection -> {
            if (CustomerRelationRows.join(connection, branch, account)) {
                append(connection, Optional.empty(), actor, Map.of(account, "joined", "branch-" + branch, "branch"));
            }
            return branch;
        });
    }

    /// @throws dev.strongroom.web.Problem if the account does not work for the branch
    public void leave(String branch, String account, Caller actor) {
        requireMember(branch, account);
        transactions.run(connection -> {
            if (!CustomerRelationRows.leave(connection, branch, account)) {
                throw RelationRefusals.unknown();
            }
            append(connection, Optional.empty(), actor, Map.of(account, "left", "branch-" + branch, "branch"));
            return branch;
        });
    }

    private static void requireBranch(String branch) {
        if (!CustomerRelation.isBranch(branch)) {
            throw RelationRefusals.unfit();
        }
    }

    private static void requireMember(String branch, String account) {
        requireBranch(branch);
        if (!CustomerRelation.isAccount(account)) {
            throw RelationRefusals.unfit();
        }
    }

    private static void refuseOwn(String holder, Caller actor) {
        if (holder.equals(actor.id())) {
            throw RelationRefusals.own();
        }
    }

    /// What is given to a branch is given to everybody who works for it.
    private static boolean isMember(Connection connection, String branch, Caller actor) throws SQLException {
        return CustomerRelationRows.members(connection, branch).contains(actor.id());
    }

    /// Whoever changes something about a customer waits for others who do.
    private Optional<LookEntries.About> hold(Connection connection, RecordId customer, RecordRows.KeyLock lock)
            throws SQLException {
        var wrapped = RecordRows.key(connection, customer.customer(), lock).orElseThrow(Refusals::noSuchCustomer);
        try {
            var key = opening.openKey(customer.customer(), wrapped);
            return Optional.of(new LookEntries.About(customer.customer(), key));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private void append(
            Connection connection, Optional<LookEntries.About> about, Caller actor, Map<String, String> told)
            throws SQLException {
        var entry = LedgerEntry.of(clock.instant(), EntryKind.ACCESS, actor.id(), "-")
                .withFields(told);
        Draft draft = entries.about(about, entry, LookWords.NONE);
        ledger.appendWithin(connection, List.of(draft));
    }
}
