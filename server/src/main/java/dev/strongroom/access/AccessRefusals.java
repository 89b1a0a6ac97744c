package dev.strongroom.access;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What people are told when a time to state a purpose cannot be opened or used.
final class AccessRefusals {

    private AccessRefusals() {}

    static Problem purpose() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "access.purpose",
                "Name a purpose that you may state and that the catalog opens this way for a time.");
    }

    static Problem minutes() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "access.minutes", "Ask for 5 to 480 minutes, as few as will do.");
    }

    static Problem ticket() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "access.ticket",
                "Give the number of the ticket or case where the reason is written: up to 64 letters, digits and . _ / # : -");
    }

    static Problem customer() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "access.customer",
                "Give a customer's id, or leave it out and ask for all customers.");
    }

    static Problem noPerson() {
        return Problem.of(HttpStatus.FORBIDDEN, "access.no_person", "Sign in: only people can break the glass.");
    }

    static Problem unreviewed() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "access.unreviewed",
                "Have an administrator review how you broke the glass before; then you can do it again.");
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "access.unknown", "Name a period that is listed.");
    }

    static Problem ownReview() {
        return Problem.of(HttpStatus.FORBIDDEN, "access.own_review", "Let another administrator review what you did.");
    }

    static Problem reviewed() {
        return Problem.of(
                HttpStatus.CONFLICT, "access.nothing_to_review", "Review a broken glass that nobody has reviewed yet.");
    }

    static Problem over() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "access.over",
                "Open this purpose again to go on: its time has ended, and nothing was shown.");
    }

    static Problem spent() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "access.spent",
                "You have seen as many records as a broken glass shows; state another purpose, or ask for access.");
    }
}
