package dev.strongroom.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// 256 random bits that stand for a right, as text: a prefix that tells what it is and 64 hexadecimal digits. The
/// server
/// keeps its hash only.
public final class SecretToken {

    private static final int SECRET_BYTES = 32;

    private final String text;

    private SecretToken(String text) {
        this.text = text;
    }

    /// @param prefix such as `sri_`
    public static SecretToken fresh(String prefix, SecureRandom random) {
        var drawn = new byte[SECRET_BYTES];
        random.nextBytes(drawn);
        return new SecretToken(prefix + HexFormat.of().formatHex(drawn));
    }

    /// @return empty unless `text` has this form
    public static Optional<SecretToken> parse(String prefix, String text) {
        boolean fits = text.length() == prefix.length() + 2 * SECRET_BYTES
                && text.startsWith(prefix)
                && isHexadecimal(text, prefix.length());
        return fits ? Optional.of(new SecretToken(text)) : Optional.empty();
    }

    /// A loop, since every request of a person comes by here.
    private static boolean isHexadecimal(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// SHA-256 of its characters; enough for 256 random bits.
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException brokenInstallation) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", brokenInstallation);
        }
    }

    /// The whole of it, to be handed over once.
    public String exposeCleartext() {
        return text;
    }

    @Override
    public String toString() {
        return "SecretToken";
    }
}
