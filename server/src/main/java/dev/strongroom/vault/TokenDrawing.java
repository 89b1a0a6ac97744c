package dev.strongroom.vault;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Draws tokens that nobody else has: at random, or by counting through a permutation. No value has a part in it.
final class TokenDrawing {

    private static final String PREFIX = "tok_";
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int CHARACTERS = 26;

    private final TokenDigits digits;
    private final SecureRandom random;

    TokenDrawing(TokenDigits digits, SecureRandom random) {
        this.digits = digits;
        this.random = random;
    }

    /// @return a token for each wish, by identity; empty where all tokens of the shape were drawn
    Map<TokenPlan.Wanted, Optional<String>> draw(Connection connection, List<TokenPlan.Wanted> wanted)
            throws SQLException {
        var drawn = new IdentityHashMap<TokenPlan.Wanted, Optional<String>>();
        var byShape = new TreeMap<TokenShape, List<TokenPlan.Wanted>>(
                Comparator.comparingInt(TokenShape::length).thenComparing(TokenShape::checkDigit));
        for (var wish : wanted) {
            if (wish.shape().kind() == TokenKind.RANDOM) {
                drawn.put(wish, Optional.of(random()));
            } else {
                byShape.computeIfAbsent(wish.shape(), missing -> new ArrayList<>())
                        .add(wish);
            }
        }
        for (var shape : byShape.entrySet()) {
            count(connection, shape.getKey(), shape.getValue(), drawn);
        }
        return drawn;
    }

    private void count(
            Connection connection,
            TokenShape shape,
            List<TokenPlan.Wanted> wanted,
            Map<TokenPlan.Wanted, Optional<String>> drawn)
            throws SQLException {
        var purpose = wanted.getFirst().terms().purpose();
        long number = TokenCounters.draw(connection, purpose, shape, wanted.size());
        for (var wish : wanted) {
            boolean isLeft = number < TokenDigits.domain(shape);
            drawn.put(wish, isLeft ? Optional.of(digits.token(purpose, shape, number)) : Optional.empty());
            number++;
        }
    }

    private String random() {
        var bytes = new byte[CHARACTERS];
        random.nextBytes(bytes);
        var token = new StringBuilder(PREFIX);
        for (byte value : bytes) {
            token.append(ALPHABET.charAt(value & 31));
        }
        return token.toString();
    }
}
