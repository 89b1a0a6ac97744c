package dev.strongroom.access.web;

import dev.strongroom.access.Budgets;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.Role;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.ApiClients;
import dev.strongroom.ledger.LedgerHours;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The programs that use the API: what each may do, when it was last seen, and what is left of its budget.
@Page
@RequiresRole(ApiClient.ADMINISTRATOR)
class ClientPages {

    private static final String CLIENTS = "/console/clients";
    private static final String LIST = "access/clients :: list";

    private final ApiClients clients;
    private final LedgerHours hours;
    private final Budgets budgets;
    private final ActiveCatalog catalog;
    private final Clock clock;

    ClientPages(ApiClients clients, LedgerHours hours, Budgets budgets, ActiveCatalog catalog, Clock clock) {
        this.clients = clients;
        this.hours = hours;
        this.budgets = budgets;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry clientsEntry() {
            return new NavigationEntry("clients.title", CLIENTS, "clients", 65, Set.of(ApiClient.ADMINISTRATOR));
        }
    }

    /// @param state `active`, `expired` or `revoked`
    /// @param seenIn the hour it last did anything
    record Row(
            ApiClient client,
            String state,
            Optional<Instant> seenIn,
            Budgets.Left searches,
            Budgets.Left disclosures) {}

    @GetMapping(CLIENTS)
    String clients(Locale locale, Model model) {
        list(model, Optional.empty());
        model.addAttribute("roles", roles(locale));
        model.addAttribute("purposes", purposes(locale));
        return "access/clients";
    }

    @PostMapping(CLIENTS)
    String create(Form form, Caller caller, Model model) {
        var request = new ApiClients.Request(
                form.text("name"),
                Set.copyOf(form.texts("roles")),
                Set.copyOf(form.texts("purposes")),
                form.find("addressRanges").map(ClientPages::lines).orElse(List.of()),
                form.find("expiresAt").map(ClientPages::endOf));
        list(model, Optional.of(clients.create(request, caller)));
        return LIST;
    }

    @PostMapping(CLIENTS + "/{id}/rotations")
    String rotate(@PathVariable String id, Form form, Caller caller, Model model) {
        list(model, Optional.of(clients.rotate(id, caller)));
        return LIST;
    }

    @PostMapping(CLIENTS + "/{id}/revocations")
    String revoke(@PathVariable String id, Form form, Caller caller, Model model) {
        clients.revoke(id, caller.id());
        list(model, Optional.empty());
        return LIST;
    }

    private void list(Model model, Optional<ApiClients.Issued> issued) {
        var all = clients.list();
        var seen = hours.lastSeen(all.stream().map(ApiClient::actor).toList());
        model.addAttribute("rows", all.stream().map(client -> row(client, seen)).toList());
        model.addAttribute("issued", issued);
    }

    private Row row(ApiClient client, Map<String, Instant> seen) {
        return new Row(
                client,
                state(client),
                Optional.ofNullable(seen.get(client.actor())),
                budgets.left(client.actor(), Budgets.Kind.SEARCHES),
                budgets.left(client.actor(), Budgets.Kind.DISCLOSURES));
    }

    private String state(ApiClient client) {
        if (client.revokedAt().isPresent()) {
            return "revoked";
        }
        return client.expiresAt().filter(clock.instant()::isAfter).isPresent() ? "expired" : "active";
    }

    /// A role or a purpose to choose.
    ///
    /// @param title in the reader's language; empty for a built-in role, which has a word of its own
    record Choice(String id, String title) {}

    private List<Choice> roles(Locale locale) {
        var builtIn = Role.BUILT_IN.stream().sorted().map(id -> new Choice(id, ""));
        var declared = catalog.current().map(Catalog::roles).orElse(List.of()).stream()
                .map((Role role) -> new Choice(role.id(), role.title().in(locale)));
        return Stream.concat(builtIn, declared).toList();
    }

    private List<Choice> purposes(Locale locale) {
        return catalog.current().map(Catalog::purposes).orElse(List.of()).stream()
                .map((Purpose purpose) ->
                        new Choice(purpose.id(), purpose.title().in(locale)))
                .toList();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /// The day it ends on is its last.
    private static Instant endOf(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException noDay) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "client.day", "Give the last day, such as 2027-12-31.")
                    .with("member", "expiresAt");
        }
    }
}
