package dev.strongroom.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// The content of a table's file as it is read. It is good only after [#requireWhole()] has returned.
final class CheckedFile extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final Manifest.Table table;
    private final MessageDigest digest = TableFile.sha256();
    private final LongConsumer progress;
    private long bytes;

    private CheckedFile(Manifest.Table table, InputStream content, LongConsumer progress) {
        super(content);
        this.table = table;
        this.progress = progress;
    }

    /// @param progress told how many bytes more were read
    static CheckedFile open(Path folder, Manifest.Table table, RecoveryKey key, LongConsumer progress) {
        return new CheckedFile(table, BackupFiles.decrypting(folder, table.file(), key.readers()), progress);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
                bytes += read;
                progress.accept(read);
            }
            return read;
        } catch (IOException | RuntimeException changed) {
            throw new BackupRefused(BackupRefused.Reason.CHANGED, table.file());
        }
    }

    /// Reads what was not read yet.
    ///
    /// @throws BackupRefused if the content is not what the manifest says
    void requireWhole() throws IOException {
        var rest = new byte[BUFFER];
        int read = 0;
        while (read >= 0) {
            read = read(rest, 0, rest.length);
        }
        if (bytes != table.bytes() || !HexFormat.of().formatHex(digest.digest()).equals(table.hash())) {
            throw new BackupRefused(BackupRefused.Reason.OTHER_FILE, table.file());
        }
    }
}
