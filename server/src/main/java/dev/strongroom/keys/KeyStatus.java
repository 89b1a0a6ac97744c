package dev.strongroom.keys;

import java.time.Instant;
import java.util.Optional;

/// One version of one kind of key.
///
/// @param customers how many customer keys it wraps, or wrapped some seconds ago; zero for kinds other than kek
/// @param replacedAt when a newer version took over
/// @param destroyedAt since when what it wrapped is unreadable
public record KeyStatus(
        String kind,
        int version,
        Instant createdAt,
        Optional<Instant> replacedAt,
        Optional<Instant> destroyedAt,
        long customers) {
    KeyStatus wrapping(long customers) {
        return new KeyStatus(kind, version, createdAt, replacedAt, destroyedAt, customers);
    }
}
