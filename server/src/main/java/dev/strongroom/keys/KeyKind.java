package dev.strongroom.keys;

import java.util.Arrays;
import java.util.Optional;

/// What a key in the key file does.
enum KeyKind {
    /// Wraps everything else in the key file; itself wrapped under the passphrase.
    ROOT,
    /// Wraps customer keys.
    KEY_ENCRYPTION,
    /// The root of blind indexes.
    INDEX,
    /// The root of keys that are never rotated, because what they made is kept: see [KeyRing#macFor(String)].
    DEPLOYMENT,
    /// Seed of an Ed25519 key that signs checkpoints.
    LOG,
    /// Seed of the ML-DSA-44 key that cosigns them beside the [#LOG] key of the same version.
    LOG_COSIGNING;

    String word() {
        return switch (this) {
            case ROOT -> "root";
            case KEY_ENCRYPTION -> "kek";
            case INDEX -> "index";
            case DEPLOYMENT -> "deployment";
            case LOG -> "log";
            case LOG_COSIGNING -> "log-ml-dsa-44";
        };
    }

    static Optional<KeyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
