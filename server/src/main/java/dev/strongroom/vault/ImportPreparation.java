package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.InvalidValue;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// Turns lines into sealed records: everything about an import that needs no lock, so that it runs on all cores.
final class ImportPreparation {

    private final JsonMapper json;
    private final Transactions transactions;
    private final CustomerKeys keys;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final SearchIndexes indexes;
    private final WriteEntries entries;
    private final RecordIds ids;

    ImportPreparation(
            JsonMapper json,
            Transactions transactions,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            SearchIndexes indexes,
            WriteEntries entries,
            RecordIds ids) {
        this.json = json;
        this.transactions = transactions;
        this.keys = keys;
        this.opening = opening;
        this.sealer = sealer;
        this.indexes = indexes;
        this.entries = entries;
        this.ids = ids;
    }

    /// What the lines are read against.
    record Target(Caller caller, Catalog catalog, CollectionDefinition collection) {}

    /// Checks each line against the catalog; blank ones are left out.
    List<ImportItem> check(Target target, List<ImportLines.Line> lines) {
        var items = new ArrayList<ImportItem>(lines.size());
        for (var line : lines) {
            if (line.tooLong()) {
                items.add(new ImportItem.Rejected(line.number(), "", "import.line_too_long"));
            } else if (line.bytes().length > 0) {
                items.add(check(target, line));
            }
        }
        return items;
    }

    private ImportItem check(Target target, ImportLines.Line line) {
        long number = line.number();
        try {
            var sent = ImportLine.parse(json, line.bytes());
            number = sent.number(number);
            var values = FieldValues.read(target.catalog(), target.collection(), sent.values());
            FieldValues.requireAll(target.collection(), values);
            return new ImportItem.Valid(number, owner(target, sent), values.set());
        } catch (Problem refused) {
            return ImportItem.Rejected.of(number, refused);
        }
    }

    private static Optional<ImportItem.Owner> owner(Target target, ImportLine sent) {
        boolean isNamed = sent.customer() != null || sent.customerReference() != null;
        if (target.collection().customer()) {
            if (isNamed) {
                throw RecordIds.customerNotExpected();
            }
            return Optional.empty();
        }
        if (sent.customerReference() != null) {
            return Optional.of(new ImportItem.Owner.ByReference(reference(target.catalog(), sent.customerReference())));
        }
        return Optional.of(new ImportItem.Owner.ById(RecordIds.owner(Optional.ofNullable(sent.customer()))));
    }

    private static String reference(Catalog catalog, String sent) {
        var field =
                catalog.customerCollection().field(FieldDefinition.REFERENCE).orElseThrow();
        try {
            return field.canonical(StringNode.valueOf(sent));
        } catch (InvalidValue invalid) {
            throw Refusals.invalid(field.id(), invalid);
        }
    }

    /// Seals what is valid; a line whose customer is not known is rejected.
    List<ImportItem> seal(Target target, List<ImportItem> checked) {
        var owners = owners(target.catalog(), checked);
        return checked.stream()
                .map(item -> item instanceof ImportItem.Valid valid ? seal(target, valid, owners) : item)
                .toList();
    }

    private record Known(long customer, CustomerKey.Wrapped key) {}

    private Map<ImportItem.Owner, Known> owners(Catalog catalog, List<ImportItem> items) {
        var byId = new ArrayList<Long>();
        var byReference = new HashMap<ImportItem.Owner.ByReference, IndexRows.Value>();
        for (var item : items) {
            if (item instanceof ImportItem.Valid valid) {
                valid.owner().ifPresent(owner -> {
                    switch (owner) {
                        case ImportItem.Owner.ById id -> byId.add(id.customer());
                        case ImportItem.Owner.ByReference named ->
                            byReference.computeIfAbsent(named, missing -> index(catalog, missing));
                    }
                });
            }
        }
        return byId.isEmpty() && byReference.isEmpty()
                ? Map.of()
                : transactions.read(connection -> {
                    var customers = ImportRows.customers(connection, byReference);
                    var all = new ArrayList<>(byId);
                    all.addAll(customers.values());
                    var wrapped = ImportRows.keys(connection, all, RecordRows.KeyLock.NONE);
                    var known = new HashMap<ImportItem.Owner, Known>();
                    wrapped.forEach((customer, key) ->
                            known.put(new ImportItem.Owner.ById(customer), new Known(customer, key)));
                    customers.forEach((owner, customer) -> Optional.ofNullable(wrapped.get(customer))
                            .ifPresent(key -> known.put(owner, new Known(customer, key))));
                    return known;
                });
    }

    /// While the index of references is being built no customer is found by one.
    private IndexRows.Value index(Catalog catalog, ImportItem.Owner.ByReference named) {
        var collection = catalog.customerCollection().id();
        var field =
                catalog.customerCollection().field(FieldDefinition.REFERENCE).orElseThrow();
        var index = indexes.complete(collection, field.id(), SearchKind.EXACT).orElseThrow(Refusals::indexBuilding);
        var term = List.of(field.normalised(named.reference()));
        return new IndexRows.Value(index.number(), indexes.values(index, term).getFirst());
    }

    private ImportItem seal(Target target, ImportItem.Valid valid, Map<ImportItem.Owner, Known> owners) {
        if (valid.owner().isEmpty()) {
            var id = ids.ofNewCustomer();
            var fresh = keys.create(id.customer());
            return seal(target, valid, id, fresh.wrapped(), fresh.key(), true);
        }
        var known = owners.get(valid.owner().get());
        if (known == null) {
            return new ImportItem.Rejected(valid.line(), "", "customer.unknown");
        }
        try {
            var key = keys.open(known.customer(), known.key());
            return seal(target, valid, ids.ofNewRecord(known.customer()), known.key(), key, false);
        } catch (DoesNotOpen changed) {
            return new ImportItem.Rejected(valid.line(), "", "record.damaged");
        }
    }

    private ImportItem seal(
            Target target,
            ImportItem.Valid valid,
            RecordId id,
            CustomerKey.Wrapped wrapped,
            CustomerKey key,
            boolean isNew) {
        var collection = target.collection().id();
        var place = opening.place(collection, id);
        var sealed =
                SealedRecord.seal(sealer, key.fieldKey(), place, 1, new TreeMap<>(), FieldValues.bytes(valid.values()));
        var record = new OpenedRecord(id, collection, key, sealed, place);
        var fields = new TreeMap<String, String>();
        valid.values().keySet().forEach(field -> fields.put(field, "set"));
        var draft = entries.write(
                target.caller(),
                record,
                EntryKind.WRITE,
                fields,
                target.catalog().hash());
        return new ImportItem.Prepared(
                valid.line(),
                id,
                wrapped,
                isNew,
                sealed.encode(),
                indexes.rows(target.collection(), valid.values()),
                draft);
    }
}
