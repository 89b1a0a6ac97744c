package dev.strongroom.vault;

import dev.strongroom.core.crypto.SealedStream;
import java.util.ArrayList;
import java.util.List;

/// Stores the pieces of one file as they are sealed, some at a time, each time in a transaction of its own: a slow
/// sender holds no connection and no lock.
final class FilePieces implements SealedStream.Pieces {

    private static final int AT_ONCE = 16;

    private final Transactions transactions;
    private final RecordId id;
    private final String field;
    private final long file;
    private final List<byte[]> pieces = new ArrayList<>();
    private int stored;

    FilePieces(Transactions transactions, RecordId id, String field, long file) {
        this.transactions = transactions;
        this.id = id;
        this.field = field;
        this.file = file;
    }

    @Override
    public void take(int number, byte[] piece) {
        pieces.add(piece);
        if (pieces.size() == AT_ONCE) {
            store();
        }
    }

    /// Stores what is left.
    ///
    /// @throws dev.strongroom.web.Problem if the upload was ended by somebody else
    void store() {
        transactions.runBounded(connection -> {
            boolean isRunning = RecordRows.key(connection, id.customer(), RecordRows.KeyLock.SHARE)
                            .isPresent()
                    && FileRows.hold(connection, file);
            if (!isRunning) {
                throw FileRefusals.uploadOver();
            }
            FileRows.insert(connection, id, field, file, stored, pieces);
            return file;
        });
        stored += pieces.size();
        pieces.clear();
    }
}
