package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.InvalidValue;
import dev.strongroom.web.Problem;
import dev.strongroom.web.Unproven;
import org.springframework.http.HttpStatus;

/// The refusals of the vault as problems, each with its stable code.
final class Refusals {

    private Refusals() {}

    /// Says what the caller can do first, where there is something: a plain denial is like a record that is not there.
    static Problem of(Decision.Deny deny) {
        return switch (deny.reason().answer()) {
            case DENY -> about(deny);
            case CHALLENGE -> about(deny).with("decision", "challenge");
            case PENDING -> about(deny).with("decision", "pending");
        };
    }

    private static Problem about(Decision.Deny deny) {
        return switch (deny.reason()) {
            case PURPOSE_NOT_ALLOWED ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "purpose.not_allowed",
                        "State a purpose of the catalog that this key may use.");
            case NOT_COVERED ->
                Problem.of(
                                HttpStatus.FORBIDDEN,
                                "purpose.does_not_cover",
                                "Leave the field out, or state a purpose that covers it.")
                        .with("field", deny.field());
            case UNKNOWN_FIELD -> unknownField(deny.field());
            case NOTHING_GRANTED -> noSuchRecord();
            case SEARCH_NOT_GRANTED ->
                named(
                        Problem.of(
                                HttpStatus.FORBIDDEN,
                                "search.not_granted",
                                "Search by a field that a role of this key may search for the purpose."),
                        deny.field());
            case ACCESS_NOT_OPEN ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.not_open",
                        "Ask for a time at /v1/access, or in an emergency at /v1/access/break-glass, as the catalog says"
                                + " for this purpose.");
            case ONE_AT_A_TIME ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "access.one_at_a_time",
                        "Under a broken glass, look at records one at a time.");
            case FACTOR_STALE -> Unproven.factorStale();
            case OUTSIDE_HOURS, OUTSIDE_NETWORK, TRAINING_NEEDED, RISK_TOO_HIGH, FLAGGED, UNANSWERED ->
                TermRefusals.of(deny.reason());
        };
    }

    static Problem notInClear(String field) {
        return named(
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "reveal.not_granted",
                        "State a purpose for which a role of yours sees the field in clear."),
                field);
    }

    static Problem mayNotCopy(String field) {
        return named(
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "copy.not_granted",
                        "Copy only what you may see in clear for the purpose."),
                field);
    }

    /// The same answer for an id that does not exist and for one the caller may not see.
    static Problem noSuchRecord() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "record.not_found", "Check the id and the collection, and what the key may see.");
    }

    static Problem noSuchCustomer() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "customer.not_found", "Check the customer's id, and what the key may see.");
    }

    static Problem unknownCollection() {
        return Problem.of(HttpStatus.NOT_FOUND, "collection.unknown", "Name a collection of the catalog in force.");
    }

    static Problem unknownField(String field) {
        var problem = Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "field.unknown",
                "Leave out fields that the collection does not have.");
        return named(problem, field);
    }

    static Problem notCollected(String field) {
        return named(
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "field.without_purpose",
                        "Do not send it: no purpose covers this field, so it may not be stored."),
                field);
    }

    static Problem required(String field) {
        return named(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "field.required", "Send a value for this field."), field);
    }

    static Problem notUnique(String field) {
        return named(
                Problem.of(HttpStatus.CONFLICT, "field.not_unique", "Another record has this value; use that record."),
                field);
    }

    static Problem invalid(String field, InvalidValue invalid) {
        return named(
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        invalid.code(),
                        "Send a value of the field's type; the catalog names it."),
                field);
    }

    static Problem mayNotWrite() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "write.not_granted", "Use a key with a role that may write this collection.");
    }

    static Problem damaged() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "record.damaged",
                "Tell the operator: what is stored does not open, and nothing was disclosed.");
    }

    /// Rights may have changed while the request ran; it is asked again rather than answered by old rights.
    static Problem configurationChanged() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "configuration.changed",
                        "Repeat the request: clients or the catalog were changed while it ran.")
                .with("retryAfterSeconds", 1);
    }

    static Problem indexBuilding() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "search.index_building",
                        "Repeat the search later: the field became searchable and its index is being built.")
                .with("retryAfterSeconds", 5);
    }

    static Problem stale() {
        return Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "record.stale",
                "Read the record again and repeat the change on its newest version.");
    }

    /// A name that does not look like a field's is not repeated: it may be a value in the wrong place.
    private static Problem named(Problem problem, String field) {
        return Names.isName(field) ? problem.with("field", field) : problem;
    }
}
