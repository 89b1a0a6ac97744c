package dev.strongroom.ledger;

import dev.strongroom.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Changes rows in one transaction whose last act is the entry that tells of it: nobody is changed without a trace.
public final class RecordedChanges {

    private static final String NO_POLICY = "-";

    private final DataSource dataSource;
    private final Ledger ledger;
    private final Clock clock;

    RecordedChanges(DataSource dataSource, Ledger ledger, Clock clock) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What an entry will tell.
    ///
    /// @param actor who did it, an opaque account id
    /// @param fields what it was done to, and what was done; ids and words, never a value
    /// @param refused stable code of the refusal; empty for what was done
    public record Told(EntryKind kind, String actor, Map<String, String> fields, Optional<String> refused) {
        public Told {
            fields = Map.copyOf(fields);
        }

        public static Told done(EntryKind kind, String actor, Map<String, String> fields) {
            return new Told(kind, actor, fields, Optional.empty());
        }

        /// As this, and besides what is told by these names.
        public Told with(Map<String, String> further) {
            var all = new HashMap<>(fields);
            all.putAll(further);
            return new Told(kind, actor, all, refused);
        }

        public static Told refused(EntryKind kind, String actor, String code) {
            return new Told(kind, actor, Map.of(), Optional.of(code));
        }
    }

    /// A result, and what is to be told of it; nothing is told where nothing happened.
    public record Outcome<T>(T result, Optional<Told> told) {

        public static <T> Outcome<T> of(T result, Told told) {
            return new Outcome<>(result, Optional.of(told));
        }

        public static <T> Outcome<T> untold(T result) {
            return new Outcome<>(result, Optional.empty());
        }
    }

    /// Part of a transaction.
    public interface Change<T> {
        Outcome<T> apply(JdbcClient jdbc, Connection connection) throws SQLException;
    }

    /// Does it whole or not at all.
    ///
    /// @throws DatabaseUnavailable if the database does not answer; whether the change took effect is then unknown
    public <T> T run(Change<T> change) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                var outcome = change.apply(jdbc, connection);
                if (outcome.told().isPresent()) {
                    ledger.appendWithin(
                            connection, List.of(Draft.of(entry(outcome.told().get()))));
                }
                connection.commit();
                return outcome.result();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The change could not be made", failure);
        }
    }

    private LedgerEntry entry(Told told) {
        var entry = LedgerEntry.of(clock.instant(), told.kind(), told.actor(), NO_POLICY)
                .withFields(told.fields());
        return told.refused().map(entry::denied).orElse(entry);
    }
}
