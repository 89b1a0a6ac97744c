package dev.strongroom.vault.web;

import dev.strongroom.pages.Form;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.RecordSearch;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// The page on which staff find customers. The purpose stands in its address; what is searched for never does.
@Page
class FindPages {

    static final String CUSTOMERS = "/console/customers";

    private final LookOffers offers;
    private final RecordSearch search;
    private final SearchForms forms;

    FindPages(LookOffers offers, RecordSearch search, JsonMapper json) {
        this.offers = offers;
        this.search = search;
        this.forms = new SearchForms(json);
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry customersEntry() {
            return new NavigationEntry("customers.title", CUSTOMERS, "customers", 10, Set.of());
        }
    }

    @GetMapping(CUSTOMERS)
    @AnyCaller
    String find(@RequestParam(defaultValue = "") String purpose, Caller caller, Locale locale, Model model) {
        if (!purpose.isEmpty()) {
            offers.requireOpen(caller, purpose);
            ways(purpose, "", "", caller, locale, model);
        }
        model.addAttribute("purposes", PurposeChoice.all(offers.purposes(caller), purpose, locale));
        model.addAttribute("purpose", purpose);
        return "vault/find";
    }

    /// The part of the form that depends on the field and the kind of search.
    @GetMapping(CUSTOMERS + "/ways")
    @AnyCaller
    @Part
    String ways(
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String kind,
            Caller caller,
            Locale locale,
            Model model) {
        offers.requireOpen(caller, purpose);
        var form = SearchFormView.of(offers.places(caller, purpose), place, kind, locale);
        model.addAttribute("purpose", purpose);
        model.addAttribute("form", form);
        return "vault/find :: ways";
    }

    @PostMapping(path = CUSTOMERS + "/search", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller(reads = true)
    String search(Form form, Caller caller, Locale locale, Model model) {
        var purpose = form.text("purpose");
        var place = SearchForms.place(form);
        var offered = offers.places(caller, purpose).stream()
                .filter(one -> one.collection().id().equals(place.collection()))
                .findFirst();
        var columns = offered.map(one -> FoundView.columns(one, place.field())).orElse(Set.of());
        var look =
                new Look(caller, purpose, Optional.empty(), place.collection(), SearchForms.sorted(columns)).masked();
        var found = marked(() -> search.search(look, forms.query(form, place)));
        model.addAttribute("found", FoundView.of(found, offered, columns, purpose, locale));
        model.addAttribute("sent", form);
        return form.find("cursor").isPresent() ? "vault/find :: rows" : "vault/find :: results";
    }

    /// What is wrong with a field is wrong with what was typed for it.
    private static <T> T marked(Supplier<T> searched) {
        try {
            return searched.get();
        } catch (Problem refused) {
            throw refused.members().containsKey("field") ? refused.with("member", "value") : refused;
        }
    }
}
