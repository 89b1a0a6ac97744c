package dev.strongroom.identity.contact;

import dev.strongroom.notify.SmsBudget;
import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What people are told when they cannot be reached somewhere.
final class ContactRefusals {

    private ContactRefusals() {}

    static Problem invalid(String member, String detail) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "contact.invalid", detail)
                .with("member", member);
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "contact.unknown", "Name a phone or mail address of your own account.");
    }

    static Problem tooMany() {
        return Problem.of(HttpStatus.CONFLICT, "contact.too_many", "Remove a phone you no longer use first.");
    }

    static Problem closed() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "contact.closed",
                "Use another factor; this server is not set up to send such messages.");
    }

    static Problem onFile() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "contact.on_file",
                "Have your address or number changed by the organisation that keeps it; your account has none of its own.");
    }

    static Problem of(SmsBudget.Refusal refusal) {
        return switch (refusal) {
            case COUNTRY -> country();
            case SHARE -> share();
            case SUSPENDED -> suspended();
        };
    }

    static Problem country() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "contact.country",
                "Give a number of a country that text messages are sent to, or use another factor.");
    }

    static Problem share() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "contact.too_many_messages",
                "Use another factor; no more messages are sent there today.");
    }

    static Problem suspended() {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "contact.suspended",
                "Use another factor; text messages are suspended for the moment.");
    }
}
