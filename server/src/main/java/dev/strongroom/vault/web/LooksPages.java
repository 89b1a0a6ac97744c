package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Days;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.CustomerLooks;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/// The page that tells who looked at a customer, for those who check it.
@Page
class LooksPages {

    private final CustomerLooks looks;
    private final ActiveCatalog active;
    private final Actors actors;

    LooksPages(CustomerLooks looks, ActiveCatalog active, Actors actors) {
        this.looks = looks;
        this.active = active;
        this.actors = actors;
    }

    /// @param from the first day, in UTC
    /// @param to the last day, in UTC
    @GetMapping(FindPages.CUSTOMERS + "/{customer}/looks")
    @RequiresRole(
            value = {ApiClient.LOG_READER, ApiClient.AUDITOR, ApiClient.PRIVACY_OFFICER},
            fresh = true)
    String looks(
            @PathVariable String customer,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Caller caller,
            Locale locale,
            Model model) {
        show(customer, Days.of(from, to), -1, caller, locale, model);
        return "vault/looks";
    }

    /// The rows alone.
    ///
    /// @param after the `next` of the rows before
    @GetMapping(path = FindPages.CUSTOMERS + "/{customer}/looks", params = "after")
    @RequiresRole(
            value = {ApiClient.LOG_READER, ApiClient.AUDITOR, ApiClient.PRIVACY_OFFICER},
            fresh = true)
    @Part
    String more(
            @PathVariable String customer,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam long after,
            Caller caller,
            Locale locale,
            Model model) {
        show(customer, Days.of(from, to), after, caller, locale, model);
        return "vault/looks :: rows";
    }

    private void show(String customer, Days days, long after, Caller caller, Locale locale, Model model) {
        var id = RecordRequests.customer(customer);
        var page = looks.looks(caller, id, days.start(), days.end(), after);
        model.addAttribute("customer", id.toString());
        model.addAttribute("days", days);
        model.addAttribute("looks", LooksView.of(page, active, actors.namesFor(caller), locale));
    }

    /// Leads to a customer whose id is known, whatever the reader may see of them.
    @PostMapping(path = FindPages.CUSTOMERS + "/open", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller(reads = true)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void open(Form form, HttpServletResponse response) {
        var id = RecordId.parse(form.text("customer").strip())
                .filter(RecordId::isCustomer)
                .orElseThrow(LooksPages::noId);
        var purpose = form.find("purpose")
                .filter(name -> name.matches("[a-z][a-z0-9_]{0,62}"))
                .map(name -> "?purpose=" + name);
        response.setHeader("HX-Redirect", FindPages.CUSTOMERS + "/" + id + purpose.orElse(""));
    }

    private static Problem noId() {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "customer.no_id",
                        "Type the customer's id as it stands on pages and in answers: 13 letters and digits.")
                .with("member", "customer");
    }
}
