package dev.strongroom.vault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// Rows in the binary format of PostgreSQL's COPY (its manual, part VI, COPY, "Binary Format"), collected and then
/// stored by one statement.
final class BinaryCopy {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int INT4 = 23;
    private static final int FLAGS_AND_EXTENSION_BYTES = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final String sql;
    private final int columns;
    private int rows;

    /// @param table and its columns, as COPY names them
    BinaryCopy(String table, String... columns) {
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin with (format binary)";
        this.columns = columns.length;
        bytes.writeBytes(SIGNATURE);
        bytes.writeBytes(new byte[FLAGS_AND_EXTENSION_BYTES]);
    }

    /// Starts a row; every column follows in its order.
    BinaryCopy row() {
        rows++;
        writeShort(columns);
        return this;
    }

    BinaryCopy bigint(long value) {
        writeInt(Long.BYTES);
        writeInt((int) (value >>> 32));
        writeInt((int) value);
        return this;
    }

    BinaryCopy integer(int value) {
        writeInt(Integer.BYTES);
        writeInt(value);
        return this;
    }

    BinaryCopy bool(boolean value) {
        writeInt(1);
        bytes.write(value ? 1 : 0);
        return this;
    }

    BinaryCopy text(String value) {
        return binary(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy binary(byte[] value) {
        writeInt(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /// An array of one dimension, counted from one (PostgreSQL's src/backend/utils/adt/arrayfuncs.c, array_recv).
    BinaryCopy integers(int[] values) {
        writeInt(5 * Integer.BYTES + values.length * 2 * Integer.BYTES);
        writeInt(1);
        writeInt(0);
        writeInt(INT4);
        writeInt(values.length);
        writeInt(1);
        for (int value : values) {
            integer(value);
        }
        return this;
    }

    /// Stores the rows in the caller's transaction.
    void store(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        writeShort(-1);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            var all = bytes.toByteArray();
            copy.writeToCopy(all, 0, all.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void writeShort(int value) {
        bytes.write(value >>> 8);
        bytes.write(value);
    }

    private void writeInt(int value) {
        writeShort(value >>> 16);
        writeShort(value);
    }
}
