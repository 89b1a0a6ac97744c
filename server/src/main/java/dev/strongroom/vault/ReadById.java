package dev.strongroom.vault;

import dev.strongroom.database.SharedRoundTrips;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Many records by their ids; the same id may be asked for more than once.
final class ReadById implements SharedRoundTrips.Kind<RecordId, Optional<StoredRecord>> {

    private static final String SQL = "select " + RecordReads.COLUMNS + """
             from unnest(?::bigint[], ?::bigint[]) as q (customer_id, record_id)
            join record r on r.customer_id = q.customer_id and r.record_id = q.record_id
            join customer_key k on k.customer_id = q.customer_id""";

    @Override
    public String sql() {
        return SQL;
    }

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public boolean takesLocks() {
        return false;
    }

    @Override
    public void bind(PreparedStatement statement, int first, List<RecordId> questions) throws SQLException {
        var customers = new long[questions.size()];
        var records = new long[questions.size()];
        for (int i = 0; i < customers.length; i++) {
            customers[i] = questions.get(i).customer();
            records[i] = questions.get(i).record();
        }
        statement.setObject(first, customers);
        statement.setObject(first + 1, records);
    }

    @Override
    public List<Optional<StoredRecord>> read(ResultSet rows, List<RecordId> questions) throws SQLException {
        var found = new HashMap<RecordId, StoredRecord>();
        while (rows.next()) {
            var record = RecordReads.stored(rows, 1);
            found.put(record.id(), record);
        }
        return questions.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }
}
