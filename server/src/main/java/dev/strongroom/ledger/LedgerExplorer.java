package dev.strongroom.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Looks through the log, newest entries first, by what the entries themselves say. Where it can be, [LedgerHours]
/// tells, or an index of pseudonyms; nothing else is read.
public final class LedgerExplorer {

    /// The most entries one answer reads; it then ends early, with a place to go on from.
    private static final int MOST_READ = 20_000;

    private static final int MOST_SPANS = 500;
    private static final int BATCH = 1_000;

    private final DataSource dataSource;

    LedgerExplorer(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// One entry with the hash of its bytes.
    public record Found(long index, LedgerEntry entry, Receipt receipt) {}

    /// @param entries newest first
    /// @param next pass it as `before` to go on; empty when there is nothing older
    public record Page(List<Found> entries, Optional<Long> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// @param before only entries with a smaller index; [Long#MAX_VALUE] for the newest
    /// @param limit how many at most, above zero
    public Page find(LedgerFilter filter, long before, int limit) {
        return find(filter, before, limit, MOST_READ);
    }

    /// @param mostRead how many entries are read at most; the page then ends early, with a place to go on from
    public Page find(LedgerFilter filter, long before, int limit, int mostRead) {
        try (var connection = dataSource.getConnection()) {
            return new Search(connection, filter, limit, mostRead).below(before);
        } catch (SQLException unreachable) {
            throw new LedgerUnavailable("The ledger cannot be read");
        }
    }

    /// One entry.
    public Optional<Found> entry(long index) {
        return index < 0 || index == Long.MAX_VALUE
                ? Optional.empty()
                : find(LedgerFilter.EVERYTHING, index + 1, 1).entries().stream()
                        .filter(found -> found.index() == index)
                        .findFirst();
    }

    private static final class Search {

        private final Connection connection;
        private final LedgerFilter filter;
        private final int limit;
        private final List<Found> found = new ArrayList<>();
        private int left;

        Search(Connection connection, LedgerFilter filter, int limit, int mostRead) {
            this.connection = connection;
            this.filter = filter;
            this.limit = limit;
            this.left = mostRead;
        }

        private boolean isDone() {
            return found.size() >= limit || left <= 0;
        }

        Page below(long before) throws SQLException {
            if (filter.customers().isPresent() || filter.equals(LedgerFilter.EVERYTHING)) {
                return page(scan(0, before));
            }
            var spans = LedgerHours.spans(connection, filter, before, MOST_SPANS);
            // What was written in the last seconds is not counted yet
            long reached = scan(spans.counted(), before);
            long floor = spans.spans().size() < MOST_SPANS
                    ? 0
                    : spans.spans().getLast().last() + 1;
            for (var span : spans.spans()) {
                if (isDone() || span.last() < floor) {
                    break;
                }
                long top = Math.min(reached, span.last() + 1);
                reached = Math.min(top, scan(Math.max(span.first(), floor), top));
            }
            return page(isDone() ? reached : floor);
        }

        /// @param reached every entry from there on was looked at, as far as it can fit
        private Page page(long reached) {
            return new Page(found, reached > 0 ? Optional.of(reached) : Optional.empty());
        }

        /// Reads from the top down.
        ///
        /// @return the smallest index that was read, or `from`
        private long scan(long from, long to) throws SQLException {
            long reached = to;
            while (!isDone() && reached > from) {
                long next = batch(from, reached);
                if (next == reached) {
                    return from;
                }
                reached = next;
            }
            return reached;
        }

        private long batch(long from, long to) throws SQLException {
            long reached = to;
            var customers = filter.customers().map(LedgerSearch::bytes);
            try (var statement = connection.prepareStatement("select idx, entry from ledger_entry"
                    + (customers.isPresent() ? " where customer = any (?::bytea[])" : " where ?::bytea[] is null")
                    + " and idx >= ? and idx < ? order by idx desc limit ?")) {
                statement.setObject(1, customers.orElse(null));
                statement.setLong(2, from);
                statement.setLong(3, to);
                statement.setInt(4, Math.min(BATCH, left));
                try (var rows = statement.executeQuery()) {
                    while (rows.next() && !isDone()) {
                        reached = rows.getLong(1);
                        look(reached, rows.getBytes(2));
                    }
                }
            }
            return reached;
        }

        private void look(long index, byte[] bytes) {
            left--;
            LedgerEntryReader.read(bytes)
                    .filter(filter::fits)
                    .ifPresent(entry -> found.add(new Found(index, entry, Receipt.of(index, bytes))));
        }
    }
}
