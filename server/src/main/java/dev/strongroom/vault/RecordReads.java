package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Reads records by id and by blind index, with their customers' wrapped keys and the configuration's version, each
/// in one statement.
///
/// INVARIANT: a record is never read apart from its customer's key row. Without that row it cannot be opened, whatever
/// is cached.
final class RecordReads implements AutoCloseable {

    private static final String COLUMNS = "r.customer_id, r.record_id, r.collection, r.sealed,"
            + " k.kek_version, k.key_version, k.wrapped, k.commitment, v.version";

    private static final String BY_ID = "select " + COLUMNS + """
             from unnest(?::bigint[], ?::bigint[]) as q (customer_id, record_id)
            join record r on r.customer_id = q.customer_id and r.record_id = q.record_id
            join customer_key k on k.customer_id = q.customer_id
            cross join configuration_version v
            """;

    private static final String BY_INDEX = "select q.n, " + COLUMNS + """
             from unnest(?::text[], ?::bytea[], ?::bigint[], ?::bigint[], ?::int[]) with ordinality
                as q (field, value, after_customer, after_record, most, n)
            cross join lateral (
                select b.customer_id, b.record_id from blind_index b
                where b.field = q.field and b.value = q.value
                  and (b.customer_id, b.record_id) > (q.after_customer, q.after_record)
                order by b.customer_id, b.record_id limit q.most
            ) i
            join record r on r.customer_id = i.customer_id and r.record_id = i.record_id
            join customer_key k on k.customer_id = i.customer_id
            cross join configuration_version v
            order by q.n, r.customer_id, r.record_id
            """;

    private final GroupReader<RecordId, Optional<StoredRecord>> byId;
    private final GroupReader<IndexQuestion, List<StoredRecord>> byIndex;

    RecordReads(GroupReader.Connections connections) {
        this.byId = new GroupReader<>("record-reader", connections, RecordReads::byId);
        this.byIndex = new GroupReader<>("index-reader", connections, RecordReads::byIndex);
    }

    /// @param after candidates are returned in the order of their ids, from the one behind this
    record IndexQuestion(String field, byte[] value, RecordId after, int most) {}

    Optional<StoredRecord> byId(RecordId id) {
        return byId.read(id);
    }

    /// Candidates: the caller opens each and compares, since the index may be truncated.
    List<StoredRecord> byIndex(IndexQuestion question) {
        return byIndex.read(question);
    }

    @Override
    public void close() {
        byId.close();
        byIndex.close();
    }

    private static List<Optional<StoredRecord>> byId(Connection connection, List<RecordId> ids) throws SQLException {
        var found = new HashMap<RecordId, StoredRecord>();
        try (var statement = connection.prepareStatement(BY_ID)) {
            statement.setObject(1, ids.stream().mapToLong(RecordId::customer).toArray());
            statement.setObject(2, ids.stream().mapToLong(RecordId::record).toArray());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var record = stored(rows, 1);
                    found.put(record.id(), record);
                }
            }
        }
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private static List<List<StoredRecord>> byIndex(Connection connection, List<IndexQuestion> questions)
            throws SQLException {
        var answers = new ArrayList<List<StoredRecord>>();
        questions.forEach(question -> answers.add(new ArrayList<>()));
        try (var statement = connection.prepareStatement(BY_INDEX)) {
            statement.setObject(1, questions.stream().map(IndexQuestion::field).toArray(String[]::new));
            statement.setObject(2, questions.stream().map(IndexQuestion::value).toArray(byte[][]::new));
            statement.setObject(
                    3, questions.stream().mapToLong(q -> q.after().customer()).toArray());
            statement.setObject(
                    4, questions.stream().mapToLong(q -> q.after().record()).toArray());
            statement.setObject(
                    5, questions.stream().mapToInt(IndexQuestion::most).toArray());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.get(rows.getInt(1) - 1).add(stored(rows, 2));
                }
            }
        }
        return answers;
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
