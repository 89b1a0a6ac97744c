package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;

/// Copies one table into an encrypted file, counting and hashing what is copied.
final class TableFile {

    private static final int BUFFER = 1 << 16;

    private TableFile() {}

    static Manifest.Table write(
            Connection connection,
            CopiedTable table,
            String file,
            BackupFrames.Writer frames,
            List<RecipientStanzaWriter> recipients)
            throws SQLException, IOException {
        var hashing = new Hashing(BackupFiles.encrypting(frames.file(file), recipients));
        long rows;
        try (var out = new BufferedOutputStream(hashing, BUFFER)) {
            rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), out);
        }
        return new Manifest.Table(file, table.name(), rows, hashing.bytes, hashing.hash(), table.columns());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not there", impossible);
        }
    }

    private static final class Hashing extends OutputStream {

        private final WritableByteChannel channel;
        private final MessageDigest digest = sha256();
        private long bytes;

        Hashing(WritableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            digest.update(source, offset, length);
            bytes += length;
            var buffer = ByteBuffer.wrap(source, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
