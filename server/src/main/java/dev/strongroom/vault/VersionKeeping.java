package dev.strongroom.vault;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;

/// Replaces records, and keeps what they were where the catalog asks for it.
final class VersionKeeping {

    private final Sealer sealer;

    VersionKeeping(Sealer sealer) {
        this.sealer = sealer;
    }

    /// @param replaced the record as it is now, held by the caller
    /// @throws dev.strongroom.web.Problem if this version was replaced before: the record was put back
    void replace(Connection connection, CollectionDefinition definition, OpenedRecord replaced, SealedRecord next)
            throws SQLException {
        if (definition.history().isEmpty()) {
            RecordRows.update(connection, replaced.id(), next.encode());
        } else if (!VersionRows.replace(
                connection, replaced, withoutFiles(definition, replaced).encode(), next.encode())) {
            throw Refusals.damaged();
        }
    }

    /// The pieces of a file go when it is replaced; nothing that names it, or holds its key, outlives them.
    private SealedRecord withoutFiles(CollectionDefinition definition, OpenedRecord record) {
        var sealed = record.sealed();
        var fields = new TreeMap<>(sealed.fields());
        boolean hadFiles = fields.keySet()
                .removeIf(field -> definition
                        .field(field)
                        .filter(known -> known.type() == FieldType.FILE)
                        .isPresent());
        return hadFiles
                ? SealedRecord.seal(
                        sealer, record.key().fieldKey(), record.place(), sealed.version(), fields, new TreeMap<>())
                : sealed;
    }
}
