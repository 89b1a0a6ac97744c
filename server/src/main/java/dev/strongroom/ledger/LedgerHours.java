package dev.strongroom.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Counts the entries of the log by hour, so that overviews and searches need not read it.
///
/// Only entries under a signed checkpoint are counted, each once, whichever server does it; what was written in the
/// last
/// seconds may be missing. The counts are for people to look at: they are not signed, and prove nothing.
public final class LedgerHours {

    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int LARGEST_STEP = 10_000;
    private static final int MOST_GROUPS = 2_000;
    private static final String CONDITIONS = """
            from ledger_hour
            where (?::timestamptz is null or hour >= date_trunc('hour', ?::timestamptz, 'UTC'))
              and (?::timestamptz is null or hour < ?::timestamptz)
              and (?::text is null or actor = ?)
              and (?::text is null or purpose = ?)
              and (?::text is null or kind = ?)
              and (?::boolean is null or permitted = ?)
            """;
    private static final int PARAMETERS = 12;

    private final DataSource dataSource;
    private final LogState state;

    LedgerHours(DataSource dataSource, LogState state) {
        this.dataSource = dataSource;
        this.state = state;
    }

    /// What entries are counted by.
    public enum By {
        HOUR("to_char(hour at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:00:00\"Z\"')"),
        ACTOR("actor"),
        PURPOSE("purpose"),
        KIND("kind");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }
    }

    /// @param name an hour as ISO 8601 in UTC, an account id, a purpose or a kind; empty for entries without a purpose
    public record Count(String name, long permitted, long refused) {
        public long total() {
            return permitted + refused;
        }
    }

    /// How many entries fit, the most first; by hour the earliest first. Times count by whole hours, in which they are.
    ///
    /// @return groups that have any, at most 2,000
    public List<Count> count(LedgerFilter filter, By by) {
        var order = by == By.HOUR ? "1" : "4 desc, 1";
        var sql = "select " + by.expression + ", coalesce(sum(entries) filter (where permitted), 0),"
                + " coalesce(sum(entries) filter (where not permitted), 0), sum(entries) " + CONDITIONS
                + " group by 1 order by " + order + " limit " + MOST_GROUPS;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, filter);
            var counts = new ArrayList<Count>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.add(new Count(rows.getString(1), rows.getLong(2), rows.getLong(3)));
                }
            }
            return counts;
        } catch (SQLException unreachable) {
            throw new LedgerUnavailable("The ledger cannot be read");
        }
    }

    /// The hour in which each last did anything that is in the log; those who never did are left out.
    public Map<String, Instant> lastSeen(Collection<String> actors) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        select a.actor, h.hour from unnest(?::text[]) as a (actor)
                        cross join lateral (
                            select hour from ledger_hour where actor = a.actor order by last_idx desc limit 1
                        ) h
                        """)) {
            statement.setObject(1, actors.toArray(String[]::new));
            var seen = new HashMap<String, Instant>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return seen;
        } catch (SQLException unreachable) {
            throw new LedgerUnavailable("The ledger cannot be read");
        }
    }

    /// Where in the log entries that fit can be. A span may hold others as well, but none that fits is elsewhere among
    /// those counted.
    record Span(long first, long last) {}

    /// @param counted how many entries have been counted; those after them are in no span
    /// @param spans newest first, by their ends
    record Spans(long counted, List<Span> spans) {}

    /// @param before only spans that begin below it
    static Spans spans(Connection connection, LedgerFilter filter, long before, int limit) throws SQLException {
        // First: what is counted meanwhile is then in a span as well, rather than in neither
        long counted = counted(connection, "");
        var sql = "select first_idx, last_idx " + CONDITIONS + " and first_idx < ? order by last_idx desc limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, filter);
            statement.setLong(PARAMETERS + 1, before);
            statement.setInt(PARAMETERS + 2, limit);
            var spans = new ArrayList<Span>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    spans.add(new Span(rows.getLong(1), rows.getLong(2)));
                }
            }
            return new Spans(counted, spans);
        }
    }

    private static void bind(PreparedStatement statement, LedgerFilter filter) throws SQLException {
        bind(statement, 1, filter.from().map(Timestamp::from));
        bind(statement, 3, filter.to().map(Timestamp::from));
        bind(statement, 5, filter.actor());
        bind(statement, 7, filter.purpose());
        bind(statement, 9, filter.kind().map(EntryKind::word));
        bind(statement, 11, filter.permitted());
    }

    private static void bind(PreparedStatement statement, int index, Optional<?> value) throws SQLException {
        statement.setObject(index, value.orElse(null));
        statement.setObject(index + 1, value.orElse(null));
    }

    /// Counts the next entries under the newest checkpoint.
    ///
    /// @return whether more of them wait
    boolean step() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean more = step(connection);
                connection.commit();
                return more;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean step(Connection connection) throws SQLException {
        long counted = counted(connection, " for update skip locked");
        long size = Math.min(state.publishedSize(), counted + LARGEST_STEP);
        if (counted < 0 || counted >= size) {
            return false;
        }
        var groups = new LinkedHashMap<Group, Tally>();
        long read = read(connection, counted, size, groups);
        if (read == 0) {
            return false;
        }
        write(connection, groups);
        try (var statement = connection.prepareStatement("update ledger_hours_counted set size = ?")) {
            statement.setLong(1, counted + read);
            statement.executeUpdate();
        }
        return counted + read < state.publishedSize();
    }

    private record Group(Instant hour, String kind, String actor, String purpose, boolean permitted) {

        static Group of(LedgerEntry entry) {
            return new Group(
                    entry.time().truncatedTo(ChronoUnit.HOURS),
                    entry.kind().word(),
                    entry.actor(),
                    entry.purpose().orElse(""),
                    entry.isPermitted());
        }
    }

    private record Tally(long entries, long first, long last) {

        Tally with(Tally later) {
            return new Tally(entries + later.entries, first, later.last);
        }
    }

    /// INVARIANT: entries follow one another without a gap, or the sequencer would not have signed them. One that
    /// cannot
    /// be read is passed over: the self-check tells of it.
    private static long read(Connection connection, long from, long to, Map<Group, Tally> groups) throws SQLException {
        long read = 0;
        try (var statement = connection.prepareStatement(
                "select idx, entry from ledger_entry where idx >= ? and idx < ? order by idx")) {
            statement.setFetchSize(1_000);
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    long index = rows.getLong(1);
                    LedgerEntryReader.read(rows.getBytes(2))
                            .ifPresent(entry -> groups.merge(Group.of(entry), new Tally(1, index, index), Tally::with));
                    read = index + 1 - from;
                }
            }
        }
        return read;
    }

    private static void write(Connection connection, Map<Group, Tally> groups) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into ledger_hour as known (hour, kind, actor, purpose, permitted, entries, first_idx, last_idx)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (hour, kind, actor, purpose, permitted) do update
                set entries = known.entries + excluded.entries, last_idx = excluded.last_idx
                """)) {
            for (var entry : groups.entrySet()) {
                var group = entry.getKey();
                statement.setObject(1, OffsetDateTime.ofInstant(group.hour(), ZoneOffset.UTC));
                statement.setString(2, group.kind());
                statement.setString(3, group.actor());
                statement.setString(4, group.purpose());
                statement.setBoolean(5, group.permitted());
                statement.setLong(6, entry.getValue().entries());
                statement.setLong(7, entry.getValue().first());
                statement.setLong(8, entry.getValue().last());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// @return -1 if another server is counting
    private static long counted(Connection connection, String lock) throws SQLException {
        try (var statement = connection.prepareStatement("select size from ledger_hours_counted" + lock);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }
}
