package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// Not random at all: bytes drawn from a name by hashing, so that golden vectors can be made again.
final class DrawnBytes extends SecureRandom {

    private final String name;
    private int draws;

    DrawnBytes(String name) {
        super(null, null);
        this.name = name;
    }

    static byte[] of(String name, int length) {
        var bytes = new byte[length];
        new DrawnBytes(name).nextBytes(bytes);
        return bytes;
    }

    static SecretBytes secret(String name) {
        return SecretBytes.copyOf(of(name, 32));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 32) {
            var counter = ByteBuffer.allocate(4).putInt(draws++).array();
            var block = Sha256.of(name.getBytes(StandardCharsets.UTF_8), counter);
            System.arraycopy(block, 0, bytes, at, Math.min(32, bytes.length - at));
        }
    }

    static byte[] flipped(byte[] bytes, int bit) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    static byte[] cut(byte[] bytes, int by) {
        return Arrays.copyOf(bytes, bytes.length - by);
    }
}
