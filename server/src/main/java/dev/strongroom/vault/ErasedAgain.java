package dev.strongroom.vault;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.identity.CustomerAccounts;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyFileRefused;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.ledger.RestoredLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Erases in a restored database whoever was erased since the backup was made, so that nobody comes back. What to erase
/// stands in a file outside of the database.
public final class ErasedAgain {

    private static final String TABLES_OF_CUSTOMERS = """
            select quote_ident(c.relname) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
            where c.relkind = 'r' and c.relname not in ('erasure', 'customer_key') order by c.relname
            """;

    private final List<Tombstone> tombstones;
    private final CustomerKeys keys;

    private ErasedAgain(List<Tombstone> tombstones, CustomerKeys keys) {
        this.tombstones = tombstones;
        this.keys = keys;
    }

    /// Reads the file beside the key file.
    ///
    /// @return empty if the file was changed: nobody knows any more who was erased
    public static Optional<ErasedAgain> read(StrongroomConfiguration configuration, KeyRing ring) {
        try {
            var tombstones = new Tombstones(configuration.keys().folder(), ring).read();
            return Optional.of(new ErasedAgain(tombstones, CustomerKeys.of(ring)));
        } catch (Tombstones.Changed changed) {
            return Optional.empty();
        }
    }

    /// Removes the customers, and records those erasures that the database does not know.
    ///
    /// @param transaction in which the tables were loaded, before anybody else sees them
    /// @return how many erasures the database did not know
    public int run(Connection transaction, RestoredLedger ledger, Instant at) throws SQLException {
        if (tombstones.isEmpty()) {
            return 0;
        }
        var names = pseudonyms(transaction, at);
        removeDetails(transaction, names.values().stream().flatMap(List::stream).toList());
        CustomerAccounts.erase(transaction, customers());
        for (var table : tables(transaction)) {
            remove(transaction, table);
        }
        remove(transaction, "customer_key");
        return recordUnknown(transaction, ledger, names, at);
    }

    private List<Long> customers() {
        return tombstones.stream().map(Tombstone::customer).distinct().toList();
    }

    /// A key that does not open any more cannot name its entries; their details do not open either.
    private Map<Long, List<Pseudonym>> pseudonyms(Connection transaction, Instant until) throws SQLException {
        var names = new HashMap<Long, List<Pseudonym>>();
        try (var statement = transaction.prepareStatement(
                "select customer_id, kek_version, key_version, wrapped, commitment, created_at"
                        + " from customer_key where customer_id = any (?)")) {
            statement.setArray(
                    1, transaction.createArrayOf("bigint", customers().toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var wrapped =
                            new CustomerKey.Wrapped(rows.getInt(2), rows.getInt(3), rows.getBytes(4), rows.getBytes(5));
                    var since = rows.getObject(6, OffsetDateTime.class).toInstant();
                    names.put(rows.getLong(1), pseudonyms(rows.getLong(1), wrapped, since, until));
                }
            }
        }
        return names;
    }

    private List<Pseudonym> pseudonyms(long customer, CustomerKey.Wrapped wrapped, Instant since, Instant until) {
        try {
            return CustomerLooks.pseudonyms(keys.open(customer, wrapped), since, until);
        } catch (DoesNotOpen | KeyFileRefused unreadable) {
            return List.of();
        }
    }

    private static void removeDetails(Connection transaction, List<Pseudonym> names) throws SQLException {
        try (var statement = transaction.prepareStatement("""
                delete from ledger_detail where idx in (select idx from ledger_entry where customer = any (?::bytea[]))
                """)) {
            statement.setObject(1, names.stream().map(Pseudonym::bytes).toArray(byte[][]::new));
            statement.executeUpdate();
        }
    }

    private static List<String> tables(Connection transaction) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = transaction.createStatement();
                var rows = statement.executeQuery(TABLES_OF_CUSTOMERS)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void remove(Connection transaction, String table) throws SQLException {
        try (var statement = transaction.prepareStatement("delete from " + table + " where customer_id = any (?)")) {
            statement.setArray(
                    1, transaction.createArrayOf("bigint", customers().toArray()));
            statement.executeUpdate();
        }
    }

    private int recordUnknown(
            Connection transaction, RestoredLedger ledger, Map<Long, List<Pseudonym>> names, Instant at)
            throws SQLException {
        var known = known(transaction);
        var unknown = tombstones.stream()
                .filter(tombstone -> !known.contains(tombstone.erasure()))
                .toList();
        var indexes = ledger.append(unknown.stream()
                .map(tombstone -> entry(tombstone, names.getOrDefault(tombstone.customer(), List.of()), at))
                .toList());
        try (var statement = transaction.prepareStatement(Erasures.INSERT)) {
            for (int i = 0; i < unknown.size(); i++) {
                insert(statement, unknown.get(i), indexes.get(i));
            }
        }
        return unknown.size();
    }

    private static HashSet<String> known(Connection transaction) throws SQLException {
        var known = new HashSet<String>();
        try (var statement = transaction.createStatement();
                var rows = statement.executeQuery("select id from erasure")) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        }
        return known;
    }

    private static Draft entry(Tombstone tombstone, List<Pseudonym> names, Instant at) {
        var entry = LedgerEntry.of(at, EntryKind.ERASURE, "server", "-")
                .withFields(Map.of("erasure-" + tombstone.erasure(), "removed"));
        return Draft.of(names.isEmpty() ? entry : entry.about(names.getLast()));
    }

    private static void insert(PreparedStatement statement, Tombstone tombstone, long index) throws SQLException {
        Erasures.bind(
                statement,
                new Erasures.Row(
                        tombstone.erasure(),
                        RecordId.ofCustomer(tombstone.customer()),
                        tombstone.removedAt(),
                        tombstone.records(),
                        tombstone.keyEncryptionKeyVersion(),
                        index));
        statement.executeUpdate();
    }
}
