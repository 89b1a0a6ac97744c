package dev.strongroom.web;

import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;

/// What people are asked to prove again before something that matters.
public final class Unproven {

    /// How long a second factor counts as just proven.
    public static final Duration FRESH = Duration.ofMinutes(10);

    private Unproven() {}

    /// Whether the caller is a person whose second factor was not proven just now. Programs have none to prove.
    public static boolean isStale(Caller caller, Instant now) {
        return caller.secondFactorAt()
                .filter(at -> !at.plus(FRESH).isAfter(now))
                .isPresent();
    }

    public static Problem factorStale() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "factor.stale",
                "Prove your second factor again at /v1/sign-in/app, then repeat the request.");
    }
}
