package dev.strongroom.vault;

import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.keys.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Every erasure, in a file beside the key file, which is outside of the database and of its backups: one line each,
/// with a MAC over the line and the MAC before it. See docs/formats/erasures-file.md.
///
/// A line is on disk before the erasure commits. Servers that share the folder append under a file lock.
final class Tombstones {

    private static final String NAME = "erasures.log";
    private static final byte[] NO_MAC = new byte[HmacSha256.TAG_BYTES];

    private static final long LOCK_PAUSE_NANOS = 5_000_000;
    /// More than two lines.
    private static final int TAIL_BYTES = 512;

    private final Path file;
    private final HmacSha256 mac;

    Tombstones(Path keysFolder, KeyRing ring) {
        this.file = keysFolder.resolve(NAME);
        this.mac = ring.macFor("erasures file");
    }

    /// Somebody changed, removed or moved a line.
    static final class Changed extends RuntimeException {
        Changed() {
            super("The file of erasures was changed", null, false, false);
        }
    }

    /// Returns once the line is on disk.
    ///
    /// @throws Changed if the line before it is not one of ours
    synchronized void append(Tombstone tombstone) throws IOException {
        try (var channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                var lock = exclusive(channel)) {
            var end = end(channel);
            var text = tombstone.text();
            var line = text + " " + encoded(tag(end.mac(), text)) + "\n";
            // What was cut short by a crash belongs to an erasure that never committed
            channel.truncate(end.length());
            channel.position(end.length());
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileLock exclusive(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException sameProcess) {
                LockSupport.parkNanos(LOCK_PAUSE_NANOS);
            }
        }
    }

    /// @param length of the whole lines
    /// @param mac of the last one
    private record End(long length, byte[] mac) {}

    private static End end(FileChannel channel) throws IOException {
        long from = Math.max(0, channel.size() - TAIL_BYTES);
        var tail = text(channel, from);
        int whole = tail.lastIndexOf('\n') + 1;
        if (whole == 0) {
            if (from > 0) {
                throw new Changed();
            }
            return new End(0, NO_MAC);
        }
        var last = tail.substring(0, whole - 1);
        var mac = decoded(last.substring(last.lastIndexOf(' ') + 1));
        if (mac.length != HmacSha256.TAG_BYTES) {
            throw new Changed();
        }
        return new End(from + whole, mac);
    }

    /// @throws Changed if any line is not what was written
    synchronized List<Tombstone> read() {
        var tombstones = new ArrayList<Tombstone>();
        var before = NO_MAC;
        for (var line : wholeLines().lines().toList()) {
            int end = line.lastIndexOf(' ');
            var text = line.substring(0, Math.max(end, 0));
            var expected = tag(before, text);
            if (!MessageDigest.isEqual(expected, decoded(line.substring(end + 1)))) {
                throw new Changed();
            }
            tombstones.add(Tombstone.parse(text).orElseThrow(Changed::new));
            before = expected;
        }
        return tombstones;
    }

    private byte[] tag(byte[] before, String text) {
        return mac.tag(before, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String wholeLines() {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var text = text(channel, 0);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (NoSuchFileException nobodyErased) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of erasures cannot be read", unreadable);
        }
    }

    private static String text(FileChannel channel, long from) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = channel.read(bytes, from + bytes.position());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private static String encoded(byte[] tag) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }

    private static byte[] decoded(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            // The last character has two bits that say nothing: only one of its four forms was written
            if (!encoded(bytes).equals(text)) {
                throw new Changed();
            }
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw new Changed();
        }
    }
}
