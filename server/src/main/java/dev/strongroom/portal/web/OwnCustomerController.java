package dev.strongroom.portal.web;

import dev.strongroom.identity.CustomerAccounts;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import dev.strongroom.web.CustomersOnly;
import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a customer who is signed in sees of whom the account belongs to.
@RestController
@CustomersOnly
class OwnCustomerController {

    private final CustomerAccounts accounts;

    OwnCustomerController(CustomerAccounts accounts) {
        this.accounts = accounts;
    }

    /// @param customer the id under which the merchant knows the customer
    record OwnCustomer(String account, String customer) {}

    @GetMapping("/v1/me/customer")
    OwnCustomer own(Caller caller) {
        return accounts.customerOf(caller.id())
                .map(customer -> new OwnCustomer(
                        caller.id(), RecordId.ofCustomer(customer).toString()))
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        "customer.not_found",
                        "Check the customer's id, and what the key may see."));
    }
}
