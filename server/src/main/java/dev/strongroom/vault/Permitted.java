package dev.strongroom.vault;

import dev.strongroom.access.Decision;

/// Something of a customer, and what of it may be shown.
record Permitted<T>(T what, Decision.Permit permit) {}
