package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// The refusals of somebody whose roles do not count now, or whose purpose does not reach the customer.
final class TermRefusals {

    private TermRefusals() {}

    static Problem of(Decision.Reason reason) {
        return switch (reason) {
            case OUTSIDE_HOURS ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.hours",
                        "Ask again within the hours of your roles, or have somebody else do it: they do not count now.");
            case OUTSIDE_NETWORK ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.network",
                        "Ask from a network of your roles: they do not count from here.");
            case TRAINING_NEEDED ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.training",
                        "Complete the training that the catalog requires, then ask again.");
            case RISK_TOO_HIGH ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.risk",
                        "Prove who you are again, or turn to a security administrator: your risk is too high now.");
            case FLAGGED ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.flagged",
                        "Look at the flags of the customer: this purpose does not reach their data.");
            default ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.unanswered",
                        "Tell the operator: the catalog requires something that no part of this server can tell.");
        };
    }
}
