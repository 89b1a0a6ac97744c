package dev.strongroom.core.crypto;

/// A sealed value, wrapped key or manifest was changed, moved, mixed from two versions, or sealed under another key.
///
/// Which of these it was is deliberately not said, and nothing of the content is in the message.
public final class DoesNotOpen extends RuntimeException {

    public DoesNotOpen(String what) {
        super(what, null, false, false);
    }
}
