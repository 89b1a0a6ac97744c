package dev.strongroom.identity.company;

import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.identity.SecretToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Attempts to sign in at the provider, from leaving for it to coming back.
///
/// An attempt is kept nowhere before it comes back, so that strangers who begin any number fill nothing: its `state`
/// carries the time it is good until and a tag over that, what it is for and the browser. Nonce and code verifier
/// follow from the state, the browser's secret and a key of the server, so no two of these are enough. Once it has come
/// back it is void on every server.
public final class CompanyAttempts {

    /// As long as a session may take from the first factor to the last.
    public static final Duration VALID = Duration.ofMinutes(10);

    private static final String BROWSER = "srb_";
    private static final int RANDOM_BYTES = 16;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int LONGEST_STATE = 100;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final HmacSha256 mac;
    private final SecureRandom random;
    private final Clock clock;

    CompanyAttempts(HmacSha256 mac, SecureRandom random, Clock clock) {
        this.mac = mac;
        this.random = random;
        this.clock = clock;
    }

    /// What an attempt is for. One that was begun for one thing is worth nothing for another.
    public sealed interface Aim {

        /// The beginning of the state, by which the page that is come back to knows what to ask for.
        String word();

        record SignIn() implements Aim {
            @Override
            public String word() {
                return "sign-in";
            }
        }

        /// @param session of the person, by its id
        record Connect(String session) implements Aim {
            @Override
            public String word() {
                return "connect";
            }
        }

        private String text() {
            return switch (this) {
                case SignIn signIn -> word();
                case Connect connect -> word() + " " + connect.session();
            };
        }
    }

    /// @param state goes to the provider and comes back in the address
    /// @param nonce goes to the provider and comes back in the token
    /// @param verifier goes to the provider when the code is exchanged (RFC 7636)
    public record Attempt(String state, String nonce, String verifier) {
        @Override
        public String toString() {
            return "Attempt";
        }
    }

    /// @param browser a secret for the browser to keep until it comes back
    public record Begun(Attempt attempt, String browser) {
        @Override
        public String toString() {
            return "Begun";
        }
    }

    public Begun begin(Aim aim) {
        var drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        var browser = SecretToken.fresh(BROWSER, random);
        var head = ByteBuffer.allocate(HEAD_BYTES)
                .putLong(clock.instant().plus(VALID).getEpochSecond())
                .put(drawn)
                .array();
        var state = ByteBuffer.allocate(HEAD_BYTES + TAG_BYTES)
                .put(head)
                .put(check(head, browser, aim))
                .array();
        return new Begun(attempt(state, browser, aim), browser.exposeCleartext());
    }

    /// Uses an attempt up, whatever becomes of the answer.
    ///
    /// @return empty unless it was begun for this aim, by this browser, in time, and never came back before
    public Optional<Attempt> use(JdbcClient jdbc, String state, String browser, Aim aim) {
        var known = SecretToken.parse(BROWSER, browser);
        var bytes = bytes(state, aim);
        if (known.isEmpty() || bytes.length != HEAD_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        var head = Arrays.copyOf(bytes, HEAD_BYTES);
        var tag = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        var end = ByteBuffer.wrap(head).getLong();
        boolean isMine = MessageDigest.isEqual(tag, check(head, known.get(), aim));
        return isMine && clock.instant().getEpochSecond() < end && isFirst(jdbc, bytes, end)
                ? Optional.of(attempt(bytes, known.get(), aim))
                : Optional.empty();
    }

    private static byte[] bytes(String state, Aim aim) {
        var beginning = aim.word() + ".";
        if (state.length() > LONGEST_STATE || !state.startsWith(beginning)) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(state.substring(beginning.length()));
        } catch (IllegalArgumentException notOfTheForm) {
            return new byte[0];
        }
    }

    private static boolean isFirst(JdbcClient jdbc, byte[] state, long end) {
        return jdbc.sql("insert into company_attempt_used (state, expires_at) values (?, ?) on conflict do nothing")
                        .params(state, Instant.ofEpochSecond(end).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Removes what is remembered of attempts that are over anyway.
    public void removeExpired(JdbcClient jdbc) {
        jdbc.sql("delete from company_attempt_used where expires_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Attempt attempt(byte[] state, SecretToken browser, Aim aim) {
        return new Attempt(
                aim.word() + "." + ENCODER.encodeToString(state),
                ENCODER.encodeToString(tag("nonce", state, browser, "")),
                ENCODER.encodeToString(tag("verifier", state, browser, "")));
    }

    private byte[] check(byte[] head, SecretToken browser, Aim aim) {
        return Arrays.copyOf(tag("check", head, browser, aim.text()), TAG_BYTES);
    }

    private byte[] tag(String use, byte[] given, SecretToken browser, String aim) {
        return mac.tag((use + "\0" + aim + "\0").getBytes(StandardCharsets.UTF_8), browser.hash(), given);
    }
}
