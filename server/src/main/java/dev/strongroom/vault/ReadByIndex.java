package dev.strongroom.vault;

import dev.strongroom.database.SharedRoundTrips;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Many index values, each with its first few candidates behind a given id, in the order of ids.
final class ReadByIndex implements SharedRoundTrips.Kind<RecordReads.IndexQuestion, Candidates> {

    private static final String SQL = "select q.n, " + RecordReads.COLUMNS + """
             from unnest(?::int[], ?::bytea[], ?::bigint[], ?::bigint[], ?::int[]) with ordinality
                as q (index, value, after_customer, after_record, most, n)
            left join lateral (
                select b.customer_id, b.record_id from blind_index b
                where b.index = q.index and b.value = q.value
                  and (b.customer_id, b.record_id) > (q.after_customer, q.after_record)
                order by b.customer_id, b.record_id limit q.most
            ) i on true
            left join record r on r.customer_id = i.customer_id and r.record_id = i.record_id
            left join customer_key k on k.customer_id = r.customer_id
            order by q.n, r.customer_id, r.record_id""";

    @Override
    public String sql() {
        return SQL;
    }

    @Override
    public int parameters() {
        return 5;
    }

    @Override
    public boolean takesLocks() {
        return false;
    }

    @Override
    public void bind(PreparedStatement statement, int first, List<RecordReads.IndexQuestion> questions)
            throws SQLException {
        int count = questions.size();
        var indexes = new int[count];
        var values = new byte[count][];
        var customers = new long[count];
        var records = new long[count];
        var most = new int[count];
        for (int i = 0; i < count; i++) {
            var question = questions.get(i);
            indexes[i] = question.index();
            values[i] = question.value();
            customers[i] = question.after().customer();
            records[i] = question.after().record();
            most[i] = question.most();
        }
        statement.setObject(first, indexes);
        statement.setObject(first + 1, values);
        statement.setObject(first + 2, customers);
        statement.setObject(first + 3, records);
        statement.setObject(first + 4, most);
    }

    @Override
    public List<Candidates> read(ResultSet rows, List<RecordReads.IndexQuestion> questions) throws SQLException {
        var found = new ArrayList<List<StoredRecord>>();
        questions.forEach(question -> found.add(new ArrayList<>()));
        long version = 0;
        while (rows.next()) {
            version = RecordReads.configurationVersion(rows, 2);
            if (RecordReads.hasRecord(rows, 2)) {
                found.get(rows.getInt(1) - 1).add(RecordReads.stored(rows, 2));
            }
        }
        long seen = version;
        return found.stream().map(records -> new Candidates(seen, records)).toList();
    }
}
