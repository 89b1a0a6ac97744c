package dev.strongroom.access;

import java.time.Instant;

/// Whether somebody may state a purpose that cannot be stated at any time.
interface StatedPurposes {

    boolean isOpen(String account, String purpose, AccessPeriod.Kind kind, Subject subject, Instant now);
}
