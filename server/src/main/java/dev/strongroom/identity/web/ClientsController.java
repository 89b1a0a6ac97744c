package dev.strongroom.identity.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.ApiClients;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiresRole(ApiClient.ADMINISTRATOR)
class ClientsController {

    private final ApiClients clients;

    ClientsController(ApiClients clients) {
        this.clients = clients;
    }

    record NewClient(
            @Nullable String name,
            @Nullable Set<String> roles,
            @Nullable Set<String> purposes,
            @Nullable List<String> addressRanges,
            @Nullable Instant expiresAt) {

        ApiClients.Request request() {
            return new ApiClients.Request(
                    name == null ? "" : name,
                    Set.copyOf(items(roles)),
                    Set.copyOf(items(purposes)),
                    items(addressRanges),
                    Optional.ofNullable(expiresAt));
        }

        /// A null among the items is no name of anything, like an empty text.
        private static List<String> items(@Nullable Collection<String> given) {
            return given == null
                    ? List.of()
                    : given.stream()
                            .map(item -> Objects.requireNonNullElse(item, ""))
                            .toList();
        }
    }

    record Clients(List<ApiClient> clients) {}

    @PostMapping("/v1/clients")
    @ResponseStatus(HttpStatus.CREATED)
    ApiClients.Issued create(@RequestBody NewClient client, Caller caller) {
        return clients.create(client.request(), caller);
    }

    @GetMapping("/v1/clients")
    Clients list() {
        return new Clients(clients.list());
    }

    @PostMapping("/v1/clients/{id}/rotations")
    ApiClients.Issued rotate(@PathVariable String id, Caller caller) {
        return clients.rotate(id, caller);
    }

    @DeleteMapping("/v1/clients/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Caller caller) {
        clients.revoke(id, caller.id());
    }
}
