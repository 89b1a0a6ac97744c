package dev.strongroom.vault;

import dev.strongroom.core.crypto.FormatPreserving;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a token has to look like.
///
/// @param length of digits, 0 for a random token
record TokenShape(TokenKind kind, int length, CheckDigit checkDigit) {

    static final TokenShape RANDOM = new TokenShape(TokenKind.RANDOM, 0, CheckDigit.NONE);

    /// Whether the last digit is one of ISO/IEC 7812-1, Annex B (Luhn).
    enum CheckDigit {
        NONE,
        VALID,
        INVALID;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<CheckDigit> asked(String word) {
            return Arrays.stream(values())
                    .filter(checkDigit ->
                            checkDigit != NONE && checkDigit.word().equals(word))
                    .findFirst();
        }
    }

    TokenShape {
        if (kind == TokenKind.DIGITS && (length > FormatPreserving.LONGEST || permuted(length, checkDigit) < 6)) {
            throw TokenRefusals.domain();
        }
    }

    /// How many digits are drawn; a check digit follows from the others.
    int permuted() {
        return permuted(length, checkDigit);
    }

    private static int permuted(int length, CheckDigit checkDigit) {
        return checkDigit == CheckDigit.NONE ? length : length - 1;
    }

    /// Checks what can be checked without the value, so that a malformed wish is refused alike for every record.
    ///
    /// @throws dev.strongroom.web.Problem that names the member
    static void check(TokenRequest request) {
        var kind = TokenKind.of(request.kind()).orElseThrow(() -> TokenRefusals.invalid("kind"));
        if (kind == TokenKind.RANDOM && request.luhn().isPresent()) {
            throw TokenRefusals.invalid("luhn");
        }
        if (kind == TokenKind.RANDOM && request.length().isPresent()) {
            throw TokenRefusals.invalid("length");
        }
        var checkDigit = checkDigit(request);
        request.length().ifPresent(length -> new TokenShape(kind, length, checkDigit));
    }

    /// @param value whose digits are counted where no length was asked for
    /// @throws dev.strongroom.web.Problem if there are too few or too many of them
    static TokenShape of(TokenRequest request, String value) {
        if (request.kind().equals(TokenKind.RANDOM.word())) {
            return RANDOM;
        }
        int length = request.length().orElseGet(() -> digits(value).length());
        return new TokenShape(TokenKind.DIGITS, length, checkDigit(request));
    }

    private static CheckDigit checkDigit(TokenRequest request) {
        return request.luhn()
                .map(word -> CheckDigit.asked(word).orElseThrow(() -> TokenRefusals.invalid("luhn")))
                .orElse(CheckDigit.NONE);
    }

    static String digits(String value) {
        var digits = new StringBuilder();
        value.chars()
                .filter(character -> character >= '0' && character <= '9')
                .forEach(digit -> digits.append((char) digit));
        return digits.toString();
    }
}
