package dev.strongroom.vault;

import java.time.Instant;
import java.util.Optional;

/// A wish for one token, as it was sent.
///
/// @param id of the record whose field the token is to stand for
/// @param kind `random` or `digits`
/// @param luhn for digits: whether the last one is a check digit, `valid` or deliberately `invalid`
/// @param length for digits: how many; empty: as many as the value has
/// @param deterministic whether the same value of the same customer has the same token for the purpose
/// @param oneTime whether the token opens once only
public record TokenRequest(
        String collection,
        RecordId id,
        String field,
        String kind,
        Optional<String> luhn,
        Optional<Integer> length,
        boolean deterministic,
        boolean oneTime,
        Optional<Long> validForSeconds,
        Optional<Instant> expiresAt) {}
