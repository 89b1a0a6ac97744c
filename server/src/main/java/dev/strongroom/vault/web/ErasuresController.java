package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.ErasureCertificates;
import dev.strongroom.vault.Erasures;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiresRole(ApiClient.ERASER)
class ErasuresController {

    private final Erasures erasures;
    private final ErasureCertificates certificates;

    ErasuresController(Erasures erasures, ErasureCertificates certificates) {
        this.erasures = erasures;
        this.certificates = certificates;
    }

    record Accepted(String erasure, String certificate) {}

    record Erasure(
            String erasure,
            String customer,
            Instant removedLiveAt,
            Optional<Instant> olderCopiesUnreadableSince,
            Optional<Instant> keysKeptUntil,
            int waitsForKeyEncryptionKeys,
            long logIndex,
            String certificate) {}

    /// @param preview true to see what would be removed, and what the law holds, without removing it
    @PostMapping("/v1/customers/{id}/erasures")
    ResponseEntity<Object> erase(
            @PathVariable String id, @RequestParam(defaultValue = "false") boolean preview, Caller caller) {
        var customer = RecordRequests.customer(id);
        if (preview) {
            return ResponseEntity.ok().body(erasures.preview(customer, caller.id()));
        }
        var erasure = erasures.erase(customer, caller.id());
        var location = "/v1/erasures/" + erasure;
        return ResponseEntity.accepted().location(URI.create(location)).body(new Accepted(erasure, location));
    }

    @GetMapping("/v1/erasures/{erasure}")
    ResponseEntity<Erasure> certificate(@PathVariable String erasure) {
        var found = certificates
                .of(erasure)
                .map(certificate -> new Erasure(
                        certificate.id(),
                        certificate.customer().toString(),
                        certificate.removedLiveAt(),
                        certificate.olderCopiesUnreadableSince(),
                        certificate.keysKeptUntil(),
                        certificate.waitsForKeyEncryptionKeys(),
                        certificate.logIndex(),
                        certificate.certificate()))
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "erasure.unknown", "Check the id that the erasure was answered with."));
        return ResponseEntity.ok().body(found);
    }
}
