package dev.strongroom.vault;

import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.SealedRecord;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sealed records as someone with access to the database reads and changes them.
final class StoredBytes {

    private final RunningServer server;

    StoredBytes(RunningServer server) {
        this.server = server;
    }

    byte[] read(String id) {
        return jdbc().sql("select sealed from record where" + Shop.row(id))
                .query(byte[].class)
                .single();
    }

    void write(String id, byte[] sealed) {
        jdbc().sql("update record set sealed = ? where" + Shop.row(id))
                .param(sealed)
                .update();
    }

    /// The stored record with the sealed value of `field` replaced by one of the same length.
    static byte[] withField(byte[] record, String field, byte[] sealed) {
        var old = sealed(record, field);
        if (old.length != sealed.length) {
            throw new IllegalArgumentException("The values are of different size classes");
        }
        var changed = record.clone();
        System.arraycopy(sealed, 0, changed, indexOf(record, old), sealed.length);
        return changed;
    }

    static byte[] sealed(byte[] record, String field) {
        return Objects.requireNonNull(SealedRecord.decode(record).fields().get(field))
                .sealed();
    }

    static byte[] flipped(byte[] record, int position) {
        var changed = record.clone();
        changed[position] ^= 1;
        return changed;
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Not a part of it");
    }

    private JdbcClient jdbc() {
        return server.bean(JdbcClient.class);
    }
}
