package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Removes a token: it opens for nobody afterwards. The removal and its entry are one transaction.
public final class TokenRemoval {

    private static final String REMOVED = "removed";

    private final Transactions transactions;
    private final TokenAccess access;
    private final TokenIndex indexes;
    private final RecordOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;

    TokenRemoval(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            RecordOpening opening,
            LookEntries entries,
            Ledger ledger,
            Clock clock) {
        this.transactions = transactions;
        this.access = access;
        this.indexes = indexes;
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// @throws dev.strongroom.web.Problem 404 for a token that the caller could not have made; the refusal is recorded
    public void remove(TokenCaller caller, String token) {
        var catalog = access.requirePurpose(caller);
        boolean isRemoved = TokenIndex.isToken(token)
                && transactions.runBounded(
                        connection -> remove(connection, caller, catalog, indexes.of(caller.purpose(), token)));
        if (!isRemoved) {
            var unknown = TokenRefusals.unknown();
            ledger.append(entries.refusal(caller.look(""), Optional.empty(), catalog.hash(), unknown.code()));
            throw unknown;
        }
    }

    private boolean remove(Connection connection, TokenCaller caller, Catalog catalog, byte[] index)
            throws SQLException {
        var found = TokenRows.byIndex(connection, List.of(index));
        if (found.isEmpty() || !isRemovable(caller, catalog, found.getFirst())) {
            return false;
        }
        if (TokenRows.remove(connection, List.of(index)).isEmpty()) {
            return false;
        }
        var stored = found.getFirst();
        var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.TOKEN, entries, clock);
        drafts.permitted(about(stored), stored.row().collection(), stored.row().field(), REMOVED);
        ledger.appendWithin(connection, drafts.drafts());
        return true;
    }

    private boolean isRemovable(TokenCaller caller, Catalog catalog, StoredToken stored) {
        access.refuseOutdated(stored.configurationVersion());
        var row = stored.row();
        return !row.terms().isOver(clock.instant())
                && access.decide(caller, catalog, row.collection(), row.field()) instanceof Decision.Permit permit
                && permit.levels().containsKey(row.field());
    }

    private LookEntries.About about(StoredToken stored) {
        try {
            long customer = stored.row().id().customer();
            return new LookEntries.About(customer, opening.openKey(customer, stored.key()));
        } catch (DoesNotOpen changed) {
            throw TokenRefusals.damaged();
        }
    }
}
