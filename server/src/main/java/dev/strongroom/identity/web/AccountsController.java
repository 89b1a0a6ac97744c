package dev.strongroom.identity.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.account.AccountRights;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.company.CompanyLinks;
import dev.strongroom.identity.contact.MailedInvitations;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The accounts of staff, for administrators.
@RestController
@RequiresRole(ApiClient.ADMINISTRATOR)
@RequestMapping("/v1/accounts")
class AccountsController {

    private final Accounts accounts;
    private final AccountRights rights;
    private final MailedInvitations invitations;
    private final CompanyLinks links;
    private final JdbcClient jdbc;

    AccountsController(
            Accounts accounts,
            AccountRights rights,
            MailedInvitations invitations,
            CompanyLinks links,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.rights = rights;
        this.invitations = invitations;
        this.links = links;
        this.jdbc = jdbc;
    }

    record NewAccount(
            @Nullable String name,
            @Nullable String signInName,
            @Nullable String mail,
            @Nullable String language,
            @Nullable Set<@Nullable String> roles,
            @Nullable Set<@Nullable String> purposes) {
        @Override
        public String toString() {
            return "NewAccount";
        }
    }

    record Grants(
            @Nullable Set<@Nullable String> roles, @Nullable Set<@Nullable String> purposes) {}

    /// @param companySignIn whether the person has connected the company's sign-in
    record OneAccount(
            String id,
            String name,
            Set<String> roles,
            Set<String> purposes,
            String status,
            Instant createdAt,
            boolean companySignIn) {
        @Override
        public String toString() {
            return "OneAccount";
        }
    }

    record AllAccounts(List<OneAccount> accounts) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Invited invite(@RequestBody NewAccount body, Caller caller) {
        var request = new Accounts.Request(
                text(body.name()),
                text(body.signInName()),
                Objects.requireNonNullElse(body.language(), "en"),
                names(body.roles()),
                names(body.purposes()));
        return invitations.invite(request, Optional.ofNullable(body.mail()), caller);
    }

    @PostMapping("/{id}/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Invited inviteAgain(@PathVariable String id, Caller caller) {
        return invitations.inviteAgain(id, caller);
    }

    @GetMapping
    @RequiresRole(value = ApiClient.ADMINISTRATOR, fresh = true)
    AllAccounts list() {
        var connected = links.connected(jdbc);
        return new AllAccounts(accounts.list().stream()
                .map(listed -> shown(listed, connected.contains(listed.account().id())))
                .toList());
    }

    private static OneAccount shown(Accounts.Listed listed, boolean isConnected) {
        var account = listed.account();
        return new OneAccount(
                account.id(),
                listed.name(),
                account.roles(),
                account.purposes(),
                account.status().name().toLowerCase(Locale.ROOT),
                account.createdAt(),
                isConnected);
    }

    @PutMapping("/{id}/grants")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void grant(@PathVariable String id, @RequestBody Grants body, Caller caller) {
        rights.grant(id, names(body.roles()), names(body.purposes()), caller);
    }

    @PostMapping("/{id}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable String id, Caller caller) {
        rights.disable(id, caller);
    }

    @PostMapping("/{id}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable String id, Caller caller) {
        rights.enable(id, caller);
    }

    @PostMapping("/{id}/recovery")
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Invited recover(@PathVariable String id, Caller caller) {
        return invitations.recover(id, caller);
    }

    /// A null among the names is the name of nothing, like an empty text.
    private static Set<String> names(@Nullable Set<@Nullable String> given) {
        return given == null
                ? Set.of()
                : given.stream()
                        .map(name -> Objects.requireNonNullElse(name, ""))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
