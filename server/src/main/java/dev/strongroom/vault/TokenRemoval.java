package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
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
    private final TokenOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;

    TokenRemoval(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            TokenOpening opening,
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
        for (var stored : TokenRows.byIndex(connection, List.of(index))) {
            access.refuseOutdated(stored.configurationVersion());
            var row = stored.row();
            if (opening.isWithinReach(caller, catalog, row)
                    && !TokenRows.remove(connection, List.of(index)).isEmpty()) {
                var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.TOKEN, entries, clock);
                var about = opening.about(row, stored.key()).orElseThrow(TokenRefusals::damaged);
                drafts.permitted(about, row.collection(), row.field(), REMOVED);
                ledger.appendWithin(connection, drafts.drafts());
                return true;
            }
        }
        return false;
    }
}
