package dev.strongroom.identity.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes passwords with Argon2id (RFC 9106), 19 MiB and two passes, a few at a time: whoever sends more than the
/// machine can hash waits shortly and is then turned away, and everything else goes on. Those who are known, by a
/// device or by an invitation or a session, do not wait for strangers.
///
/// After each hash for a stranger the next stranger waits three times as long as it took, so that guesses without end
/// have a quarter of a processor for each turn, and the others have the rest.
final class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1_024;
    private static final int PASSES = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final int MOST_STRANGERS_WAITING = 20;
    private static final int RESTS = 3;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore strangers;
    private final Semaphore known;
    private final String nobody;

    /// @param atOnce how many are hashed at the same time for strangers, and as many for those who are known
    PasswordHashing(int atOnce) {
        this.strangers = new Semaphore(atOnce, true);
        this.known = new Semaphore(atOnce, true);
        this.nobody = encoder.encode("the password of nobody");
    }

    /// @return in the PHC string format, with salt and parameters
    String hash(String password) {
        return inTurn(known, () -> encoder.encode(password));
    }

    /// @param isKnown whether the person is known already
    boolean matches(String password, String hash, boolean isKnown) {
        return isKnown
                ? inTurn(known, () -> encoder.matches(password, hash))
                : ofAStranger(() -> encoder.matches(password, hash));
    }

    /// Takes as long as [#matches] where there is nothing to compare with.
    boolean matchesNobody(String password) {
        ofAStranger(() -> encoder.matches(password, nobody));
        return false;
    }

    /// Whether a hash was made with other parameters than are used now.
    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private static <T> T inTurn(Semaphore turns, Supplier<T> work) {
        acquire(turns);
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private <T> T ofAStranger(Supplier<T> work) {
        if (strangers.getQueueLength() >= MOST_STRANGERS_WAITING) {
            throw SignInRefusals.busy();
        }
        acquire(strangers);
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            long rest = RESTS * (System.nanoTime() - begun);
            CompletableFuture.delayedExecutor(rest, TimeUnit.NANOSECONDS).execute(strangers::release);
        }
    }

    private static void acquire(Semaphore turns) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw SignInRefusals.busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw SignInRefusals.busy();
        }
    }
}
