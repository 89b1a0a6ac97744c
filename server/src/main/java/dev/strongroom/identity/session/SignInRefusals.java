package dev.strongroom.identity.session;

import dev.strongroom.web.Problem;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// What people are told when a step of signing in does not succeed. Nothing tells which part was wrong, nor whether
/// there is such an account.
final class SignInRefusals {

    private SignInRefusals() {}

    static Problem refused() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "sign_in.refused",
                "Check the name and the password and try again; ask whoever gave you the account if you cannot get in.");
    }

    static Problem wrongCode() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "sign_in.code_refused",
                "Enter the newest code; each works once. After five wrong ones, begin again with the password.");
    }

    static Problem passkeyRefused() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "sign_in.passkey_refused",
                "Try again, or sign in another way; the passkey was not accepted.");
    }

    static Problem passwordStale() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "factor.password_stale",
                "Sign in again with your password and another factor, or use a passkey, then repeat the request.");
    }

    static Problem phoneOutOfPlace() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "factor.phone_out_of_place",
                "Prove your app or your passkey instead; codes by text message serve only to sign in with a password.");
    }

    static Problem noSession() {
        return Problem.of(HttpStatus.UNAUTHORIZED, "session.missing", "Sign in; the session has expired or was ended.");
    }

    static Problem incomplete() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED, "session.incomplete", "Go on signing in; a second factor is missing.");
    }

    static Problem crossSite() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "session.cross_site", "Send the request from the pages of this server itself.");
    }

    static Problem invitationInvalid() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "invitation.invalid",
                "Ask for another invitation; this one has expired, was used, or never existed.");
    }

    static Problem linkCodeRefused() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "invitation.code_refused",
                "Enter the newest code that was sent to you, or ask for another; each is good for ten minutes and five tries.");
    }

    static Problem notReachable() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "invitation.not_reachable",
                "Ask whoever sent the link: there is no address on file that a code can be sent to that way.");
    }

    static Problem nameShared() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "invitation.name_shared",
                "Ask for a code at your other address or phone: another account signs in by this one already.");
    }

    static Problem weakPassword(String reason) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "password.refused",
                        "Choose another password, of 8 to 256 characters, that is not easily guessed.")
                .with("reason", reason);
    }

    static Problem busy() {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "sign_in.busy",
                "Many people are signing in just now; try again in a moment.");
    }

    static Problem tooMany(Duration wait) {
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "sign_in.too_many",
                        "Wait as long as Retry-After says before you try again.")
                .with("retryAfterSeconds", wait.toSeconds() + 1);
    }

    static Problem unknownFactor() {
        return Problem.of(HttpStatus.NOT_FOUND, "factor.unknown", "Name a factor of your own account.");
    }

    static Problem lastFactor() {
        return Problem.of(
                HttpStatus.CONFLICT, "factor.last", "Add another factor first; without one you could not sign in.");
    }

    static Problem tooManyFactors() {
        return Problem.of(HttpStatus.CONFLICT, "factor.too_many", "Remove an app you no longer use first.");
    }

    static Problem invalidLabel() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "factor.label_invalid", "Give a label of 1 to 60 characters.");
    }

    static Problem unknownSession() {
        return Problem.of(HttpStatus.NOT_FOUND, "session.unknown", "Name a session of your own account.");
    }
}
