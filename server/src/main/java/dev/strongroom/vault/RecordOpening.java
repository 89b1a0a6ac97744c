package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.keys.CustomerKeys;

/// Opens stored records: the customer's key, then the manifest that ties the fields together.
final class RecordOpening {

    private final CustomerKeys keys;
    private final String deployment;

    RecordOpening(CustomerKeys keys, String deployment) {
        this.keys = keys;
        this.deployment = deployment;
    }

    /// @throws DoesNotOpen if anything of it was changed, moved, or mixed from two versions
    OpenedRecord open(StoredRecord stored) {
        var key = keys.open(stored.id().customer(), stored.key());
        var sealed = SealedRecord.decode(stored.sealed());
        var place = place(stored.collection(), stored.id());
        sealed.verify(key.fieldKey(), place);
        return new OpenedRecord(stored.id(), stored.collection(), key, sealed, place);
    }

    /// @throws DoesNotOpen if the key was changed or moved
    CustomerKey openKey(long customer, CustomerKey.Wrapped wrapped) {
        return keys.open(customer, wrapped);
    }

    SealedRecord.Place place(String collection, RecordId id) {
        return new SealedRecord.Place(deployment, collection, id.customer(), id.record());
    }
}
