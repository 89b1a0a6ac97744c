package dev.strongroom.identity.passkey;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What people are told when a passkey cannot be made or changed.
public final class PasskeyRefusals {

    private PasskeyRefusals() {}

    public static Problem notMade() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "passkey.not_made",
                "Begin again, on a device that verifies you by fingerprint, face or PIN.");
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "passkey.unknown", "Name a passkey of your own account.");
    }

    static Problem tooMany() {
        return Problem.of(HttpStatus.CONFLICT, "passkey.too_many", "Remove a passkey you no longer use first.");
    }

    static Problem invalidLabel() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "passkey.label_invalid", "Give a label of 1 to 60 characters.");
    }
}
