package dev.strongroom.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/// What Apache Tika knows of the beginnings of files, and of which media type is built on which. Only the bytes are
/// asked about: no name and no declared type could lead it astray.
final class FileSignatures {

    /// So much of a file is looked at; what Tika searches furthest into is within it.
    static final int LOOKED_AT_BYTES = 65_536;

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final MediaTypeRegistry registry = types.getMediaTypeRegistry();

    /// @param beginning of a file, or the whole of a short one
    /// @return the type whose signature it has; `text/plain` or `application/octet-stream` where it has none
    String of(byte[] beginning) {
        try {
            return types.detect(new ByteArrayInputStream(beginning), new Metadata())
                    .getBaseType()
                    .toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Bytes in memory cannot be read", impossible);
        }
    }

    /// Whether `type` is `base`, under that or another name, or a format built on it, as DOCX is on ZIP.
    boolean isBuiltOn(String type, String base) {
        return registry.isInstanceOf(normal(type), normal(base));
    }

    /// Whether it is a type with a name that means something.
    boolean isKnown(String type) {
        var normal = normal(type);
        return !normal.equals(MediaType.OCTET_STREAM) && registry.getTypes().contains(normal);
    }

    private MediaType normal(String type) {
        var parsed = MediaType.parse(type);
        return parsed == null ? MediaType.OCTET_STREAM : registry.normalize(parsed);
    }
}
