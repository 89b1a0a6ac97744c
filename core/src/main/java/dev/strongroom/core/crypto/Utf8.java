package dev.strongroom.core.crypto;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// UTF-8 in which different texts have different bytes: the JDK writes every lone surrogate as a question mark, which
/// would let two ids share a context.
final class Utf8 {

    private Utf8() {}

    /// @throws IllegalArgumentException if the text is not well-formed
    static byte[] bytes(String text) {
        return hasSurrogates(text) ? checked(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] checked(String text) {
        try {
            var buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException loneSurrogate) {
            throw new IllegalArgumentException("An id or label is not well-formed Unicode");
        }
    }
}
