package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.AllKeysRotation;
import dev.strongroom.vault.IndexRotation;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiresRole(ApiClient.ADMINISTRATOR)
class RotationsController {

    private final IndexRotation indexes;
    private final AllKeysRotation customers;

    RotationsController(IndexRotation indexes, AllKeysRotation customers) {
        this.indexes = indexes;
        this.customers = customers;
    }

    /// @param field absent: every index
    record Rotation(@Nullable String field) {}

    record Rotated(List<String> indexes) {}

    record Indexes(List<IndexRotation.Status> indexes) {}

    record Customers(long customers) {}

    @GetMapping("/v1/search-indexes")
    Indexes status() {
        return new Indexes(indexes.status());
    }

    @PostMapping("/v1/search-indexes/rotations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Rotated rotate(
            @RequestBody Rotation rotation, @RequestParam(defaultValue = "false") boolean dryRun, Caller caller) {
        return new Rotated(indexes.rotate(Optional.ofNullable(rotation.field()), dryRun, caller.id()));
    }

    /// A fresh key for every customer.
    @PostMapping("/v1/customer-keys/rotations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Customers rotateAll(@RequestParam(defaultValue = "false") boolean dryRun, Caller caller) {
        if (!dryRun) {
            customers.start(caller.id());
        }
        return new Customers(customers.count());
    }

    @GetMapping("/v1/customer-keys/rotations")
    AllKeysRotation.Progress progress() {
        return customers
                .progress()
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "rotation.none", "Start a rotation of all customers' keys first."));
    }
}
