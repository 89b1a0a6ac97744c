package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.SealedStream;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.core.crypto.SecretBytes;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores files in fields of records. What is in them has to be what their media type says. The sealed pieces are
/// stored while they arrive, and are nothing until one short
/// transaction writes the description that names them into the record, removes the file before, and appends the entry.
public final class FileWrites {

    private static final Logger log = LoggerFactory.getLogger(FileWrites.class);
    private static final int KEY_BYTES = 32;

    private final Transactions transactions;
    private final RecordWrites writes;
    private final RecordOpening opening;
    private final Sealer sealer;
    private final SecureRandom random;
    private final FileSignatures signatures;

    FileWrites(
            Transactions transactions,
            RecordWrites writes,
            RecordOpening opening,
            Sealer sealer,
            SecureRandom random,
            FileSignatures signatures) {
        this.transactions = transactions;
        this.writes = writes;
        this.opening = opening;
        this.sealer = sealer;
        this.random = random;
        this.signatures = signatures;
    }

    /// A file as it was sent.
    ///
    /// @param mediaType as the caller wrote it; empty where it is missing
    /// @param length in bytes; negative where it is not known before the end
    public record Sent(String field, String mediaType, long length, InputStream body) {
        @Override
        public String toString() {
            return "Sent[" + length + " bytes]";
        }
    }

    /// Stores the file as the record's next version.
    ///
    /// @param write without fields
    /// @param caller asked again once the file has arrived
    /// @throws Problem when refused; nothing of the file is stored then
    /// @throws IOException if the file did not arrive whole; nothing of it is stored then
    public Written put(Write write, LastingCaller caller, RecordId id, int expectedVersion, Sent sent)
            throws IOException {
        long file = random.nextLong();
        var mediaType = begin(write, id, expectedVersion, sent, file);
        try {
            var description = store(write, id, sent, mediaType, file);
            return finish(asNow(write, caller), id, expectedVersion, sent.field(), description);
        } finally {
            abandon(id, file);
        }
    }

    private Write asNow(Write write, LastingCaller caller) {
        try {
            return write.by(caller.now());
        } catch (Problem refused) {
            throw writes.refused(write, refused);
        }
    }

    private MediaTypeName begin(Write write, RecordId id, int expectedVersion, Sent sent, long file) {
        var mediaType = MediaTypeName.of(sent.mediaType());
        writes.onRecord(write, id, expectedVersion, (connection, catalog, definition, record) -> {
            requireFile(catalog, definition, sent.field());
            if (mediaType.isEmpty()) {
                throw FileRefusals.mediaType();
            }
            if (mediaType.get().lacksCharset()) {
                throw FileRefusals.charsetMissing();
            }
            if (sent.length() > ArrivingFile.MOST_BYTES) {
                throw FileRefusals.tooLarge();
            }
            FileRows.begin(connection, id, file);
            return new Written(id, expectedVersion);
        });
        return mediaType.orElseThrow(FileRefusals::mediaType);
    }

    private static void requireFile(Catalog catalog, CollectionDefinition definition, String field) {
        var known = definition.field(field).orElseThrow(() -> Refusals.unknownField(field));
        if (known.type() != FieldType.FILE) {
            throw FileRefusals.notAFile(field);
        }
        if (!catalog.isCoveredByAnyPurpose(definition.id(), field)) {
            throw Refusals.notCollected(field);
        }
    }

    private FileDescription store(Write write, RecordId id, Sent sent, MediaTypeName mediaType, long file)
            throws IOException {
        try {
            return seal(opening.place(write.collection(), id), id, sent, mediaType, file);
        } catch (Problem refused) {
            throw writes.refused(write, refused);
        }
    }

    private FileDescription seal(SealedRecord.Place place, RecordId id, Sent sent, MediaTypeName mediaType, long file)
            throws IOException {
        var key = SecretBytes.random(KEY_BYTES, random);
        var arriving = new ArrivingFile(sent.body(), new ContentCheck(mediaType, signatures));
        var pieces = new FilePieces(transactions, id, sent.field(), file);
        var context = FileDescription.context(place, sent.field(), file);
        long size = SealedStream.seal(sealer.suite(), new FieldKey(key, 1), context, random, arriving, pieces);
        pieces.store();
        return new FileDescription(file, key, mediaType, arriving.sha256(), size);
    }

    private Written finish(Write write, RecordId id, int expectedVersion, String field, FileDescription description) {
        return writes.onRecord(write, id, expectedVersion, (connection, catalog, definition, record) -> {
            requireFile(catalog, definition, field);
            if (!FileRows.end(connection, description.file())) {
                throw FileRefusals.uploadOver();
            }
            FileRows.deleteReplaced(connection, id, field, description.file());
            var set = new TreeMap<String, String>();
            set.put(field, description.canonical());
            return writes.change(
                    connection, write, catalog, definition, record, new FieldValues.Changes(set, new TreeSet<>()));
        });
    }

    /// Does nothing once the file is visible, whether or not this server learnt of it.
    private void abandon(RecordId id, long file) {
        try {
            transactions.runBounded(connection -> {
                FileRows.abandon(connection, id, file);
                return file;
            });
        } catch (RuntimeException later) {
            log.debug("A broken upload is left to the upkeep");
        }
    }
}
