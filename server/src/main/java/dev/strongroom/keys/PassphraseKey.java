package dev.strongroom.keys;

import dev.strongroom.core.crypto.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Derives a key from a passphrase by Argon2id (RFC 9106) with parameters that stand in the key file, within bounds
/// that keep an altered file from weakening the derivation or exhausting this machine.
///
/// @param memoryKibibytes 19,456 to 1,048,576
/// @param iterations 2 to 16
/// @param parallelism 1 to 8
record PassphraseKey(int memoryKibibytes, int iterations, int parallelism, byte[] salt) {

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;

    PassphraseKey {
        if (memoryKibibytes < 19_456
                || memoryKibibytes > 1_048_576
                || iterations < 2
                || iterations > 16
                || parallelism < 1
                || parallelism > 8
                || salt.length != SALT_BYTES) {
            throw new KeyFileRefused("The key file's Argon2id parameters are outside of their bounds");
        }
        salt = salt.clone();
    }

    static PassphraseKey fresh(SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PassphraseKey(65_536, 3, 1, salt);
    }

    SecretBytes derive(char[] passphrase) {
        var bytes = utf8(passphrase);
        var key = new byte[KEY_BYTES];
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withMemoryAsKB(memoryKibibytes)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        generator.generateBytes(bytes, key);
        Arrays.fill(bytes, (byte) 0);
        return SecretBytes.copyOf(key);
    }

    /// One line of the key file; [#parse(String)] reads it back.
    String line() {
        return "argon2id memory-kib=%d iterations=%d parallelism=%d salt=%s"
                .formatted(
                        memoryKibibytes,
                        iterations,
                        parallelism,
                        Base64.getUrlEncoder().encodeToString(salt));
    }

    static PassphraseKey parse(String line) {
        var words = line.split(" ", -1);
        if (words.length != 5 || !"argon2id".equals(words[0])) {
            throw new KeyFileRefused("The key file names no Argon2id parameters");
        }
        var values = new HashMap<String, String>();
        Arrays.stream(words)
                .skip(1)
                .map(word -> word.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[pair.length - 1]));
        try {
            var parsed = new PassphraseKey(
                    number(values, "memory-kib"),
                    number(values, "iterations"),
                    number(values, "parallelism"),
                    Base64.getUrlDecoder().decode(values.getOrDefault("salt", "")));
            if (!parsed.line().equals(line)) {
                throw new KeyFileRefused("The key file's Argon2id parameters are not in canonical form");
            }
            return parsed;
        } catch (IllegalArgumentException malformed) {
            throw new KeyFileRefused("The key file's Argon2id parameters are malformed");
        }
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    private static byte[] utf8(char[] passphrase) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
