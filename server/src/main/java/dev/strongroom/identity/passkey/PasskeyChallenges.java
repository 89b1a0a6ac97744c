package dev.strongroom.identity.passkey;

import dev.strongroom.core.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What devices sign: the time it is good until, 128 random bits, and a tag that binds it to what was asked for. It is
/// kept nowhere before it is answered, so that strangers who ask fill nothing; once answered it is void.
final class PasskeyChallenges {

    static final Duration VALID = Duration.ofMinutes(5);
    private static final int RANDOM_BYTES = 16;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + RANDOM_BYTES;

    private final HmacSha256 mac;
    private final SecureRandom random;
    private final Clock clock;

    PasskeyChallenges(HmacSha256 mac, SecureRandom random, Clock clock) {
        this.mac = mac;
        this.random = random;
        this.clock = clock;
    }

    /// @param subject what is asked for, and by whom
    byte[] issue(String subject) {
        var drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        var head = ByteBuffer.allocate(HEAD_BYTES)
                .putLong(clock.instant().plus(VALID).getEpochSecond())
                .put(drawn)
                .array();
        return ByteBuffer.allocate(HEAD_BYTES + TAG_BYTES)
                .put(head)
                .put(tag(head, subject))
                .array();
    }

    /// Uses a challenge up, whatever becomes of the answer.
    ///
    /// @return whether it was issued for this subject, in time, and never answered
    boolean use(JdbcClient transaction, byte[] challenge, String subject) {
        if (challenge.length != HEAD_BYTES + TAG_BYTES) {
            return false;
        }
        var head = Arrays.copyOf(challenge, HEAD_BYTES);
        var tag = Arrays.copyOfRange(challenge, HEAD_BYTES, challenge.length);
        var end = ByteBuffer.wrap(head).getLong();
        boolean isMine = MessageDigest.isEqual(tag, tag(head, subject));
        return isMine && clock.instant().getEpochSecond() < end && isFirst(transaction, challenge, end);
    }

    private static boolean isFirst(JdbcClient transaction, byte[] challenge, long end) {
        return transaction
                        .sql("insert into passkey_challenge_used (challenge, expires_at) values (?, ?)"
                                + " on conflict do nothing")
                        .params(challenge, Instant.ofEpochSecond(end).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void removeExpired(JdbcClient jdbc) {
        jdbc.sql("delete from passkey_challenge_used where expires_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private byte[] tag(byte[] head, String subject) {
        return Arrays.copyOf(mac.tag(head, subject.getBytes(StandardCharsets.UTF_8)), TAG_BYTES);
    }
}
