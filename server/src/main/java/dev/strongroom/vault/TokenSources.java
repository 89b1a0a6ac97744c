package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The records that tokens are made from, held until the tokens are stored: a record that is deleted or erased
/// meanwhile would leave tokens behind.
final class TokenSources {

    private TokenSources() {}

    /// INVARIANT: keys are held before records, and both in the order of their ids, so that nobody waits in a circle.
    static Map<RecordId, StoredRecord> hold(Connection connection, Collection<RecordId> ids) throws SQLException {
        var customers = ids.stream().mapToLong(RecordId::customer).distinct().toArray();
        try (var statement = connection.prepareStatement(
                "select 1 from customer_key where customer_id = any (?) order by customer_id for share")) {
            statement.setObject(1, customers);
            statement.execute();
        }
        try (var statement = connection.prepareStatement("select " + RecordReads.COLUMNS + """
                 from unnest(?::bigint[], ?::bigint[]) as q (customer_id, record_id)
                join record r on r.customer_id = q.customer_id and r.record_id = q.record_id
                join customer_key k on k.customer_id = q.customer_id
                order by r.customer_id, r.record_id for share of r""")) {
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
