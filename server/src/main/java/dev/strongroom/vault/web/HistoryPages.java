package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.VersionLooks;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The history of a record on its customer's page: who wrote which version, and earlier values like those of now.
@Page
@RequestMapping(FindPages.CUSTOMERS + "/{customer}/{collection}/{record}/versions")
class HistoryPages {

    private final LookOffers offers;
    private final VersionLooks looks;
    private final ActiveCatalog active;

    HistoryPages(LookOffers offers, VersionLooks looks, ActiveCatalog active) {
        this.offers = offers;
        this.looks = looks;
        this.active = active;
    }

    /// @param before the `next` of the previous page
    @GetMapping
    @AnyCaller
    String versions(
            @PathVariable String customer,
            @PathVariable String collection,
            @PathVariable String record,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "2147483647") int before,
            Caller caller,
            Locale locale,
            Model model) {
        offers.requireOpen(caller, purpose);
        var page = looks.list(look(caller, purpose, collection), RecordPath.id(customer, record), Math.max(1, before));
        model.addAttribute("versions", VersionsView.of(page, collection(collection), locale));
        model.addAttribute("path", RecordPath.of(customer, collection, record));
        model.addAttribute("purpose", purpose);
        return "vault/history :: versions";
    }

    @GetMapping("/{version}")
    @AnyCaller
    String version(
            @PathVariable String customer,
            @PathVariable String collection,
            @PathVariable String record,
            @PathVariable String version,
            @RequestParam(defaultValue = "") String purpose,
            Caller caller,
            Locale locale,
            Model model) {
        offers.requireOpen(caller, purpose);
        int number = RecordRequests.earlierVersion(version);
        var shown = looks.disclose(look(caller, purpose, collection).masked(), RecordPath.id(customer, record), number);
        model.addAttribute("record", RecordView.of(shown, collection(collection), locale));
        model.addAttribute("path", new RecordPath(customer, collection, record, number));
        model.addAttribute("purpose", purpose);
        model.addAttribute("seconds", CustomerPages.SECONDS_IN_CLEAR);
        return "vault/record :: record";
    }

    @PostMapping(path = "/{version}/reveal", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String reveal(
            @PathVariable String customer,
            @PathVariable String collection,
            @PathVariable String record,
            @PathVariable String version,
            Form form,
            Caller caller,
            Locale locale,
            Model model) {
        var field = form.text("field");
        int number = RecordRequests.earlierVersion(version);
        var look = look(caller, form.text("purpose"), collection).at(field).because(form.text("reason"));
        var shown = looks.disclose(look, RecordPath.id(customer, record), number);
        model.addAttribute("revealed", RevealedView.of(shown, collection(collection), field, locale));
        model.addAttribute("path", new RecordPath(customer, collection, record, number));
        model.addAttribute("purpose", look.purpose());
        model.addAttribute("seconds", CustomerPages.SECONDS_IN_CLEAR);
        return "vault/record :: revealed";
    }

    private static Look look(Caller caller, String purpose, String collection) {
        return new Look(caller, purpose, Optional.empty(), collection, new TreeSet<>());
    }

    private CollectionDefinition collection(String name) {
        return active.current()
                .flatMap(catalog -> catalog.collection(name))
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "collection.unknown", "Name a collection of the catalog in force."));
    }
}
