package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Subject;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/// Creates, changes and deletes records. Each write, its index rows and its ledger entry are one transaction whose
/// last act is the entry.
public final class RecordWrites {

    private final Transactions transactions;
    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final CatalogInForce inForce;
    private final CustomerKeys keys;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final SearchIndexes indexes;
    private final WriteEntries entries;
    private final Ledger ledger;
    private final Idempotency idempotency;
    private final RetentionDuties duties;
    private final RecordIds ids;
    private final VersionKeeping versions;

    RecordWrites(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            CatalogInForce inForce,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            SearchIndexes indexes,
            WriteEntries entries,
            Ledger ledger,
            Idempotency idempotency,
            RetentionDuties duties,
            RecordIds ids) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.active = active;
        this.inForce = inForce;
        this.keys = keys;
        this.opening = opening;
        this.sealer = sealer;
        this.indexes = indexes;
        this.entries = entries;
        this.ledger = ledger;
        this.idempotency = idempotency;
        this.duties = duties;
        this.ids = ids;
        this.versions = new VersionKeeping(sealer);
    }

    /// @param customer whom the record belongs to; empty for the customer's own record
    /// @throws Problem when a field or the customer does not fit the catalog
    public Written create(Write write, Optional<String> customer) {
        var owner = customer.flatMap(RecordId::parse).map(RecordId::customer);
        return run(
                write, owner.map(OptionalLong::of).orElse(OptionalLong.empty()), (connection, catalog, definition) -> {
                    var values = FieldValues.read(catalog, definition, write.fields());
                    FieldValues.requireAll(definition, values);
                    var id = ids.fresh(definition, customer);
                    var key = id.isCustomer() ? createKey(connection, id.customer()) : existingKey(connection, id);
                    var place = opening.place(definition.id(), id);
                    var sealed = SealedRecord.seal(
                            sealer, key.fieldKey(), place, 1, new TreeMap<>(), FieldValues.bytes(values.set()));
                    RecordRows.insert(connection, id, definition.id(), sealed.encode());
                    insertIndexes(connection, id, definition, values.set());
                    var record = new OpenedRecord(id, definition.id(), key, sealed, place);
                    return append(connection, write, record, EntryKind.WRITE, fields(values), catalog);
                });
    }

    /// Changes the given fields, reseals only those, and keeps the others as they are.
    ///
    /// @param expectedVersion the version the change is meant for
    public Written patch(Write write, RecordId id, int expectedVersion) {
        return run(write, OptionalLong.of(id.customer()), (connection, catalog, definition) -> {
            var record = lock(connection, definition, id, expectedVersion);
            var values = FieldValues.read(catalog, definition, write.fields());
            return change(connection, write, catalog, definition, record, values);
        });
    }

    /// Tells what is wrong with a write before it is made. Changes nothing, and tells nothing about any record. A
    /// refusal
    /// is in the ledger, as that of the write would be.
    ///
    /// @throws Problem when the caller may not write the collection, or a field does not fit the catalog
    public void requireValid(Write write) {
        var definition = permitted(write, OptionalLong.empty()).collection();
        var catalog = active.current().orElseThrow(Refusals::unknownCollection);
        try {
            FieldValues.read(catalog, definition, write.fields());
        } catch (Problem refused) {
            throw refused(write, refused);
        }
    }

    /// Changes a record that [#onRecord] holds. Nothing may come after it in its transaction.
    Written change(
            Connection connection,
            Write write,
            Catalog catalog,
            CollectionDefinition definition,
            OpenedRecord record,
            FieldValues.Changes values)
            throws SQLException {
        return change(connection, write, catalog, definition, record, values, Map.of());
    }

    /// @param why what else the entry says beside the fields
    Written change(
            Connection connection,
            Write write,
            Catalog catalog,
            CollectionDefinition definition,
            OpenedRecord record,
            FieldValues.Changes values,
            Map<String, String> why)
            throws SQLException {
        var id = record.id();
        var kept = new TreeMap<>(record.sealed().fields());
        kept.keySet().removeAll(values.removed());
        int version = record.sealed().version() + 1;
        var sealed = SealedRecord.seal(
                sealer, record.key().fieldKey(), record.place(), version, kept, FieldValues.bytes(values.set()));
        versions.replace(connection, definition, record, sealed);
        IndexRows.delete(connection, id, indexes.numbers(definition.id(), changed(values)));
        FileRows.delete(connection, id, values.removed());
        insertIndexes(connection, id, definition, values.set());
        var changed = new OpenedRecord(id, definition.id(), record.key(), sealed, record.place());
        var told = fields(values);
        told.putAll(why);
        return append(connection, write, changed, EntryKind.WRITE, told, catalog);
    }

    /// What is done with a record in the transaction that holds it.
    interface OnRecord {
        Written run(Connection connection, Catalog catalog, CollectionDefinition definition, OpenedRecord record)
                throws SQLException;
    }

    /// Holds the record under the catalog in force while `act` runs. A refusal leaves an entry.
    ///
    /// @throws Problem if the caller may not write, or the record is not there in that version
    Written onRecord(Write write, RecordId id, int expectedVersion, OnRecord act) {
        return run(
                write,
                OptionalLong.of(id.customer()),
                (connection, catalog, definition) ->
                        act.run(connection, catalog, definition, lock(connection, definition, id, expectedVersion)));
    }

    /// Records a refusal outside of any transaction of this class.
    ///
    /// @return the problem to throw
    Problem refused(Write write, Problem refused) {
        if (refused.status().is4xxClientError()) {
            var policy = active.current().map(Catalog::hash).orElse("-");
            ledger.append(entries.refusal(write.caller(), write.collection(), policy, refused.code()));
        }
        return refused;
    }

    /// Removes the record's rows. This is no erasure: the customer's key stays, and older copies stay readable.
    ///
    /// @throws Problem 409 while the law requires the record, or others hang on it
    /// @param expectedVersion empty: whichever it is
    public Written delete(Write write, RecordId id, Optional<Integer> expectedVersion) {
        return run(write, OptionalLong.of(id.customer()), (connection, catalog, definition) -> {
            RecordRows.key(connection, id.customer(), RecordRows.KeyLock.UPDATE);
            var record = lock(connection, definition, id);
            if (expectedVersion
                    .filter(version -> version != record.sealed().version())
                    .isPresent()) {
                throw Refusals.stale();
            }
            refuseIfOthersHangOn(connection, id);
            duties.refuseIfHeld(connection, definition, id);
            RecordRows.delete(connection, id);
            return append(connection, write, record, EntryKind.DELETE, Map.of(), catalog);
        });
    }

    private interface Act {
        Written run(Connection connection, Catalog catalog, CollectionDefinition definition) throws SQLException;
    }

    /// @param customer whose record it is; empty for a customer who is still to come
    private Written run(Write write, OptionalLong customer, Act act) {
        var definition = permitted(write, customer);
        try {
            return run(write, act, definition);
        } catch (Problem refused) {
            if (refused.status().is4xxClientError()) {
                ledger.append(entries.refusal(write.caller(), write.collection(), definition.policy(), refused.code()));
            }
            throw refused;
        }
    }

    private Written run(Write write, Act act, Target definition) {
        return transactions.runBounded(connection -> {
            var request = write.idempotency();
            var repeated =
                    request.isPresent() ? idempotency.begin(connection, request.get()) : Optional.<Written>empty();
            if (repeated.isPresent()) {
                return repeated.get();
            }
            var catalog = inForce.hold(connection, definition.policy());
            return act.run(connection, catalog, definition.collection());
        });
    }

    private record Target(String policy, CollectionDefinition collection) {}

    private Target permitted(Write write, OptionalLong customer) {
        var catalog = active.current().orElseThrow(Refusals::unknownCollection);
        var subject = customer.isPresent() ? decisions.subject(write.caller(), customer.getAsLong()) : Subject.EVERYONE;
        if (!catalog.mayWrite(decisions.roles(write.caller(), subject), write.collection())) {
            ledger.append(entries.refusal(write.caller(), write.collection(), catalog.hash(), "write.not_granted"));
            throw Refusals.mayNotWrite();
        }
        var definition = catalog.collection(write.collection()).orElseThrow(Refusals::unknownCollection);
        return new Target(catalog.hash(), definition);
    }

    private Written append(
            Connection connection,
            Write write,
            OpenedRecord record,
            EntryKind kind,
            Map<String, String> fields,
            Catalog catalog)
            throws SQLException {
        var written = new Written(record.id(), record.sealed().version());
        if (write.idempotency().isPresent()) {
            idempotency.end(connection, write.idempotency().get(), written);
        }
        ledger.appendWithin(connection, List.of(entries.write(write.caller(), record, kind, fields, catalog.hash())));
        return written;
    }

    private OpenedRecord lock(Connection connection, CollectionDefinition definition, RecordId id, int version)
            throws SQLException {
        var record = lock(connection, definition, id);
        if (record.sealed().version() != version) {
            throw Refusals.stale();
        }
        return record;
    }

    private OpenedRecord lock(Connection connection, CollectionDefinition definition, RecordId id) throws SQLException {
        var stored = RecordRows.lock(connection, id)
                .filter(record -> record.collection().equals(definition.id()))
                .orElseThrow(Refusals::noSuchRecord);
        try {
            return opening.open(stored);
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    private CustomerKey createKey(Connection connection, long customer) throws SQLException {
        var fresh = keys.create(customer);
        RecordRows.insertKey(connection, customer, fresh.wrapped());
        return fresh.key();
    }

    private CustomerKey existingKey(Connection connection, RecordId id) throws SQLException {
        var wrapped = RecordRows.key(connection, id.customer(), RecordRows.KeyLock.SHARE)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "customer.unknown",
                        "Create the customer first, and send its id as `customer`."));
        return keys.open(id.customer(), wrapped);
    }

    private void insertIndexes(
            Connection connection, RecordId id, CollectionDefinition definition, SortedMap<String, String> values)
            throws SQLException {
        var rows = new IndexRows.Of(id, indexes.rows(definition, values));
        var taken = IndexRows.insert(connection, List.of(rows));
        if (taken.isPresent()) {
            throw Refusals.notUnique(indexes.field(taken.get()).orElse(""));
        }
    }

    private static Set<String> changed(FieldValues.Changes values) {
        var changed = new HashSet<>(values.set().keySet());
        changed.addAll(values.removed());
        return changed;
    }

    private static void refuseIfOthersHangOn(Connection connection, RecordId id) throws SQLException {
        if (!id.isCustomer()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "select exists (select 1 from record where customer_id = ? and record_id <> ?)")) {
            statement.setLong(1, id.customer());
            statement.setLong(2, id.record());
            try (var rows = statement.executeQuery()) {
                if (rows.next() && rows.getBoolean(1)) {
                    throw Problem.of(
                            HttpStatus.CONFLICT,
                            "customer.has_records",
                            "Delete the customer's other records first, or erase the customer.");
                }
            }
        }
    }

    private static SortedMap<String, String> fields(FieldValues.Changes values) {
        var fields = new TreeMap<String, String>();
        values.set().keySet().forEach(field -> fields.put(field, "set"));
        values.removed().forEach(field -> fields.put(field, "removed"));
        return fields;
    }
}
