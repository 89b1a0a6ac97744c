package dev.strongroom.keys;

import java.time.Instant;

/// A key-encryption key was destroyed: customer keys wrapped under it, in whatever copy, can never be opened again.
public record KeyEncryptionKeyDestroyed(int version, Instant at) {}
