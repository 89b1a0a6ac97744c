package dev.strongroom.core.tlog;

import java.util.Base64;

/// Standard Base64 with padding (RFC 4648, section 4) in which every byte string has exactly one text: missing
/// padding and unused bits that are not zero, which the JDK lets pass, are refused.
final class StrictBase64 {

    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// @param what is named in the message
    static byte[] decode(String text, String what) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedLogData(what + " is not base64");
        }
        throw new MalformedLogData(what + " is not canonical base64");
    }

    static byte[] decodeHash(String text, String what) {
        var hash = decode(text, what);
        if (hash.length != TreeHash.BYTES) {
            throw new MalformedLogData(what + " is not a SHA-256 hash");
        }
        return hash;
    }
}
