package dev.strongroom.catalog;

import java.time.Period;

/// A law that forbids erasing records of a collection before they reach an age (GDPR Art. 17(3)(b), PIPL Art. 47(2)).
///
/// @param keep positive
/// @param law which law, for the person who asks why
public record RetentionDuty(Period keep, LocalizedText law) {

    public RetentionDuty {
        if (keep.isZero() || keep.isNegative()) {
            throw new IllegalArgumentException("A record is kept for some time");
        }
    }
}
