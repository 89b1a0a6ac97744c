package dev.strongroom.backup;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Bech32 (BIP 173) without its limit on length, as age uses it: hybrid public keys have 1,216 bytes, and the library's
/// coder has room for short ones only.
final class LongBech32 {

    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_LETTERS = 6;
    private static final int BITS = 5;

    private LongBech32() {}

    /// @param prefix in lower case
    /// @return in lower case
    static String encode(String prefix, byte[] bytes) {
        var data = groups(bytes);
        int checksum = checksum(prefix, data, new byte[CHECKSUM_LETTERS]) ^ 1;
        var text = new StringBuilder(prefix).append('1');
        for (byte group : data) {
            text.append(LETTERS.charAt(group));
        }
        for (int i = CHECKSUM_LETTERS - 1; i >= 0; i--) {
            text.append(LETTERS.charAt(checksum >> (BITS * i) & 31));
        }
        return text.toString();
    }

    /// @param prefix in lower case; the text may be all upper case
    /// @throws IllegalArgumentException if the text has another prefix or is not in the one form that its bytes have
    static byte[] decode(String prefix, String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
        if (!oneCase || !lower.startsWith(prefix + "1") || lower.length() < prefix.length() + 1 + CHECKSUM_LETTERS) {
            throw malformed();
        }
        var letters = lower.substring(prefix.length() + 1);
        var data = new byte[letters.length() - CHECKSUM_LETTERS];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) LETTERS.indexOf(letters.charAt(i));
            if (data[i] < 0) {
                throw malformed();
            }
        }
        var bytes = bytes(data);
        if (!encode(prefix, bytes).equals(lower)) {
            throw malformed();
        }
        return bytes;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("This is no key in the form of age");
    }

    private static byte[] groups(byte[] bytes) {
        var groups = new byte[Math.ceilDiv(bytes.length * 8, BITS)];
        for (int i = 0; i < groups.length * BITS; i++) {
            int bit = i / 8 < bytes.length ? bytes[i / 8] >> (7 - i % 8) & 1 : 0;
            groups[i / BITS] |= (byte) (bit << (BITS - 1 - i % BITS));
        }
        return groups;
    }

    private static byte[] bytes(byte[] groups) {
        var bytes = new ByteArrayOutputStream();
        int held = 0;
        int bits = 0;
        for (byte group : groups) {
            held = held << BITS | group;
            bits += BITS;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }

    private static int checksum(String prefix, byte[]... parts) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >> BITS);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (var part : parts) {
            for (byte group : part) {
                sum = step(sum, group);
            }
        }
        return sum;
    }

    private static int step(int sum, int group) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << BITS ^ group;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
