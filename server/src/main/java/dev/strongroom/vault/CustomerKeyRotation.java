package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Gives a customer a fresh key: every record and token is resealed in the transaction that replaces the key, so no
/// moment
/// exists at which something is unreadable. Versions of records advance; pseudonyms stay.
public final class CustomerKeyRotation {

    private final Transactions transactions;
    private final ActiveCatalog active;
    private final CustomerKeys keys;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final TokenResealing tokens;
    private final WriteEntries entries;
    private final Ledger ledger;

    CustomerKeyRotation(
            Transactions transactions,
            ActiveCatalog active,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            TokenResealing tokens,
            WriteEntries entries,
            Ledger ledger) {
        this.transactions = transactions;
        this.active = active;
        this.keys = keys;
        this.opening = opening;
        this.sealer = sealer;
        this.tokens = tokens;
        this.entries = entries;
        this.ledger = ledger;
    }

    /// @return the key's new version
    /// @throws dev.strongroom.web.Problem if there is no such customer, or one of its records does not open
    public int rotate(RecordId customer, String actor) {
        return transactions.run(connection -> {
            var current = RecordRows.key(connection, customer.customer(), RecordRows.KeyLock.UPDATE)
                    .orElseThrow(Refusals::noSuchCustomer);
            var next = keys.rotate(customer.customer(), current);
            var drafts = reseal(connection, customer, next, actor);
            resealTokens(connection, customer.customer(), current, next);
            RecordRows.replaceKey(connection, customer.customer(), next);
            if (!drafts.isEmpty()) {
                ledger.appendWithin(connection, drafts);
            }
            return next.keyVersion();
        });
    }

    private void resealTokens(
            Connection connection, long customer, CustomerKey.Wrapped current, CustomerKey.Wrapped next)
            throws SQLException {
        try {
            var from = opening.openKey(customer, current).fieldKey();
            tokens.reseal(
                    connection, customer, from, opening.openKey(customer, next).fieldKey());
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    private List<Draft> reseal(Connection connection, RecordId customer, CustomerKey.Wrapped next, String actor)
            throws SQLException {
        var policy = active.current().map(catalog -> catalog.hash()).orElse("-");
        var key = opening.openKey(customer.customer(), next);
        var drafts = new ArrayList<Draft>();
        for (var stored : RecordScan.lockAll(connection, customer.customer())) {
            var old = open(stored);
            var sealed = SealedRecord.seal(
                    sealer, key.fieldKey(), old.place(), old.sealed().version() + 1, new TreeMap<>(), cleartext(old));
            opening.requireOpens(next, sealed, old.place());
            RecordRows.update(connection, stored.id(), sealed.encode());
            var resealed = new OpenedRecord(stored.id(), stored.collection(), key, sealed, old.place());
            drafts.add(entries.resealed(resealed, actor, policy));
        }
        return drafts;
    }

    private OpenedRecord open(StoredRecord stored) {
        try {
            return opening.open(stored);
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    private TreeMap<String, byte[]> cleartext(OpenedRecord record) {
        var cleartext = new TreeMap<String, byte[]>();
        record.sealed()
                .fields()
                .keySet()
                .forEach(field -> cleartext.put(
                        field, record.sealed().open(sealer, record.key().fieldKey(), record.place(), field)));
        return cleartext;
    }
}
