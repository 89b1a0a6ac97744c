package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives customers fresh keys: everything of a customer is resealed in the transaction that replaces the key, so no
/// moment exists at which something is unreadable. Versions of records advance; pseudonyms stay.
public final class CustomerKeyRotation {

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final CustomerKeys keys;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final TokenResealing tokens;
    private final VersionResealing versions;
    private final WriteEntries entries;
    private final Ledger ledger;

    CustomerKeyRotation(
            Transactions transactions,
            ActiveCatalog active,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            TokenResealing tokens,
            VersionResealing versions,
            WriteEntries entries,
            Ledger ledger) {
        this.transactions = transactions;
        this.active = active;
        this.keys = keys;
        this.opening = opening;
        this.sealer = sealer;
        this.tokens = tokens;
        this.versions = versions;
        this.entries = entries;
        this.ledger = ledger;
    }

    /// @return the key's new version
    /// @throws Problem if there is no such customer, or something of it does not open
    public int rotate(RecordId customer, String actor) {
        return transactions.run(connection -> {
            var outcome = rotate(connection, List.of(customer.customer()), actor);
            if (outcome.rotated().isEmpty()) {
                throw outcome.skipped() > 0 ? Refusals.damaged() : Refusals.noSuchCustomer();
            }
            append(connection, outcome);
            return outcome.rotated().getFirst();
        });
    }

    /// What became of some customers.
    ///
    /// @param rotated versions of their new keys
    /// @param skipped how many have something that does not open; nothing of them was changed
    record Outcome(List<Integer> rotated, int skipped, List<Draft> drafts) {}

    /// The last act of a transaction.
    void append(Connection connection, Outcome outcome) throws SQLException {
        if (!outcome.drafts().isEmpty()) {
            ledger.appendWithin(connection, outcome.drafts());
        }
    }

    /// @param customers in the order of their numbers; those that do not exist are left out
    Outcome rotate(Connection connection, List<Long> customers, String actor) throws SQLException {
        var current = ImportRows.keys(connection, customers, RecordRows.KeyLock.UPDATE);
        var records = new HashMap<Long, List<StoredRecord>>();
        for (var record : RecordScan.lockAll(connection, customers)) {
            records.computeIfAbsent(record.id().customer(), missing -> new ArrayList<>())
                    .add(record);
        }
        var resealed = current.entrySet().parallelStream()
                .map(customer -> reseal(
                        customer.getKey(),
                        customer.getValue(),
                        records.getOrDefault(customer.getKey(), List.of()),
                        actor))
                .toList();
        int skipped = (int) resealed.stream().filter(Optional::isEmpty).count();
        return store(connection, resealed.stream().flatMap(Optional::stream).toList(), skipped);
    }

    /// One customer under the next key.
    private record Resealed(
            long customer,
            CustomerKey.Wrapped current,
            CustomerKey.Wrapped next,
            Map<RecordId, byte[]> records,
            List<Draft> drafts) {}

    private Optional<Resealed> reseal(
            long customer, CustomerKey.Wrapped current, List<StoredRecord> records, String actor) {
        try {
            var policy = active.current().map(catalog -> catalog.hash()).orElse("-");
            var next = keys.rotate(customer, current);
            var sealed = new HashMap<RecordId, byte[]>();
            var drafts = new ArrayList<Draft>();
            for (var stored : records) {
                var record = reseal(opening.open(stored), next.key());
                sealed.put(stored.id(), record.sealed().encode());
                drafts.add(entries.resealed(record, actor, policy));
            }
            return Optional.of(new Resealed(customer, current, next.wrapped(), sealed, drafts));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private OpenedRecord reseal(OpenedRecord old, CustomerKey key) {
        var sealed = SealedRecord.seal(
                sealer, key.fieldKey(), old.place(), old.sealed().version() + 1, new TreeMap<>(), cleartext(old));
        return new OpenedRecord(old.id(), old.collection(), key, sealed, old.place());
    }

    private SortedMap<String, byte[]> cleartext(OpenedRecord record) {
        var cleartext = new TreeMap<String, byte[]>();
        record.sealed()
                .fields()
                .keySet()
                .forEach(field -> cleartext.put(
                        field, record.sealed().open(sealer, record.key().fieldKey(), record.place(), field)));
        return cleartext;
    }

    /// Earlier versions and tokens go last: a customer of whom one does not open is left as it is.
    private Outcome store(Connection connection, List<Resealed> resealed, int skipped) throws SQLException {
        var stored = new ArrayList<Resealed>(resealed.size());
        var customers = resealed.stream().map(Resealed::customer).toList();
        var withMore = new HashSet<>(TokenRows.customersWithTokens(connection, customers));
        withMore.addAll(VersionRows.counts(connection, customers).keySet());
        for (var one : resealed) {
            if (!withMore.contains(one.customer()) || resealMore(connection, one)) {
                stored.add(one);
            }
        }
        var next = new TreeMap<Long, CustomerKey.Wrapped>();
        var records = new HashMap<RecordId, byte[]>();
        stored.forEach(one -> {
            next.put(one.customer(), one.next());
            records.putAll(one.records());
        });
        RecordRows.replaceKeys(connection, next);
        RecordRows.updateAll(connection, records);
        return new Outcome(
                stored.stream().map(one -> one.next().keyVersion()).toList(),
                skipped + resealed.size() - stored.size(),
                stored.stream().flatMap(one -> one.drafts().stream()).toList());
    }

    private boolean resealMore(Connection connection, Resealed one) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var from = opening.openKey(one.customer(), one.current());
            var to = opening.openKey(one.customer(), one.next());
            versions.reseal(connection, one.customer(), from.fieldKey(), to.fieldKey());
            tokens.reseal(connection, one.customer(), from.fieldKey(), to.fieldKey());
            connection.releaseSavepoint(before);
            return true;
        } catch (DoesNotOpen | Problem changed) {
            connection.rollback(before);
            return false;
        }
    }
}
