package dev.strongroom.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one statement that appends: it advances the head row and inserts the entries at the indexes it got.
///
/// INVARIANT: every append of every server goes through the head row and holds its lock to commit. Index order is
/// therefore commit order, without gaps. A head that was moved back below a published checkpoint gets no entry.
final class AppendStatement {

    private static final String SQL = """
            with head as (
                update ledger_head set next = next + ? where next >= ? returning next - ? as base
            ), inserted as (
                insert into ledger_entry (idx, entry, customer, record)
                select head.base + e.n - 1, e.entry, e.customer, e.record
                from head, unnest(?::bytea[], ?::bytea[], ?::bytea[]) with ordinality as e (entry, customer, record, n)
            )
            select base from head
            """;

    private static final String SQL_WITH_DETAILS = """
            with head as (
                update ledger_head set next = next + ? where next >= ? returning next - ? as base
            ), inserted as (
                insert into ledger_entry (idx, entry, customer, record)
                select head.base + e.n - 1, e.entry, e.customer, e.record
                from head, unnest(?::bytea[], ?::bytea[], ?::bytea[]) with ordinality as e (entry, customer, record, n)
            ), detailed as (
                insert into ledger_detail (idx, sealed)
                select head.base + d.n - 1, d.sealed
                from head, unnest(?::bytea[]) with ordinality as d (sealed, n) where d.sealed is not null
            )
            select base from head
            """;

    private AppendStatement() {}

    /// @param published size of the newest checkpoint this server knows
    /// @return the index of the first entry
    /// @throws LedgerUnavailable if the head is behind `published`
    static long execute(Connection connection, List<EncodedDraft> drafts, long published) throws SQLException {
        boolean details = drafts.stream().anyMatch(draft -> draft.detail() != null);
        try (var statement = connection.prepareStatement(details ? SQL_WITH_DETAILS : SQL)) {
            int count = drafts.size();
            statement.setLong(1, count);
            statement.setLong(2, published);
            statement.setLong(3, count);
            var entries = new byte[count][];
            var customers = new byte[count] @Nullable [];
            var records = new byte[count] @Nullable [];
            var sealed = new byte[count] @Nullable [];
            for (int i = 0; i < count; i++) {
                var draft = drafts.get(i);
                entries[i] = draft.entry();
                customers[i] = draft.customer();
                records[i] = draft.record();
                sealed[i] = draft.detail();
            }
            statement.setObject(4, entries);
            statement.setObject(5, customers);
            statement.setObject(6, records);
            if (details) {
                statement.setObject(7, sealed);
            }
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new LedgerUnavailable("The head of the ledger is behind a published checkpoint");
                }
                return rows.getLong(1);
            }
        }
    }
}
