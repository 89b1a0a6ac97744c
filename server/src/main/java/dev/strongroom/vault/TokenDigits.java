package dev.strongroom.vault;

import dev.strongroom.core.crypto.FormatPreserving;
import dev.strongroom.keys.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Turns numbers that are counted up into digits that look drawn: FF1 under a key of the purpose and the length. The
/// value has no part in it, so the digits can tell nothing about it.
final class TokenDigits {

    private static final int CHECK_DIGIT_OFF_BY = 5;

    private final KeyRing ring;
    private final Map<Permutation, FormatPreserving> permutations = new ConcurrentHashMap<>();

    TokenDigits(KeyRing ring) {
        this.ring = ring;
    }

    private record Permutation(String purpose, TokenShape shape) {}

    /// How many tokens of this shape a purpose can have.
    static long domain(TokenShape shape) {
        long domain = 1;
        for (int i = 0; i < Math.min(shape.permuted(), 18); i++) {
            domain *= 10;
        }
        return domain;
    }

    /// @param number from 0, below [#domain(TokenShape)]; each gives another token
    String token(String purpose, TokenShape shape, long number) {
        var permutation = permutations.computeIfAbsent(new Permutation(purpose, shape), this::permutation);
        var counted = Long.toString(number);
        var drawn = permutation.encrypt("0".repeat(shape.permuted() - counted.length()) + counted);
        return switch (shape.checkDigit()) {
            case NONE -> drawn;
            case VALID -> drawn + checkDigit(drawn);
            case INVALID -> drawn + (checkDigit(drawn) + CHECK_DIGIT_OFF_BY) % 10;
        };
    }

    private FormatPreserving permutation(Permutation permutation) {
        var purpose = permutation.purpose().getBytes(StandardCharsets.UTF_8);
        var scope = ByteBuffer.allocate(4 + purpose.length)
                .putInt(permutation.shape().length())
                .put(purpose)
                .array();
        var tweak = permutation.shape().checkDigit().word().getBytes(StandardCharsets.US_ASCII);
        return ring.digitsFor("token digits", scope, tweak);
    }

    /// @return the digit that makes `digits` and it pass the Luhn check
    static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }
}
