package dev.strongroom.core.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The entries of a log in bundles of up to 256, each entry after its length in two bytes, big-endian
/// (C2SP tlog-tiles, "Log entries").
public final class EntryBundle {

    /// The longest entry that the length prefix can say.
    public static final int LONGEST_ENTRY_BYTES = 65_535;

    private EntryBundle() {}

    /// @param entries 1 to 256, each of at most 65,535 bytes; an entry may be empty
    /// @throws IllegalArgumentException outside of these bounds
    public static byte[] encode(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > EntryBundlePath.FULL) {
            throw new IllegalArgumentException("A bundle has 1 to 256 entries");
        }
        var bundle = new ByteArrayOutputStream();
        for (var entry : entries) {
            if (entry.length > LONGEST_ENTRY_BYTES) {
                throw new IllegalArgumentException("An entry has at most 65,535 bytes");
            }
            bundle.write(entry.length >>> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /// @param width number of entries the bundle must have
    /// @throws MalformedLogData if it has fewer or more, or is cut short
    public static List<byte[]> decode(byte[] bundle, int width) {
        var entries = wholeEntries(bundle);
        if (entries.size() != width || length(entries) != bundle.length) {
            throw new MalformedLogData("A bundle does not hold exactly " + width + " entries");
        }
        return entries;
    }

    /// The entries up to where the bundle ends or is cut short.
    static List<byte[]> wholeEntries(byte[] bundle) {
        var entries = new ArrayList<byte[]>();
        int at = 0;
        while (at + 2 <= bundle.length) {
            int end = at + 2 + (((bundle[at] & 0xff) << 8) | (bundle[at + 1] & 0xff));
            if (end > bundle.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bundle, at + 2, end));
            at = end;
        }
        return entries;
    }

    /// How many bytes the bundle of these entries has.
    static long length(List<byte[]> entries) {
        return entries.stream().mapToLong(entry -> entry.length + 2).sum();
    }
}
