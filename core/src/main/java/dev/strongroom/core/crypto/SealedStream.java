package dev.strongroom.core.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// A file sealed in chunks, by the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015). See docs/formats/sealed-stream.md.
///
/// Guarantees: a chunk opens only at its own position in its own stream, and the last chunk only as the last, so a
/// stream that was cut, extended or reordered does not open. Any chunk opens without the others. Does not guarantee:
/// that the chunks before the one that does not open were not given out already; nor that a chunk opened alone belongs
/// to a stream of a certain length, unless the last one was opened too.
///
/// Holds two chunks in memory at most. Thread-safe.
public final class SealedStream {

    public static final int HEADER_BYTES = 38;
    public static final int CHUNK_BYTES = 65_536;
    public static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + InsecureNonceAesGcm.TAG_BYTES;

    private static final byte FORMAT_VERSION = 1;
    private static final int KEY_VERSION_OFFSET = 2;
    private static final int SALT_OFFSET = 6;
    private static final int SALT_BYTES = HEADER_BYTES - SALT_OFFSET;
    private static final int LAST_OFFSET = InsecureNonceAesGcm.NONCE_BYTES - 1;
    private static final byte[] NOTHING = {};

    private final Suite suite;
    private final SecretKey key;

    private SealedStream(Suite suite, SecretKey key) {
        this.suite = suite;
        this.key = key;
    }

    /// Takes the pieces of a sealed stream as they are made.
    public interface Pieces {

        /// @param number 0 for the header, from 1 for the chunks
        void take(int number, byte[] piece) throws IOException;
    }

    /// Seals everything that `cleartext` gives.
    ///
    /// @param suite to seal with; what is opened says itself which it is
    /// @return the length of the cleartext in bytes
    /// @throws DoesNotOpen if the machine computed wrongly; what was made so far is worthless
    /// @throws IOException if one of the streams fails; what was made so far does not open
    public static long seal(
            Suite suite, FieldKey key, Context context, SecureRandom random, InputStream cleartext, Pieces sealed)
            throws IOException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var header = header(suite, key, salt);
        var stream = opening(key, context, header);
        sealed.take(0, header);
        long length = 0;
        boolean isLast = false;
        var chunk = cleartext.readNBytes(CHUNK_BYTES);
        for (int number = 0; !isLast; number = Math.incrementExact(number)) {
            var next = chunk.length == CHUNK_BYTES ? cleartext.readNBytes(CHUNK_BYTES) : NOTHING;
            isLast = next.length == 0;
            sealed.take(number + 1, stream.sealChunk(number, isLast, chunk));
            length += chunk.length;
            chunk = next;
        }
        return length;
    }

    /// As [#seal(Suite, FieldKey, Context, SecureRandom, InputStream, Pieces)], one piece after another.
    public static long seal(
            Suite suite, FieldKey key, Context context, SecureRandom random, InputStream cleartext, OutputStream sealed)
            throws IOException {
        return seal(suite, key, context, random, cleartext, (number, piece) -> sealed.write(piece));
    }

    /// Opens a whole stream. The cleartext written before an exception is the beginning of the file and nothing else.
    ///
    /// @throws DoesNotOpen if anything was changed, or belongs to another place or key
    public static void open(FieldKey key, Context context, InputStream sealed, OutputStream cleartext)
            throws IOException {
        var stream = opening(key, context, sealed.readNBytes(HEADER_BYTES));
        var chunk = sealed.readNBytes(SEALED_CHUNK_BYTES);
        boolean isLast = false;
        for (int number = 0; !isLast; number = Math.incrementExact(number)) {
            var next = chunk.length == SEALED_CHUNK_BYTES ? sealed.readNBytes(SEALED_CHUNK_BYTES) : NOTHING;
            isLast = next.length == 0;
            cleartext.write(stream.openChunk(number, isLast, chunk));
            chunk = next;
        }
    }

    /// For opening chunks one by one.
    ///
    /// @param header the first piece of the stream. A changed one makes another key, under which no chunk opens
    /// @throws DoesNotOpen if it is no header of this format, or names another version of the key
    public static SealedStream opening(FieldKey key, Context context, byte[] header) {
        if (header.length != HEADER_BYTES) {
            throw new DoesNotOpen("A sealed stream has a header of another length");
        }
        var suite = Suite.of(header[1]);
        if (!MessageDigest.isEqual(header, header(suite, key, salt(header)))) {
            throw new DoesNotOpen("A sealed stream has a header that does not fit");
        }
        return new SealedStream(suite, key.ofStream(suite, header, context.encoded()));
    }

    /// @param number of the chunk, from 0
    /// @param isLast whether the stream ends with it
    /// @throws DoesNotOpen if it is not that chunk of this stream
    public byte[] openChunk(int number, boolean isLast, byte[] sealed) {
        int length = sealed.length - InsecureNonceAesGcm.TAG_BYTES;
        boolean isFull = length == CHUNK_BYTES;
        // An end of its own after a full chunk would let two streams have one cleartext
        boolean isRest = isLast && length >= 0 && length < CHUNK_BYTES && (length > 0 || number == 0);
        if (number < 0 || !isFull && !isRest) {
            throw new DoesNotOpen("A chunk has a length that does not fit");
        }
        return suite.open(key, nonce(number, isLast), 0, NOTHING, 0, NOTHING, sealed, 0);
    }

    /// How many chunks a stream of that many bytes of cleartext has: at least one.
    public static int chunks(long cleartextBytes) {
        return Math.max(1, Math.toIntExact(Math.ceilDiv(cleartextBytes, CHUNK_BYTES)));
    }

    /// Opened at once: a fault of the machine in this one moment would lose the file, and nobody would know until it is
    /// read.
    private byte[] sealChunk(int number, boolean isLast, byte[] cleartext) {
        var sealed = new byte[cleartext.length + InsecureNonceAesGcm.TAG_BYTES];
        suite.seal(key, nonce(number, isLast), 0, NOTHING, 0, NOTHING, cleartext, sealed, 0);
        if (!MessageDigest.isEqual(cleartext, openChunk(number, isLast, sealed))) {
            throw new DoesNotOpen("A chunk that was just sealed does not open");
        }
        return sealed;
    }

    /// No nonce occurs twice: the key is the stream's own, and the number the chunk's.
    private static byte[] nonce(int number, boolean isLast) {
        var nonce = new byte[InsecureNonceAesGcm.NONCE_BYTES];
        putInt(nonce, LAST_OFFSET - 4, number);
        nonce[LAST_OFFSET] = (byte) (isLast ? 1 : 0);
        return nonce;
    }

    private static byte[] header(Suite suite, FieldKey key, byte[] salt) {
        var header = new byte[HEADER_BYTES];
        header[0] = FORMAT_VERSION;
        header[1] = suite.number();
        putInt(header, KEY_VERSION_OFFSET, key.version());
        System.arraycopy(salt, 0, header, SALT_OFFSET, SALT_BYTES);
        return header;
    }

    private static byte[] salt(byte[] header) {
        return Arrays.copyOfRange(header, SALT_OFFSET, HEADER_BYTES);
    }

    private static void putInt(byte[] bytes, int offset, int number) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (number >>> 8 * (3 - i));
        }
    }
}
