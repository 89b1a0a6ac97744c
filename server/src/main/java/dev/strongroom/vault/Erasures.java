package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.identity.CustomerAccounts;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LedgerUnavailable;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Erases customers: live rows, earlier versions, files, indexes, tokens, remembered answers, erasable details, the
/// customer's account and the wrapped key go in
/// one
/// transaction. Older copies, such as backups, become unreadable when every key-encryption key that ever wrapped the
/// customer's key is destroyed; only then is the certificate final (GDPR Art. 17, PIPL Art. 47).
public final class Erasures {

    static final String INSERT = """
            insert into erasure (id, customer_id, removed_at, records, kek_version, log_index)
            values (?, ?, ?, ?, ?, ?)
            """;

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final RecordOpening opening;
    private final RetentionDuties duties;
    private final CustomerKeys keys;
    private final Ledger ledger;
    private final Tombstones tombstones;
    private final SecureRandom random;
    private final Clock clock;

    Erasures(
            Transactions transactions,
            ActiveCatalog active,
            RecordOpening opening,
            RetentionDuties duties,
            CustomerKeys keys,
            Ledger ledger,
            Tombstones tombstones,
            SecureRandom random,
            Clock clock) {
        this.transactions = transactions;
        this.active = active;
        this.opening = opening;
        this.duties = duties;
        this.keys = keys;
        this.ledger = ledger;
        this.tombstones = tombstones;
        this.random = random;
        this.clock = clock;
    }

    /// What an erasure would remove, or why the law forbids it now.
    ///
    /// @param records how many, by collection
    /// @param heldByLaw collections with a record younger than its retention duty
    public record Preview(Map<String, Integer> records, List<String> heldByLaw) {}

    /// Looks without changing anything but the ledger.
    public Preview preview(RecordId customer, String actor) {
        return transactions.run(connection -> {
            var wrapped = RecordRows.key(connection, customer.customer(), RecordRows.KeyLock.NONE)
                    .orElseThrow(Refusals::noSuchCustomer);
            var look = LedgerEntry.of(clock.instant(), EntryKind.LOOK, actor, policy());
            ledger.appendWithin(
                    connection, List.of(Draft.of(about(look, pseudonyms(connection, customer.customer(), wrapped)))));
            var records = CustomerRecords.read(connection, customer.customer());
            return new Preview(CustomerRecords.count(records), duties.heldByLaw(connection, customer.customer()));
        });
    }

    /// @return the id of the erasure, under which its certificate is found
    /// @throws Problem 404 for an unknown customer, 409 when the law holds a collection
    public String erase(RecordId customer, String actor) {
        var names = new AtomicReference<List<Pseudonym>>(List.of());
        try {
            return erase(customer, actor, names);
        } catch (Problem refused) {
            var refusal = LedgerEntry.of(clock.instant(), EntryKind.REFUSAL, actor, policy())
                    .denied(refused.code());
            ledger.append(Draft.of(about(refusal, names.get())));
            throw refused;
        }
    }

    private String erase(RecordId customer, String actor, AtomicReference<List<Pseudonym>> names) {
        var id = freshId();
        transactions.run(connection -> {
            var wrapped = RecordRows.key(connection, customer.customer(), RecordRows.KeyLock.UPDATE)
                    .orElseThrow(Refusals::noSuchCustomer);
            var pseudonyms = pseudonyms(connection, customer.customer(), wrapped);
            names.set(pseudonyms);
            duties.refuseIfHeld(connection, customer.customer());
            int records = remove(connection, customer.customer(), pseudonyms);
            var at = clock.instant();
            int kept = newestWrapping(wrapped);
            remember(new Tombstone(id, customer.customer(), at, records, kept));
            var receipt = ledger.appendWithin(connection, List.of(Draft.of(entry(at, actor, id, pseudonyms))));
            insert(
                    connection,
                    new Row(id, customer, at, records, kept, receipt.getFirst().index()));
            return records;
        });
        return id;
    }

