package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The records that tokens are made from. Their customers' keys are held until the tokens are stored: a record that is
/// deleted or erased meanwhile would leave tokens behind, and a key that is replaced would leave tokens under the old.
final class TokenSources {

    private TokenSources() {}

    /// INVARIANT: whoever removes a record holds its customer's key alone, so the records stay as long as the keys are
    /// held. Keys are held in the order of their customers, so that nobody waits in a circle.
    static Map<RecordId, StoredRecord> hold(Connection connection, Collection<RecordId> ids) throws SQLException {
        var customers = ids.stream().mapToLong(RecordId::customer).distinct().toArray();
        try (var statement = connection.prepareStatement("""
                select count(*) from (
                    select from customer_key where customer_id = any (?) order by customer_id for share) as held""")) {
            statement.setObject(1, customers);
            statement.execute();
        }
        try (var statement = connection.prepareStatement("select " + RecordReads.COLUMNS + """
                 from unnest(?::bigint[], ?::bigint[]) as q (customer_id, record_id)
                join record r on r.customer_id = q.customer_id and r.record_id = q.record_id
                join customer_key k on k.customer_id = q.customer_id""")) {
            statement.setObject(1, ids.stream().mapToLong(RecordId::customer).toArray());
            statement.setObject(2, ids.stream().mapToLong(RecordId::record).toArray());
            var records = new HashMap<RecordId, StoredRecord>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var record = RecordReads.stored(rows, 1);
                    records.put(record.id(), record);
                }
            }
            return records;
        }
    }
}
