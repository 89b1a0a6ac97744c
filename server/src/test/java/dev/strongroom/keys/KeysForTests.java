package dev.strongroom.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/// Key files that open as fast as their bounds allow: most tests open several, and few are about that.
public final class KeysForTests {

    private static final int LEAST_MEMORY_KIBIBYTES = 19_456;
    private static final int FEWEST_ITERATIONS = 2;

    private KeysForTests() {}

    public static KeyRing create(Path folder, char[] passphrase) {
        var random = new SecureRandom();
        var salt = new byte[16];
        random.nextBytes(salt);
        var parameters = new PassphraseKey(LEAST_MEMORY_KIBIBYTES, FEWEST_ITERATIONS, 1, salt);
        return KeyRing.create(folder, passphrase, parameters, random, Clock.systemUTC());
    }
}
