package dev.strongroom.vault.web;

import dev.strongroom.catalog.CustomerScope;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.CustomerAssignments;
import dev.strongroom.vault.CustomerRelation;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who looks after which customers.
@RestController
@RequiresRole(ApiClient.ASSIGNER)
class RelationsController {

    private static final String RELATION = "/v1/customers/{id}/relations/{scope}/{holder}";
    private static final String MEMBER = "/v1/branches/{branch}/members/{account}";

    private final CustomerAssignments assignments;

    RelationsController(CustomerAssignments assignments) {
        this.assignments = assignments;
    }

    record Term(@Nullable Instant endsAt) {}

    record Relation(String scope, String holder, @Nullable Instant endsAt) {}

    record Relations(List<Relation> relations) {}

    record Members(List<String> members) {}

    @GetMapping("/v1/customers/{id}/relations")
    Relations list(@PathVariable String id) {
        return new Relations(assignments.list(RecordRequests.customer(id)).stream()
                .map(RelationsController::shown)
                .toList());
    }

    @PutMapping(RELATION)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(
            @PathVariable String id,
            @PathVariable String scope,
            @PathVariable String holder,
            @RequestBody Term term,
            Caller caller) {
        var endsAt = Optional.ofNullable(term.endsAt());
        assignments.assign(RecordRequests.customer(id), scope(scope), holder, endsAt, caller);
    }

    @DeleteMapping(RELATION)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String id, @PathVariable String scope, @PathVariable String holder, Caller caller) {
        assignments.release(RecordRequests.customer(id), scope(scope), holder, caller);
    }

    @GetMapping("/v1/branches/{branch}/members")
    Members members(@PathVariable String branch) {
        return new Members(assignments.members(branch));
    }

    @PutMapping(MEMBER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void join(@PathVariable String branch, @PathVariable String account, Caller caller) {
        assignments.join(branch, account, caller);
    }

    @DeleteMapping(MEMBER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable String branch, @PathVariable String account, Caller caller) {
        assignments.leave(branch, account, caller);
    }

    private static CustomerScope scope(String word) {
        return switch (word) {
            case "own" -> CustomerScope.OWN;
            case "assigned" -> CustomerScope.ASSIGNED;
            case "branch" -> CustomerScope.BRANCH;
            default ->
                throw Problem.of(
                        HttpStatus.NOT_FOUND, "relation.scope", "Name own, assigned or branch in the address.");
        };
    }

    private static Relation shown(CustomerRelation relation) {
        return new Relation(
                relation.scope().name().toLowerCase(Locale.ROOT),
                relation.holder(),
                relation.endsAt().orElse(null));
    }
}
