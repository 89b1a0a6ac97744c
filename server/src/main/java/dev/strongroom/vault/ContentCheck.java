package dev.strongroom.vault;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Looks at a file while it arrives: at its beginning for what it is, and at all of a text for whether it is one.
final class ContentCheck {

    private final MediaTypeName declared;
    private final ContentRule rule;
    private final Optional<TextCheck> text;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private boolean isLookedAt;

    ContentCheck(MediaTypeName declared, FileSignatures signatures) {
        this.declared = declared;
        this.rule = new ContentRule(declared, signatures);
        this.text = rule.isOfText() ? Optional.of(new TextCheck(declared.charset())) : Optional.empty();
    }

    /// @throws Problem if the file is something else than its media type says
    void take(byte[] piece, int offset, int length) {
        if (!isLookedAt) {
            beginning.write(piece, offset, Math.min(length, FileSignatures.LOOKED_AT_BYTES - beginning.size()));
            if (beginning.size() == FileSignatures.LOOKED_AT_BYTES) {
                look();
            }
        }
        require(text.isEmpty() || text.get().take(piece, offset, length));
    }

    /// To be called after the last piece, once.
    ///
    /// @throws Problem if the file is something else than its media type says
    void end() {
        if (!isLookedAt) {
            look();
        }
        require(text.isEmpty() || text.get().end());
    }

    private void look() {
        isLookedAt = true;
        require(rule.fits(beginning.toByteArray()));
        beginning.reset();
    }

    private void require(boolean isFitting) {
        if (!isFitting) {
            throw FileRefusals.contentMismatch(declared);
        }
    }
}
