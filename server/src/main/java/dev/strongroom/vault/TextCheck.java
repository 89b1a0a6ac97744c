package dev.strongroom.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Whether bytes that arrive in pieces are a text of one charset, without the letter zero, to the last byte. Nothing of
/// the text is kept.
final class TextCheck {

    private static final int AT_ONCE = 8_192;

    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
    private final CharBuffer letters = CharBuffer.allocate(AT_ONCE);

    TextCheck(Charset charset) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// @return whether it can still be a text; once it cannot, nothing more may be given
    boolean take(byte[] piece, int offset, int length) {
        int at = offset;
        boolean isText = true;
        while (isText && at < offset + length) {
            int count = Math.min(bytes.remaining(), offset + length - at);
            bytes.put(piece, at, count);
            at += count;
            bytes.flip();
            isText = decodes(false);
            bytes.compact();
        }
        return isText;
    }

    /// To be asked once, after the last piece.
    ///
    /// @return whether it was a text, which ends with a whole letter
    boolean end() {
        bytes.flip();
        return decodes(true) && isText(decoder.flush(letters));
    }

    private boolean decodes(boolean isEnd) {
        CoderResult result;
        do {
            result = decoder.decode(bytes, letters, isEnd);
            if (!isText(result)) {
                return false;
            }
        } while (result.isOverflow());
        return true;
    }

    private boolean isText(CoderResult result) {
        int count = letters.position();
        letters.clear();
        if (result.isError()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (letters.get(i) == 0) {
                return false;
            }
        }
        return true;
    }
}
