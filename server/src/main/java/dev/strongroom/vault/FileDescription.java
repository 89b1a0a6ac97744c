package dev.strongroom.vault;

import dev.strongroom.core.crypto.Context;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.SecretBytes;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The value of a field of type file, sealed like any other: which file it is, under which key, and what is in it. It
/// ties the stored pieces to one version of the record.
///
/// @param file its number among all files ever
/// @param key 32 bytes, for this file alone; never shown
/// @param sha256 of the cleartext, 32 bytes
/// @param size of the cleartext in bytes
record FileDescription(long file, SecretBytes key, MediaTypeName mediaType, byte[] sha256, long size) {

    private static final Pattern CANONICAL = Pattern.compile(
            "\\{\"file\":\"([0-9a-f]{16})\",\"key\":\"([0-9a-f]{64})\","
                    + "\"mediaType\":\"([^\"\\\\]{3,200})\",\"sha256\":\"([0-9a-f]{64})\",\"size\":(0|[1-9][0-9]{0,9})}");

    FileDescription {
        sha256 = sha256.clone();
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    /// What the pieces of a file are bound to.
    static Context context(SealedRecord.Place place, String field, long file) {
        return Context.file(place.deployment(), place.collection(), place.customer(), place.record(), field, file);
    }

    FieldKey fieldKey() {
        return new FieldKey(key, 1);
    }

    /// Canonical JSON, as it is sealed.
    String canonical() {
        return "{\"file\":\"%016x\",\"key\":\"%s\",%s"
                .formatted(file, HexFormat.of().formatHex(key.exposeCleartext()), shown().substring(1));
    }

    /// JSON of what a caller may learn who may see the file.
    String shown() {
        return "{\"mediaType\":\"%s\",\"sha256\":\"%s\",\"size\":%d}"
                .formatted(mediaType.text(), HexFormat.of().formatHex(sha256), size);
    }

    /// @throws DoesNotOpen if it is not exactly what [#canonical()] gives
    static FileDescription parse(String canonical) {
        var parts = CANONICAL.matcher(canonical);
        if (!parts.matches()) {
            throw new DoesNotOpen("A field of type file holds no description");
        }
        return new FileDescription(
                Long.parseUnsignedLong(parts.group(1), 16),
                SecretBytes.copyOf(HexFormat.of().parseHex(parts.group(2))),
                MediaTypeName.of(parts.group(3)).orElseThrow(() -> new DoesNotOpen("A file has no media type")),
                HexFormat.of().parseHex(parts.group(4)),
                Long.parseLong(parts.group(5)));
    }

    @Override
    public String toString() {
        return "FileDescription[" + size + " bytes]";
    }
}
