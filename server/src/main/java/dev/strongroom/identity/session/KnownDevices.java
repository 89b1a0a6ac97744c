package dev.strongroom.identity.session;

import dev.strongroom.core.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/// Marks a browser that has signed in to an account, so that its tries are counted apart from those of strangers. The
/// mark gives no right, and holds nothing about the person.
final class KnownDevices {

    private static final int NUMBER_BYTES = 8;
    private static final int TAG_BYTES = 16;

    private final HmacSha256 mac;
    private final SecureRandom random;

    KnownDevices(HmacSha256 mac, SecureRandom random) {
        this.mac = mac;
        this.random = random;
    }

    String mark(String account) {
        var number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        return HexFormat.of().formatHex(number) + HexFormat.of().formatHex(tag(account, number));
    }

    /// @return the number of the device, or an empty text unless the mark was made for this account
    String of(String account, String mark) {
        if (mark.length() != 2 * (NUMBER_BYTES + TAG_BYTES) || !mark.chars().allMatch(HexFormat::isHexDigit)) {
            return "";
        }
        var bytes = HexFormat.of().parseHex(mark);
        var number = Arrays.copyOf(bytes, NUMBER_BYTES);
        var tag = Arrays.copyOfRange(bytes, NUMBER_BYTES, bytes.length);
        return MessageDigest.isEqual(tag, tag(account, number)) ? HexFormat.of().formatHex(number) : "";
    }

    private byte[] tag(String account, byte[] number) {
        return Arrays.copyOf(mac.tag(number, account.getBytes(StandardCharsets.US_ASCII)), TAG_BYTES);
    }
}
