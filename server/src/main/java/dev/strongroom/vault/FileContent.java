package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.SealedStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The stored bytes of one file, opened a few chunks at a time, each read in a transaction of its own: a slow receiver
/// holds no connection.
///
/// A file that is replaced or erased while it is read ends with [DoesNotOpen].
final class FileContent {

    private static final int AT_ONCE = 8;

    private final Transactions transactions;
    private final RecordId id;
    private final FileDescription description;
    private final SealedStream stream;
    private final int chunks;

    private FileContent(
            Transactions transactions, RecordId id, FileDescription description, SealedStream stream, int chunks) {
        this.transactions = transactions;
        this.id = id;
        this.description = description;
        this.stream = stream;
        this.chunks = chunks;
    }

    /// Opens the header and the last chunk, without which the stream would not have the length it claims.
    ///
    /// @throws DoesNotOpen if one of them was changed, or is not there
    static FileContent open(
            Transactions transactions, RecordId id, SealedRecord.Place place, String field, FileDescription described) {
        var header = pieces(transactions, id, described.file(), 0, 0).getFirst();
        var context = FileDescription.context(place, field, described.file());
        var stream = SealedStream.opening(described.fieldKey(), context, header);
        int chunks = SealedStream.chunks(described.size());
        var content = new FileContent(transactions, id, described, stream, chunks);
        content.requireOpens(chunks - 1);
        return content;
    }

    /// @throws DoesNotOpen if the chunk with the byte at `position` does not open
    void requireOpensAt(long position) {
        requireOpens((int) (position / SealedStream.CHUNK_BYTES));
    }

    private void requireOpens(int chunk) {
        opened(chunk, pieces(chunk, chunk).getFirst());
    }

    /// @throws DoesNotOpen at the first chunk that was changed or is not there; what was written before is true
    void write(ByteRange range, OutputStream output) throws IOException {
        if (range.from() == range.to()) {
            return;
        }
        int last = (int) ((range.to() - 1) / SealedStream.CHUNK_BYTES);
        for (int first = (int) (range.from() / SealedStream.CHUNK_BYTES); first <= last; first += AT_ONCE) {
            var sealed = pieces(first, Math.min(last, first + AT_ONCE - 1));
            for (int i = 0; i < sealed.size(); i++) {
                write(range, first + i, opened(first + i, sealed.get(i)), output);
            }
        }
    }

    private static void write(ByteRange range, int chunk, byte[] cleartext, OutputStream output) throws IOException {
        long start = (long) chunk * SealedStream.CHUNK_BYTES;
        int from = (int) Math.max(0, range.from() - start);
        int to = (int) Math.min(cleartext.length, range.to() - start);
        output.write(cleartext, from, to - from);
    }

    private byte[] opened(int chunk, byte[] sealed) {
        boolean isLast = chunk == chunks - 1;
        var cleartext = stream.openChunk(chunk, isLast, sealed);
        if (isLast && (long) chunk * SealedStream.CHUNK_BYTES + cleartext.length != description.size()) {
            throw new DoesNotOpen("A file has another length than its description");
        }
        return cleartext;
    }

    private List<byte[]> pieces(int firstChunk, int lastChunk) {
        return pieces(transactions, id, description.file(), firstChunk + 1, lastChunk + 1);
    }

    private static List<byte[]> pieces(Transactions transactions, RecordId id, long file, int first, int last) {
        var pieces = transactions.runBounded(connection -> FileRows.read(connection, id, file, first, last));
        if (pieces.size() != last - first + 1) {
            throw new DoesNotOpen("A file lacks a piece");
        }
        return pieces;
    }
}
