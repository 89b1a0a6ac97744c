package dev.strongroom.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a token looks like.
enum TokenKind {
    /// `tok_` and 26 characters that stand for 130 random bits.
    RANDOM(1),
    /// Digits, as many as asked for.
    DIGITS(2);

    private final byte number;

    TokenKind(int number) {
        this.number = (byte) number;
    }

    /// In the terms of a token.
    byte number() {
        return number;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TokenKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
