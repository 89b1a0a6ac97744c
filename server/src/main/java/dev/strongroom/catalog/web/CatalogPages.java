package dev.strongroom.catalog.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.Role;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The catalog in force, to be read like documentation: what is collected, why, and who sees it.
@Page
@AnyCaller
class CatalogPages {

    static final String RULES = "/console/rules";

    private final ActiveCatalog active;

    CatalogPages(ActiveCatalog active) {
        this.active = active;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry rulesEntry() {
            return new NavigationEntry("rules.title", RULES, "rules", 50, Set.of());
        }
    }

    /// A collection or a role to choose.
    record Choice(String id, String title, boolean chosen) {}

    /// @param retention how long records may serve it, in years, months and days
    record ShownPurpose(
            String id,
            String title,
            String gdpr,
            String pipl,
            Period retention,
            String access,
            int approvals,
            String sensitiveBecause,
            List<String> refusedFor) {

        static ShownPurpose of(Purpose purpose, Locale locale) {
            return new ShownPurpose(
                    purpose.id(),
                    purpose.title().in(locale),
                    CatalogMatrix.word(purpose.gdpr()),
                    CatalogMatrix.word(purpose.pipl()),
                    purpose.retention(),
                    CatalogMatrix.word(purpose.access()),
                    purpose.approvals(),
                    purpose.sensitiveBecause().map(text -> text.in(locale)).orElse(""),
                    List.copyOf(purpose.refusedFor()));
        }
    }

    @GetMapping(RULES)
    String rules(
            @RequestParam(defaultValue = "") String collection,
            @RequestParam(defaultValue = "") String role,
            Locale locale,
            Model model) {
        var current = active.current();
        model.addAttribute("there", current.isPresent());
        current.ifPresent(catalog -> fill(model, catalog, collection, role, locale));
        return "catalog/rules";
    }

    /// What the reader may do, and why.
    @GetMapping(RULES + "/mine")
    String mine(Caller caller, Locale locale, Model model) {
        model.addAttribute("rights", RightsView.of(active.current(), caller, locale));
        return "catalog/mine";
    }

    private static void fill(Model model, Catalog catalog, String collection, String role, Locale locale) {
        var shown = collection(catalog, collection);
        var roles = roles(catalog, role);
        model.addAttribute("name", catalog.name().in(locale));
        model.addAttribute("hash", catalog.hash());
        model.addAttribute(
                "purposes",
                catalog.purposes().stream()
                        .map(purpose -> ShownPurpose.of(purpose, locale))
                        .toList());
        model.addAttribute(
                "collections",
                catalog.collections().stream()
                        .map(one -> new Choice(one.id(), one.title().in(locale), one == shown))
                        .toList());
        model.addAttribute(
                "roles",
                catalog.roles().stream()
                        .map(one -> new Choice(
                                one.id(), one.title().in(locale), one.id().equals(role)))
                        .toList());
        model.addAttribute(
                "terms",
                catalog.roles().stream()
                        .map(one -> RoleView.of(catalog, one, locale))
                        .toList());
        model.addAttribute("matrix", CatalogMatrix.of(catalog, shown, roles, locale));
    }

    private static CollectionDefinition collection(Catalog catalog, String id) {
        return id.isEmpty()
                ? catalog.customerCollection()
                : catalog.collection(id).orElseThrow(CatalogPages::notThere);
    }

    private static List<Role> roles(Catalog catalog, String id) {
        return id.isEmpty() ? catalog.roles() : List.of(catalog.role(id).orElseThrow(CatalogPages::notThere));
    }

    private static Problem notThere() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "catalog.not_there", "Choose a collection and a role that the catalog has.");
    }

    /// The hash of the catalog in force; empty if there is none.
    static String hash(Optional<Catalog> catalog) {
        return catalog.map(Catalog::hash).orElse("");
    }
}
