package dev.strongroom.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// Brings the tables of a restored database in line with the key file, which is not part of a backup.
public final class RestoredKeys {

    private RestoredKeys() {}

    /// Records as destroyed what the key file no longer holds. The moment is that of the restore: when it happened
    /// stood
    /// in the database that was lost, and a later date claims nothing untrue.
    public static void recordDestroyed(Connection transaction, KeyRing ring, Instant at) throws SQLException {
        var held = transaction.createArrayOf(
                "integer",
                ring.keys().stream()
                        .filter(key -> key.kind() == KeyKind.KEY_ENCRYPTION)
                        .map(KeyFile.Key::version)
                        .toArray());
        try (var gone = transaction.prepareStatement("delete from key_encryption_key where version <> all (?)");
                var history = transaction.prepareStatement("update key_encryption_key_history set destroyed_at = ?,"
                        + " replaced_at = coalesce(replaced_at, ?)"
                        + " where destroyed_at is null and version <> all (?)")) {
            gone.setArray(1, held);
            gone.executeUpdate();
            history.setObject(1, at.atOffset(ZoneOffset.UTC));
            history.setObject(2, at.atOffset(ZoneOffset.UTC));
            history.setArray(3, held);
            history.executeUpdate();
        }
    }
}
