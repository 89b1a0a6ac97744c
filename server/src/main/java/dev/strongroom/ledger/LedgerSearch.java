package dev.strongroom.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Finds entries by the pseudonyms in them.
public final class LedgerSearch {

    static final String ABOUT_RECORD = """
            select e.idx, e.entry
            from (select idx from ledger_entry where record = ? order by idx desc offset ? limit ?) as i
            join ledger_entry e on e.idx = i.idx order by e.idx desc
            """;

    private final DataSource dataSource;

    LedgerSearch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param sealedDetail absent when the entry has none or it was erased
    public record Found(long index, LedgerEntry entry, Optional<byte[]> sealedDetail) {

        /// From which the entry is proven.
        public Receipt receipt() {
            return Receipt.of(index, entry.encode());
        }
    }

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

    /// How many entries there are about a record.
    public static long countAboutRecord(Connection snapshot, Pseudonym record) throws SQLException {
        try (var statement = snapshot.prepareStatement("select count(*) from ledger_entry where record = ?")) {
            statement.setBytes(1, record.bytes());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /// Entries about a record, newest first, without their details. Those that are skipped cost a step in the index.
    ///
    /// @param skip how many of the newest are left out
    public static List<Found> aboutRecord(Connection snapshot, Pseudonym record, long skip, int limit)
            throws SQLException {
        try (var statement = snapshot.prepareStatement(ABOUT_RECORD)) {
            statement.setBytes(1, record.bytes());
            statement.setLong(2, skip);
            statement.setInt(3, limit);
            var found = new ArrayList<Found>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    long index = rows.getLong(1);
                    LedgerEntryReader.read(rows.getBytes(2))
                            .ifPresent(entry -> found.add(new Found(index, entry, Optional.empty())));
                }
            }
            return found;
        }
    }

    static byte[][] bytes(Collection<Pseudonym> pseudonyms) {
        return pseudonyms.stream().map(Pseudonym::bytes).toArray(byte[][]::new);
    }
}
