package dev.strongroom.portal.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.CustomerAccounts;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.util.Objects;
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

/// The account of one customer, for those who give it and those who take it away.
@RestController
@RequiresRole(ApiClient.ADMINISTRATOR)
@RequestMapping("/v1/customers/{id}/account")
class CustomerAccountsController {

    private final CustomerAccounts accounts;

    CustomerAccountsController(CustomerAccounts accounts) {
        this.accounts = accounts;
    }

    record Invitation(@Nullable String language) {}

    @PostMapping("/invitations")
    @RequiresRole(ApiClient.CUSTOMER_INVITER)
    @ResponseStatus(HttpStatus.CREATED)
    CustomerAccounts.Invited invite(@PathVariable String id, @RequestBody Invitation body, Caller caller) {
        return accounts.invite(customer(id), Objects.requireNonNullElse(body.language(), "en"), caller);
    }

    @GetMapping
    @RequiresRole(
            value = {ApiClient.ADMINISTRATOR, ApiClient.CUSTOMER_INVITER},
            fresh = true)
    CustomerAccounts.Shown show(@PathVariable String id) {
        return accounts.show(customer(id));
    }

    @PostMapping("/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable String id, Caller caller) {
        accounts.disable(customer(id), caller);
    }

    @PostMapping("/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable String id, Caller caller) {
        accounts.enable(customer(id), caller);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, Caller caller) {
        accounts.remove(customer(id), caller);
    }

    private static long customer(String id) {
        return RecordId.parse(id)
                .filter(RecordId::isCustomer)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        "customer.not_found",
                        "Check the customer's id, and what the key may see."))
                .customer();
    }
}
