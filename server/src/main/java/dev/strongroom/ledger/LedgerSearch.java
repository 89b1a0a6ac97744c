package dev.strongroom.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Finds entries by the pseudonyms in them.
public final class LedgerSearch {

    private final DataSource dataSource;

    LedgerSearch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param sealedDetail absent when the entry has none or it was erased
    public record Found(long index, LedgerEntry entry, Optional<byte[]> sealedDetail) {}

    /// Entries about any of the given customer pseudonyms, oldest first.
    ///
    /// @param after only entries with a greater index; -1 for all
    public List<Found> aboutCustomer(Collection<Pseudonym> pseudonyms, long after, int limit) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        select e.idx, e.entry, d.sealed
                        from ledger_entry e left join ledger_detail d on d.idx = e.idx
                        where e.customer = any (?::bytea[]) and e.idx > ? order by e.idx limit ?
                        """)) {
            statement.setObject(1, bytes(pseudonyms));
            statement.setLong(2, after);
            statement.setInt(3, limit);
            var found = new ArrayList<Found>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var entry = LedgerEntryReader.read(rows.getBytes(2));
                    var detail = Optional.ofNullable(rows.getBytes(3));
                    long index = rows.getLong(1);
                    entry.ifPresent(read -> found.add(new Found(index, read, detail)));
                }
            }
            return found;
        } catch (SQLException unreachable) {
            throw new LedgerUnavailable("The ledger cannot be read");
        }
    }

    /// The newest entry about each record, by its pseudonym; records without one are left out.
    public List<Found> newestAboutRecords(Collection<Pseudonym> records) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        select e.idx, e.entry from unnest(?::bytea[]) as r (record)
                        cross join lateral (
                            select idx, entry from ledger_entry where record = r.record order by idx desc limit 1
                        ) e
                        """)) {
            statement.setObject(1, bytes(records));
            var found = new ArrayList<Found>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    long index = rows.getLong(1);
                    LedgerEntryReader.read(rows.getBytes(2))
                            .ifPresent(entry -> found.add(new Found(index, entry, Optional.empty())));
                }
            }
            return found;
        } catch (SQLException unreachable) {
            throw new LedgerUnavailable("The ledger cannot be read");
        }
    }

    private static byte[][] bytes(Collection<Pseudonym> pseudonyms) {
        return pseudonyms.stream().map(Pseudonym::bytes).toArray(byte[][]::new);
    }
}
