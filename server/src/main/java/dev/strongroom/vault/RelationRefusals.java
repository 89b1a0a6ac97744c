package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What whoever assigns customers is told.
final class RelationRefusals {

    private RelationRefusals() {}

    static Problem unfit() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "relation.unfit",
                "Name own or assigned with an account, or branch with a branch; give endsAt, in the future, with assigned"
                        + " only.");
    }

    static Problem own() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "relation.own", "Have somebody else assign customers or branches to you.");
    }

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "relation.unknown", "Name a relation that is listed.");
    }

    static Problem tooMany() {
        return Problem.of(
                HttpStatus.CONFLICT, "relation.too_many", "Remove a relation of the customer first: there are 100.");
    }
}
