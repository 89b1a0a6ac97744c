package dev.strongroom.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// What people are asked to prove again before something that matters.
public final class Unproven {

    /// How long a second factor counts as just proven.
    public static final Duration FRESH = Duration.ofMinutes(10);

    private Unproven() {}

    /// Whether the caller is a person whose strong factor was not proven just now. Programs have none to prove.
    public static boolean isStale(Caller caller, Instant now) {
        return caller.proven()
                .filter(proven -> isOver(proven.strongFactorAt(), now))
                .isPresent();
    }

    /// As [#isStale], for what only a passkey is good enough for.
    public static boolean isPasskeyStale(Caller caller, Instant now) {
        return caller.proven().filter(proven -> isOver(proven.passkeyAt(), now)).isPresent();
    }

    private static boolean isOver(Optional<Instant> provenAt, Instant now) {
        return provenAt.filter(at -> at.plus(FRESH).isAfter(now)).isEmpty();
    }

    public static Problem factorStale() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "factor.stale",
                "Prove your app at /v1/sign-in/app or your passkey at /v1/sign-in/passkey, then repeat the request.");
    }
}
