package dev.strongroom.approval;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What people are told when a change waits for somebody else, or cannot be approved.
final class ApprovalRefusals {

    private ApprovalRefusals() {}

    static Problem needed(String request) {
        return Problem.of(
                        HttpStatus.FORBIDDEN,
                        "approval.needed",
                        "Ask another administrator to approve the request named here, then repeat what you did.")
                .with("approval", request);
    }

    static Problem over() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "approval.over",
                "Something changed since this was approved; repeat what you did to ask anew.");
    }

    static Problem approverGone() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "approval.approver_gone",
                "Withdraw this request and ask anew: who approved it may not approve any more.");
    }

    static Problem tooMany() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "approval.too_many",
                "Ask again tomorrow: you have asked for as much as a day allows.");
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "approval.unknown", "Name a request that is still open.");
    }

    static Problem waits() {
        return Problem.of(
                HttpStatus.CONFLICT, "approval.waits", "Wait until this is approved; you are told as soon as it is.");
    }

    /// @throws Problem that says what became of it
    static void requireOpen(ApprovalRequest request) {
        switch (request.state()) {
            case WAITING, APPROVED -> {}
            case USED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "approval.made",
                        "This was done already. Load the page again to see what still waits.");
            case DECLINED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "approval.refused",
                        "Somebody has refused this. Load the page again to see what still waits.");
            case WITHDRAWN ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "approval.withdrawn",
                        "This was withdrawn, or what it is about has changed since. Load the page again to see what still"
                                + " waits.");
            case EXPIRED ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "approval.expired",
                        "Nobody decided in time: it has to be asked for again. Load the page again to see what still"
                                + " waits.");
        }
    }

    static Problem words() {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "approval.words",
                        "Say why in 1 to 500 characters; who asked reads it.")
                .with("member", "words");
    }

    static Problem own() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "approval.own", "Somebody else has to decide about what you have asked for.");
    }

    static Problem administrators() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "approval.administrators",
                "Leave this one to administrators: privacy officers approve looks at customers.");
    }

    static Problem noPerson() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "approval.no_person",
                "Sign in as an administrator or a privacy officer: keys cannot approve.");
    }

    static Problem another() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "approval.another",
                "Look at the request again and send the hash of what you have seen.");
    }

    static Problem passkeyStale() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "factor.passkey_stale",
                "Prove your passkey at /v1/sign-in/passkey, then repeat the request.");
    }
}
