package dev.strongroom.vault;

import dev.strongroom.database.KeptCounts;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Gives every customer a fresh key while the server runs, some customers a transaction, so that it can stop and go on
/// anywhere and any server can take the next turn.
public final class AllKeysRotation {

    private static final Logger log = LoggerFactory.getLogger(AllKeysRotation.class);
    private static final int CUSTOMERS_A_STEP = 200;
    private static final int VERSIONS_A_STEP = 2_000;

    private final Transactions transactions;
    private final CustomerKeyRotation rotation;
    private final KeptCounts counts;

    AllKeysRotation(Transactions transactions, CustomerKeyRotation rotation, KeptCounts counts) {
        this.transactions = transactions;
        this.rotation = rotation;
        this.counts = counts;
    }

    /// How far the rotation that was started last has come.
    ///
    /// @param customers how many have a fresh key
    /// @param skipped how many have something that does not open and keep their keys
    /// @param all how many customers there are, or were some seconds ago
    public record Progress(
            long customers,
            long skipped,
            long all,
            boolean complete,
            Instant startedAt,
            Optional<Instant> completedAt) {

        private Progress of(long customers) {
            return new Progress(this.customers, skipped, customers, complete, startedAt, completedAt);
        }
    }

    /// @return how many customers there are
    public long count() {
        return transactions.read(AllKeysRotation::count);
    }

    /// @throws Problem while another one runs
    public void start(String actor) {
        boolean isStarted = transactions.run(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into customer_key_rotation (actor) values (?)
                    on conflict (one) do update set actor = excluded.actor, after_customer = excluded.after_customer,
                        customers = 0, skipped = 0, complete = false, started_at = clock_timestamp(), completed_at = null
                    where customer_key_rotation.complete
                    """)) {
                statement.setString(1, actor);
                return statement.executeUpdate() == 1;
            }
        });
        if (!isStarted) {
            throw Problem.of(
                    HttpStatus.CONFLICT, "rotation.in_progress", "Wait until the rotation that runs is complete.");
        }
    }

    /// Empty when none was ever started.
    public Optional<Progress> progress() {
        return transactions.read(AllKeysRotation::progress).map(now -> now.of(counts.count("customers", this::count)));
    }

    private static Optional<Progress> progress(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select customers, skipped, complete, started_at, completed_at from customer_key_rotation");
                var rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Progress(
                            rows.getLong(1),
                            rows.getLong(2),
                            0,
                            rows.getBoolean(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(rows.getObject(5, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)))
                    : Optional.empty();
        }
    }

    private record Turn(String actor, long after) {}

    /// The next customers.
    ///
    /// @return whether there are more
    boolean step() {
        return transactions.run(connection -> {
            var turn = turn(connection);
            if (turn.isEmpty()) {
                return false;
            }
            var customers = next(connection, turn.get().after());
            var some = within(VersionRows.counts(connection, customers), customers);
            boolean isLast = customers.size() < CUSTOMERS_A_STEP && some.size() == customers.size();
            var outcome = rotation.rotate(connection, some, turn.get().actor());
            if (outcome.skipped() > 0) {
                log.error(
                        "The keys of {} customers were not rotated: something of them does not open",
                        outcome.skipped());
            }
            advance(connection, turn.get(), some, isLast, outcome);
            rotation.append(connection, outcome);
            return true;
        });
    }

    private static Optional<Turn> turn(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select actor, after_customer from customer_key_rotation"
                        + " where not complete for update skip locked");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new Turn(rows.getString(1), rows.getLong(2))) : Optional.empty();
        }
    }

    private static List<Long> next(Connection connection, long after) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select customer_id from customer_key where customer_id > ? order by customer_id limit ?")) {
            statement.setLong(1, after);
            statement.setInt(2, CUSTOMERS_A_STEP);
            var customers = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    customers.add(rows.getLong(1));
                }
            }
            return customers;
        }
    }

    /// As many of the customers as together have no more than [#VERSIONS_A_STEP] earlier versions, and at least one:
    /// all
    /// of a step hold their keys until the last is resealed.
    static List<Long> within(Map<Long, Long> versions, List<Long> customers) {
        long sum = 0;
        for (int i = 0; i < customers.size(); i++) {
            sum += versions.getOrDefault(customers.get(i), 0L);
            if (sum > VERSIONS_A_STEP) {
                return customers.subList(0, Math.max(1, i));
            }
        }
        return customers;
    }

    private static void advance(
            Connection connection, Turn turn, List<Long> customers, boolean isLast, CustomerKeyRotation.Outcome outcome)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                update customer_key_rotation set after_customer = ?, customers = customers + ?, skipped = skipped + ?,
                    complete = ?, completed_at = case when ? then clock_timestamp() end
                """)) {
            statement.setLong(1, customers.isEmpty() ? turn.after() : customers.getLast());
            statement.setInt(2, outcome.rotated().size());
            statement.setInt(3, outcome.skipped());
            statement.setBoolean(4, isLast);
            statement.setBoolean(5, isLast);
            statement.executeUpdate();
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from customer_key");
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
