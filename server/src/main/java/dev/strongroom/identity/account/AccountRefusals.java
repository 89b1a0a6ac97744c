package dev.strongroom.identity.account;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What callers are told when an account cannot be made or changed.
final class AccountRefusals {

    private AccountRefusals() {}

    static Problem invalid(String member, String detail) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "account.invalid", detail)
                .with("member", member);
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "account.unknown", "Name an account that exists.");
    }

    static Problem nameTaken() {
        return Problem.of(
                HttpStatus.CONFLICT, "account.name_taken", "Choose another sign-in name; somebody has this one.");
    }

    static Problem lastAdministrator() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "account.last_administrator",
                "Give another active person the role administrator first; somebody has to be able to help.");
    }

    static Problem changedMeanwhile() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "account.changed_meanwhile",
                "Somebody else changed this account in this moment; look at it and repeat what you did.");
    }

    static Problem ownAccount() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "account.own",
                "Let another administrator do this; nobody changes the rights of their own account.");
    }
}
