package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Seals the earlier versions of a customer's records under the customer's next key. Their numbers stay.
final class VersionResealing {

    private static final int BATCH = 100;

    private final RecordOpening opening;
    private final Sealer sealer;

    VersionResealing(RecordOpening opening, Sealer sealer) {
        this.opening = opening;
        this.sealer = sealer;
    }

    /// Reseals all of them, a batch at a time. The caller holds the customer's key row for update, and replaces it in
    /// the same transaction.
    ///
    /// @throws DoesNotOpen if one does not open
    /// @return how many there were
    int reseal(Connection connection, long customer, FieldKey from, FieldKey to) throws SQLException {
        int resealed = 0;
        var after = new Row(new RecordId(customer, Long.MIN_VALUE), "", 0, new byte[0]);
        var batch = lockNext(connection, after);
        while (!batch.isEmpty()) {
            replace(connection, batch.stream().map(row -> reseal(row, from, to)).toList());
            resealed += batch.size();
            after = batch.getLast();
            batch = lockNext(connection, after);
        }
        return resealed;
    }

    private record Row(RecordId id, String collection, int version, byte[] sealed) {}

    private Row reseal(Row row, FieldKey from, FieldKey to) {
        var place = opening.place(row.collection(), row.id());
        var old = SealedRecord.decode(row.sealed());
        old.verify(from, place);
        if (old.version() != row.version()) {
            throw new DoesNotOpen("A version stands in the place of another");
        }
        var cleartext = new TreeMap<String, byte[]>();
        old.fields().keySet().forEach(field -> cleartext.put(field, old.open(sealer, from, place, field)));
        var sealed = SealedRecord.seal(sealer, to, place, row.version(), new TreeMap<>(), cleartext);
        return new Row(row.id(), row.collection(), row.version(), sealed.encode());
    }

    private static List<Row> lockNext(Connection connection, Row after) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select record_id, collection, version, sealed from record_version
                where customer_id = ? and (record_id, version) > (?, ?) order by record_id, version limit ? for update
                """)) {
            long customer = after.id().customer();
            statement.setLong(1, customer);
            statement.setLong(2, after.id().record());
            statement.setInt(3, after.version());
            statement.setInt(4, BATCH);
            var batch = new ArrayList<Row>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = new RecordId(customer, rows.getLong(1));
                    batch.add(new Row(id, rows.getString(2), rows.getInt(3), rows.getBytes(4)));
                }
            }
            return batch;
        }
    }

    private static void replace(Connection connection, List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update record_version v set sealed = n.sealed
                from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bytea[]) as n (customer, record, version, sealed)
                where v.customer_id = n.customer and v.record_id = n.record and v.version = n.version
                """)) {
            statement.setObject(
                    1, rows.stream().mapToLong(row -> row.id().customer()).toArray());
            statement.setObject(
                    2, rows.stream().mapToLong(row -> row.id().record()).toArray());
            statement.setObject(3, rows.stream().mapToInt(Row::version).toArray());
            statement.setObject(4, rows.stream().map(Row::sealed).toArray(byte[][]::new));
            statement.executeUpdate();
        }
    }
}
