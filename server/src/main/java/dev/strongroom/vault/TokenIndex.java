package dev.strongroom.vault;

import dev.strongroom.core.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The keyed hashes by which tokens are found: 256 bits each, so that what is found is what was asked for.
final class TokenIndex {

    private static final Pattern TOKEN = Pattern.compile("tok_[0-9a-hjkmnp-tv-z]{26}|[0-9]{6,56}");

    private final HmacSha256 tokens;
    private final HmacSha256 values;

    TokenIndex(HmacSha256 tokens, HmacSha256 values) {
        this.tokens = tokens;
        this.values = values;
    }

    /// Whether a text can be a token at all.
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /// The purpose is in it: the same digits may be different tokens of two purposes.
    byte[] of(String purpose, String token) {
        return tokens.tag(part(purpose), part(token));
    }

    /// Equal for equal values of one customer's field, for one purpose and shape of token; never across customers.
    byte[] sameValue(
            String purpose, long customer, String collection, String field, TokenShape shape, byte[] normalised) {
        return values.tag(
                part(purpose),
                ByteBuffer.allocate(8).putLong(customer).array(),
                part(collection),
                part(field),
                part(shape.kind().word()),
                ByteBuffer.allocate(4).putInt(shape.length()).array(),
                part(shape.checkDigit().word()),
                normalised);
    }

    private static byte[] part(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
