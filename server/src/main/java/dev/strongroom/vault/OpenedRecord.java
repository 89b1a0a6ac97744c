package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import java.nio.charset.StandardCharsets;

/// A record whose key and manifest were checked; its fields are opened one by one, only as far as they are needed.
record OpenedRecord(RecordId id, String collection, CustomerKey key, SealedRecord sealed, SealedRecord.Place place) {

    boolean has(String field) {
        return sealed.fields().containsKey(field);
    }

    /// @throws dev.strongroom.core.crypto.DoesNotOpen if the field does not belong here
    String open(Sealer sealer, String field) {
        return new String(sealed.open(sealer, key.fieldKey(), place, field), StandardCharsets.UTF_8);
    }
}
