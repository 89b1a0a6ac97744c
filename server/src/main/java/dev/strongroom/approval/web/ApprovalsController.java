package dev.strongroom.approval.web;

import dev.strongroom.approval.ApprovalRequest;
import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What waits for a second administrator.
@RestController
@RequiresRole({"administrator", "privacy-officer"})
@RequestMapping("/v1/approvals")
class ApprovalsController {

    private final ApprovalRequests requests;

    ApprovalsController(ApprovalRequests requests) {
        this.requests = requests;
    }

    /// @param hash of what the approver has seen
    /// @param words why it is declined
    record Seen(@Nullable String hash, @Nullable String words) {
        @Override
        public String toString() {
            return "Seen";
        }
    }

    record OneRequest(
            String id,
            String kind,
            String subject,
            String hash,
            String requester,
            int needed,
            List<String> approvedBy,
            String state,
            Instant createdAt,
            Instant expiresAt,
            Optional<String> endedBy) {}

    record AllRequests(List<OneRequest> approvals) {}

    record WholeRequest(OneRequest approval, Map<String, String> content) {}

    @GetMapping
    @RequiresRole({"administrator", "privacy-officer", "auditor"})
    AllRequests list() {
        return new AllRequests(
                requests.list().stream().map(ApprovalsController::shown).toList());
    }

    @GetMapping("/{id}")
    @RequiresRole({"administrator", "privacy-officer", "auditor"})
    WholeRequest find(@PathVariable String id) {
        var request = requests.find(id);
        return new WholeRequest(shown(request), request.change().content());
    }

    @PostMapping("/{id}/approve")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void approve(@PathVariable String id, @RequestBody Seen seen, Caller caller) {
        requests.approve(id, Objects.requireNonNullElse(seen.hash(), ""), caller);
    }

    @PostMapping("/{id}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(@PathVariable String id, @RequestBody Seen seen, Caller caller) {
        requests.decline(id, Objects.requireNonNullElse(seen.hash(), ""), Optional.ofNullable(seen.words()), caller);
    }

    @DeleteMapping("/{id}")
    @AnyCaller
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String id, Caller caller) {
        requests.withdraw(id, caller);
    }

    private static OneRequest shown(ApprovalRequest request) {
        return new OneRequest(
                request.id(),
                request.change().kind().word(),
                request.change().subject(),
                request.hash(),
                request.requester(),
                request.needed(),
                request.approvedBy(),
                request.state().word(),
                request.createdAt(),
                request.expiresAt(),
                request.endedBy());
    }
}
