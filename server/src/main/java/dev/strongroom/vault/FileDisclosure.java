package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Receipt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// A file, or a range of it, that is about to be released: the look is in the ledger already.
public final class FileDisclosure {

    private final FileContent content;
    private final FileDescription description;
    private final Optional<ByteRange> part;
    private final ByteRange range;
    private final int version;
    private final Receipt receipt;
    private final Runnable onDamage;

    FileDisclosure(
            FileContent content,
            FileDescription description,
            Optional<ByteRange> part,
            int version,
            Receipt receipt,
            Runnable onDamage) {
        this.content = content;
        this.description = description;
        this.part = part;
        this.range = part.orElseGet(() -> ByteRange.whole(description.size()));
        this.version = version;
        this.receipt = receipt;
        this.onDamage = onDamage;
    }

    /// The range a caller asks for.
    ///
    /// @param range the header `Range`, or empty
    /// @param ifRange the header `If-Range`, or empty: the range counts for that version only
    public record Wanted(String range, String ifRange) {}

    /// A file that was damaged, replaced or erased after the release began; the caller must not take what it got for
    /// the whole.
    public static final class CutShort extends RuntimeException {
        private CutShort() {
            super("A file could not be read to its end", null, false, false);
        }
    }

    public int version() {
        return version;
    }

    public String mediaType() {
        return description.mediaType().text();
    }

    /// Of the whole file, in bytes.
    public long size() {
        return description.size();
    }

    /// Whether a range of it was asked for, even if that is all of it.
    public boolean isPart() {
        return part.isPresent();
    }

    /// The first byte that is released.
    public long from() {
        return range.from();
    }

    /// The byte after the last one that is released.
    public long to() {
        return range.to();
    }

    public Receipt receipt() {
        return receipt;
    }

    /// @throws CutShort if not all of it could be written
    public void writeTo(OutputStream output) throws IOException {
        try {
            content.write(range, output);
        } catch (DoesNotOpen changed) {
            onDamage.run();
            throw new CutShort();
        }
    }
}
