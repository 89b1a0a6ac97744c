package dev.strongroom.vault;

import dev.strongroom.core.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.time.Duration;

/// The body of an upload: bounded in bytes and in time, and looked into and hashed as it is read.
final class ArrivingFile extends InputStream {

    static final long MOST_BYTES = 64L << 20;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final DigestInputStream body;
    private final ContentCheck check;
    private final long deadline = System.nanoTime() + LIMIT.toNanos();
    private long remaining = MOST_BYTES;
    private boolean isOver;

    ArrivingFile(InputStream body, ContentCheck check) {
        this.body = new DigestInputStream(body, Sha256.begin());
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = body.read(buffer, offset, length);
        count(Math.max(read, 0));
        if (read > 0) {
            check.take(buffer, offset, read);
        } else if (read < 0) {
            end();
        }
        return read;
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            check.end();
        }
    }

    private void count(int bytes) {
        remaining -= bytes;
        if (remaining < 0) {
            throw FileRefusals.tooLarge();
        }
        if (System.nanoTime() > deadline) {
            throw FileRefusals.tooSlow();
        }
    }

    /// Of everything that was read; asked for once, at the end.
    byte[] sha256() {
        return body.getMessageDigest().digest();
    }
}
