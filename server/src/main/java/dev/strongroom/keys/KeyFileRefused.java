package dev.strongroom.keys;

/// The key file is missing, damaged, too open, or the passphrase is wrong. Nothing was written; the message says what
/// to do.
public final class KeyFileRefused extends RuntimeException {

    KeyFileRefused(String message) {
        super(message, null, false, false);
    }

    KeyFileRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
