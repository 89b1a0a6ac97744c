package dev.strongroom.vault;

import dev.strongroom.database.SharedRoundTrips;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Many values of unique indexes, each with its one record, if there is one.
final class ReadByUnique implements SharedRoundTrips.Kind<IndexRows.Value, Candidates> {

    private static final String SQL = "select q.n, " + RecordReads.COLUMNS + """
             from unnest(?::int[], ?::bytea[]) with ordinality as q (index, value, n)
            left join unique_index u on u.index = q.index and u.value = q.value
            left join record r on r.customer_id = u.customer_id and r.record_id = u.record_id
            left join customer_key k on k.customer_id = r.customer_id""";

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
    public void bind(PreparedStatement statement, int first, List<IndexRows.Value> questions) throws SQLException {
        statement.setObject(
                first, questions.stream().mapToInt(IndexRows.Value::index).toArray());
        statement.setObject(
                first + 1, questions.stream().map(IndexRows.Value::value).toArray(byte[][]::new));
    }

    @Override
    public List<Candidates> read(ResultSet rows, List<IndexRows.Value> questions) throws SQLException {
        var answers = new ArrayList<Candidates>();
        questions.forEach(question -> answers.add(new Candidates(0, List.of())));
        while (rows.next()) {
            var records =
                    RecordReads.hasRecord(rows, 2) ? List.of(RecordReads.stored(rows, 2)) : List.<StoredRecord>of();
            answers.set(rows.getInt(1) - 1, new Candidates(RecordReads.configurationVersion(rows, 2), records));
        }
        return answers;
    }
}
