package dev.strongroom.identity;

import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.keys.KeyRing;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Proves that somebody has opened the key file, which takes its passphrase, a moment ago, and what for.
///
/// The proof is `srp_`, the second it was made in, and an HMAC-SHA256 over it and all that is asked, under a key
/// derived
/// from one in the key file. It is worth nothing for anything else, nor after a minute. Within that minute it can be
/// sent
/// again, to the same effect.
public final class RootProof {

    private static final String USE = "administrators by the root passphrase";
    private static final Pattern FORM = Pattern.compile("srp_([0-9]{10,12})_([0-9a-f]{64})");
    private static final Duration VALID = Duration.ofMinutes(1);

    private final HmacSha256 mac;
    private final Clock clock;

    public RootProof(KeyRing ring, Clock clock) {
        this.mac = ring.macFor(USE);
        this.clock = clock;
    }

    public String of(NewAdministrator asked) {
        long second = clock.instant().getEpochSecond();
        return "srp_" + second + "_" + HexFormat.of().formatHex(tag(second, asked));
    }

    /// What a proof is worth.
    public enum Worth {
        GOOD,
        /// It was made with the key file, but not just now.
        STALE,
        FORGED
    }

    public Worth worth(String proof, NewAdministrator asked) {
        var parts = FORM.matcher(proof);
        if (!parts.matches()) {
            return Worth.FORGED;
        }
        long second = Long.parseLong(parts.group(1));
        var given = HexFormat.of().parseHex(parts.group(2));
        if (!MessageDigest.isEqual(given, tag(second, asked))) {
            return Worth.FORGED;
        }
        return isNow(Instant.ofEpochSecond(second)) ? Worth.GOOD : Worth.STALE;
    }

    private boolean isNow(Instant made) {
        return Duration.between(made, clock.instant()).abs().compareTo(VALID) <= 0;
    }

    /// Every part with its length before it.
    private byte[] tag(long second, NewAdministrator asked) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(second);
            out.writeBoolean(asked.recovery());
            for (var text : new String[] {asked.name(), asked.signInName(), asked.language()}) {
                var part = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(part.length);
                out.write(part);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return mac.tag(bytes.toByteArray());
    }
}
