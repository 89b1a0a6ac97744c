package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import java.time.Instant;

/// An earlier version of a record as it lies in the database.
///
/// @param stored as a record would be, with the key of its customer
/// @param catalog number of the one in force when it was replaced
record KeptVersion(StoredRecord stored, int version, int catalog, Instant replacedAt) {

    VersionRows.Name name() {
        return new VersionRows.Name(stored.id(), version);
    }

    /// @throws DoesNotOpen if anything of it was changed, or moved from another record or version
    OpenedRecord open(RecordOpening opening) {
        var record = opening.open(stored);
        if (record.sealed().version() != version) {
            throw new DoesNotOpen("A version stands in the place of another");
        }
        return record;
    }
}