    /// INVARIANT: on disk before the commit, so that no restore brings back who was erased. A commit that fails after
    /// it
    /// leaves a line of an erasure that was asked for and allowed; a restore carries it out.
    private void remember(Tombstone tombstone) {
        try {
            tombstones.append(tombstone);
        } catch (IOException | Tombstones.Changed failure) {
            throw new LedgerUnavailable("The erasure cannot be remembered outside of the database");
        }
    }

    record Row(String id, RecordId customer, Instant at, int records, int keyEncryptionKeyVersion, long logIndex) {}

    /// A backup made now may also hold details sealed under the newest key-encryption key.
    private int newestWrapping(CustomerKey.Wrapped wrapped) {
        return Math.max(wrapped.keyEncryptionKeyVersion(), keys.newestKeyEncryptionKeyVersion());
    }

    private LedgerEntry entry(Instant at, String actor, String id, List<Pseudonym> pseudonyms) {
        var entry =
                LedgerEntry.of(at, EntryKind.ERASURE, actor, policy()).withFields(Map.of("erasure-" + id, "removed"));
        return about(entry, pseudonyms);
    }

    private static LedgerEntry about(LedgerEntry entry, List<Pseudonym> pseudonyms) {
        return pseudonyms.isEmpty() ? entry : entry.about(pseudonyms.getLast());
    }

    private String policy() {
        return active.current().map(catalog -> catalog.hash()).orElse("-");
    }

    /// A key that does not open any more cannot name its entries; the customer is erased all the same.
    private List<Pseudonym> pseudonyms(Connection connection, long customer, CustomerKey.Wrapped wrapped)
            throws SQLException {
        try {
            var key = opening.openKey(customer, wrapped);
            return CustomerLooks.pseudonyms(key, createdAt(connection, customer), clock.instant());
        } catch (DoesNotOpen changed) {
            return List.of();
        }
    }

    private static Instant createdAt(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("select created_at from customer_key where customer_id = ?")) {
            statement.setLong(1, customer);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /// INVARIANT: the key goes last; what still refers to it then makes the whole transaction fail.
    private static int remove(Connection connection, long customer, List<Pseudonym> pseudonyms) throws SQLException {
        try (var statement = connection.prepareStatement("""
                delete from ledger_detail where idx in (select idx from ledger_entry where customer = any (?::bytea[]))
                """)) {
            statement.setObject(1, pseudonyms.stream().map(Pseudonym::bytes).toArray(byte[][]::new));
            statement.executeUpdate();
        }
        deleteOf(connection, "record_version", customer);
        deleteOf(connection, "file_upload", customer);
        deleteOf(connection, "record_file", customer);
        deleteOf(connection, "token", customer);
        deleteOf(connection, "unique_index", customer);
        deleteOf(connection, "blind_index", customer);
        deleteOf(connection, "gram_index", customer);
        deleteOf(connection, "idempotency", customer);
        deleteOf(connection, "customer_relation", customer);
        int records = deleteOf(connection, "record", customer);
        CustomerAccounts.erase(connection, List.of(customer));
        deleteOf(connection, "customer_key", customer);
        return records;
    }

    private static int deleteOf(Connection connection, String table, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("delete from " + table + " where customer_id = ?")) {
            statement.setLong(1, customer);
            return statement.executeUpdate();
        }
    }

    /// Those of the given customers that were erased; nothing of them may be stored.
    static Set<Long> erasedAmong(Connection connection, Collection<Long> customers) throws SQLException {
        try (var statement =
                connection.prepareStatement("select customer_id from erasure where customer_id = any (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", customers.toArray()));
            var erased = new HashSet<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getLong(1));
                }
            }
            return erased;
        }
    }

    private static void insert(Connection connection, Row row) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            bind(statement, row);
            statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Row row) throws SQLException {
        statement.setString(1, row.id());
        statement.setLong(2, row.customer().customer());
        statement.setObject(3, row.at().atOffset(ZoneOffset.UTC));
        statement.setInt(4, row.records());
        statement.setInt(5, row.keyEncryptionKeyVersion());
        statement.setLong(6, row.logIndex());
    }

    private String freshId() {
        var bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
