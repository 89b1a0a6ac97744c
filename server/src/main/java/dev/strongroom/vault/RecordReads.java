package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.database.SharedRoundTrips;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/// Reads records by id and by blind index, with their customers' wrapped keys and the configuration's version, each
/// in one statement that many callers share.
///
/// INVARIANT: a record is never read apart from its customer's key row. Without that row it cannot be opened.
final class RecordReads {

    static final String COLUMNS = "r.customer_id, r.record_id, r.collection, r.sealed,"
            + " k.kek_version, k.key_version, k.wrapped, k.commitment, (select version from configuration_version)";

    private final SharedRoundTrips roundTrips;
    private final ReadById byId = new ReadById();
    private final ReadByIndex byIndex = new ReadByIndex();
    private final ReadByUnique byUnique = new ReadByUnique();
    private final LongAdder asked = new LongAdder();

    RecordReads(SharedRoundTrips roundTrips) {
        this.roundTrips = roundTrips;
    }

    /// @param after candidates are returned in the order of their ids, from the one behind this
    record IndexQuestion(int index, byte[] value, RecordId after, int most) {}

    Optional<StoredRecord> byId(RecordId id) {
        asked.increment();
        return roundTrips.ask(byId, id);
    }

    /// As [#byId(RecordId)] without waiting; see [SharedRoundTrips#start].
    CompletableFuture<Optional<StoredRecord>> startById(RecordId id) {
        asked.increment();
        return roundTrips.start(byId, id);
    }

    /// Candidates: the caller opens each and compares, since the index may be truncated.
    Candidates byIndex(IndexQuestion question) {
        asked.increment();
        return roundTrips.ask(byIndex, question);
    }

    /// As [#byIndex(IndexQuestion)] for an index that no two records share a value of.
    Candidates byUnique(IndexRows.Value value) {
        asked.increment();
        return roundTrips.ask(byUnique, value);
    }

    /// How many questions there ever were.
    long asked() {
        return asked.sum();
    }

    /// Of a row that was joined to nothing too.
    static long configurationVersion(ResultSet rows, int first) throws SQLException {
        return rows.getLong(first + 8);
    }

    /// Whether a row of an outer join has a record.
    static boolean hasRecord(ResultSet rows, int first) throws SQLException {
        return rows.getObject(first) != null;
    }

    /// Reads a row of the columns above, the first of which is at `first`.
    static StoredRecord stored(ResultSet rows, int first) throws SQLException {
        return new StoredRecord(
                new RecordId(rows.getLong(first), rows.getLong(first + 1)),
                rows.getString(first + 2),
                rows.getBytes(first + 3),
                new CustomerKey.Wrapped(
                        rows.getInt(first + 4),
                        rows.getInt(first + 5),
                        rows.getBytes(first + 6),
                        rows.getBytes(first + 7)),
                rows.getLong(first + 8));
    }
}
