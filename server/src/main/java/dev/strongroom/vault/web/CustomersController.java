package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.CustomerKeyRotation;
import dev.strongroom.vault.CustomerLooks;
import dev.strongroom.vault.CustomerRecords;
import dev.strongroom.vault.Look;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/customers/{id}")
class CustomersController {

    private final CustomerRecords records;
    private final CustomerLooks looks;
    private final CustomerKeyRotation rotation;

    CustomersController(CustomerRecords records, CustomerLooks looks, CustomerKeyRotation rotation) {
        this.records = records;
        this.looks = looks;
        this.rotation = rotation;
    }

    record Listed(String id, String collection) {}

    record Records(List<Listed> records) {}

    record Rotated(String kind, int version) {}

    @GetMapping("/records")
    @AnyCaller
    ResponseEntity<Records> records(@PathVariable String id, Caller caller, HttpServletRequest request) {
        var look = new Look(
                caller, RecordRequests.purpose(request), RecordRequests.onBehalfOf(request), "", new TreeSet<>());
        var listed = records.list(RecordRequests.because(look, request), RecordRequests.customer(id)).stream()
                .map(record -> new Listed(record.id().toString(), record.collection()))
                .toList();
        return ResponseEntity.ok().body(new Records(listed));
    }

    /// @param after the `next` of the previous page
    @GetMapping("/looks")
    @RequiresRole(
            value = {ApiClient.LOG_READER, ApiClient.AUDITOR, ApiClient.PRIVACY_OFFICER},
            fresh = true)
    ResponseEntity<CustomerLooks.Page> looks(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "-1") long after,
            Caller caller) {
        var page = looks.looks(
                caller, RecordRequests.customer(id), Optional.ofNullable(from), Optional.ofNullable(to), after);
        return ResponseEntity.ok().body(page);
    }

    @PostMapping("/key-rotations")
    @RequiresRole(ApiClient.ADMINISTRATOR)
    Rotated rotate(@PathVariable String id, Caller caller) {
        return new Rotated("customer", rotation.rotate(RecordRequests.customer(id), caller.id()));
    }
}
