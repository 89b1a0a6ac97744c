package dev.strongroom.identity.session;

import dev.strongroom.config.AuthenticatorHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Six digits that change every 30 seconds: TOTP (RFC 6238) over HMAC-SHA-1, which is what every app implements, or
/// over
/// HMAC-SHA-256. A secret is as long as the hash is (RFC 6238, Appendix A), so that it tells which one it is for, and
/// nobody who writes to the database can say otherwise.
///
/// SHA-1 stands here as a keyed function, for which its collisions do not matter (RFC 6238, section 1.2).
final class TimeCode {

    static final int DIGITS = 6;
    static final Duration STEP = Duration.ofSeconds(30);
    private static final int MODULUS = 1_000_000;

    private TimeCode() {}

    private static Mac mac(byte[] secret) throws GeneralSecurityException {
        boolean isShort = secret.length == AuthenticatorHash.SHA_1.secretBytes();
        return isShort ? Mac.getInstance("HmacSHA1") : Mac.getInstance("HmacSHA256");
    }

    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
    }

    static String at(byte[] secret, long step) {
        try {
            var mac = mac(secret);
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            var tag = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = tag[tag.length - 1] & 0xf;
            int number = ByteBuffer.wrap(tag).getInt(offset) & Integer.MAX_VALUE;
            return "%06d".formatted(number % MODULUS);
        } catch (GeneralSecurityException brokenInstallation) {
            throw new IllegalStateException("HMAC is missing from this JDK", brokenInstallation);
        }
    }

    /// The step a code belongs to: the present one, the one before or the one after, for clocks that differ a little.
    /// All three are computed and compared whichever fits.
    static OptionalLong stepOf(byte[] secret, String code, Instant now) {
        long present = step(now);
        var given = code.getBytes(StandardCharsets.UTF_8);
        var found = OptionalLong.empty();
        for (long step = present - 1; step <= present + 1; step++) {
            if (MessageDigest.isEqual(at(secret, step).getBytes(StandardCharsets.US_ASCII), given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
