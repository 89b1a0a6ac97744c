package dev.strongroom.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// On what terms a token opens. They are authenticated with the value: who changes them in the database has a token
/// that does not open. See docs/formats/token.md.
///
/// @param sameValue the keyed hash by which a deterministic token is found again
record TokenTerms(
        String purpose, TokenKind kind, boolean oneTime, Optional<Instant> expiresAt, Optional<byte[]> sameValue) {

    private static final long LONGEST_SECONDS = Duration.ofDays(3_653).toSeconds();

    TokenTerms {
        expiresAt = expiresAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }

    /// @throws dev.strongroom.web.Problem that names the member that does not fit
    static Optional<Instant> expiry(TokenRequest request, Clock clock) {
        if (request.deterministic() && request.oneTime()) {
            throw TokenRefusals.invalid("oneTime");
        }
        var now = clock.instant();
        var after = request.validForSeconds().map(seconds -> after(now, seconds));
        var at = request.expiresAt().map(time -> checked(now, time));
        if (after.isPresent() && (at.isPresent() || request.deterministic())) {
            throw TokenRefusals.invalid("validForSeconds");
        }
        if (at.isPresent() && request.deterministic()) {
            throw TokenRefusals.invalid("expiresAt");
        }
        return after.or(() -> at);
    }

    private static Instant after(Instant now, long seconds) {
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw TokenRefusals.invalid("validForSeconds");
        }
        return now.plusSeconds(seconds);
    }

    private static Instant checked(Instant now, Instant time) {
        if (!time.isAfter(now) || time.isAfter(now.plusSeconds(LONGEST_SECONDS))) {
            throw TokenRefusals.invalid("expiresAt");
        }
        return time;
    }

    boolean isOver(Instant now) {
        return expiresAt.filter(time -> !time.isAfter(now)).isPresent();
    }

    byte[] bytes() {
        var name = purpose.getBytes(StandardCharsets.UTF_8);
        var same = sameValue.orElse(new byte[0]);
        return ByteBuffer.allocate(2 + 8 + 4 + name.length + same.length)
                .put(kind.number())
                .put((byte) (oneTime ? 1 : 0))
                .putLong(expiresAt
                        .map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                        .orElse(0L))
                .putInt(name.length)
                .put(name)
                .put(same)
                .array();
    }
}
