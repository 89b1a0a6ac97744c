package dev.strongroom.ledger;

import dev.strongroom.database.SharedRoundTrips;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one statement that appends: it advances the head row and inserts the entries at the indexes it got.
///
/// INVARIANT: every append of every server goes through the head row and holds its lock to commit. Index order is
/// therefore commit order, without gaps. A head that was moved back below a published checkpoint gets no entry.
final class AppendStatement implements SharedRoundTrips.Kind<List<EncodedDraft>, Long> {

    private static final String SQL = """
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
            select base from head""";

    /// Used where no draft has a detail, which is nearly always.
    private static final String SQL_WITHOUT_DETAILS = """
            with head as (
                update ledger_head set next = next + ? where next >= ? returning next - ? as base
            ), inserted as (
                insert into ledger_entry (idx, entry, customer, record)
                select head.base + e.n - 1, e.entry, e.customer, e.record
                from head, unnest(?::bytea[], ?::bytea[], ?::bytea[]) with ordinality as e (entry, customer, record, n)
            )
            select base from head""";

    private final boolean details;
    private final LongSupplier published;

    /// @param details whether drafts may have details
    /// @param published size of the newest checkpoint this server knows
    AppendStatement(boolean details, LongSupplier published) {
        this.details = details;
        this.published = published;
    }

    /// Appends in the caller's transaction.
    ///
    /// @return the index of the first entry
    /// @throws LedgerUnavailable if the head is behind the newest checkpoint
    long execute(Connection connection, List<EncodedDraft> drafts) throws SQLException {
        try (var statement = connection.prepareStatement(sql())) {
            bind(statement, 1, List.of(drafts));
            try (var rows = statement.executeQuery()) {
                return read(rows, List.of(drafts)).getFirst();
            }
        }
    }

    @Override
    public String sql() {
        return details ? SQL : SQL_WITHOUT_DETAILS;
    }

    @Override
    public int parameters() {
        return details ? 7 : 6;
    }

    @Override
    public boolean takesLocks() {
        return true;
    }

    @Override
    public void bind(PreparedStatement statement, int first, List<List<EncodedDraft>> questions) throws SQLException {
        int count = count(questions);
        var entries = new byte[count][];
        var customers = new byte[count] @Nullable [];
        var records = new byte[count] @Nullable [];
        var sealed = new byte[count] @Nullable [];
        int i = 0;
        for (var drafts : questions) {
            for (var draft : drafts) {
                entries[i] = draft.entry();
                customers[i] = draft.customer();
                records[i] = draft.record();
                sealed[i++] = draft.detail();
            }
        }
        statement.setLong(first, count);
        statement.setLong(first + 1, published.getAsLong());
        statement.setLong(first + 2, count);
        statement.setObject(first + 3, entries);
        statement.setObject(first + 4, customers);
        statement.setObject(first + 5, records);
        if (details) {
            statement.setObject(first + 6, sealed);
        }
    }

    @Override
    public List<Long> read(ResultSet rows, List<List<EncodedDraft>> questions) throws SQLException {
        if (!rows.next()) {
            throw new LedgerUnavailable("The head of the ledger is behind a published checkpoint");
        }
        long base = rows.getLong(1);
        var bases = new ArrayList<Long>(questions.size());
        for (var drafts : questions) {
            bases.add(base);
            base += drafts.size();
        }
        return bases;
    }

    private static int count(List<List<EncodedDraft>> questions) {
        int count = 0;
        for (var drafts : questions) {
            count += drafts.size();
        }
        return count;
    }
}
