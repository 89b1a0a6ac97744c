package dev.strongroom.catalog.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogApplication;
import dev.strongroom.catalog.CatalogErrors;
import dev.strongroom.catalog.GrantChange;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// Changing the catalog: written, looked at as a difference and as what each role would see more or less of, and put in
/// force once a second person agrees.
@Page
@RequiresRole("administrator")
class CatalogEditPages {

    private static final String EDIT = CatalogPages.RULES + "/edit";
    private static final String PLAN = "catalog/edit :: plan";

    private final ActiveCatalog active;
    private final CatalogApplication application;

    CatalogEditPages(ActiveCatalog active, CatalogApplication application) {
        this.active = active;
        this.application = application;
    }

    record Mistake(int line, int column, String message) {}

    /// @param told a sentence
    record Change(String told, boolean refused, boolean reindexes) {}

    record Seen(String role, String purpose, String field, String before, String after, boolean more) {}

    @GetMapping(EDIT)
    String edit(Model model) {
        var current = active.current();
        model.addAttribute("before", CatalogPages.hash(current));
        model.addAttribute(
                "source",
                current.map(catalog -> new String(catalog.source(), StandardCharsets.UTF_8))
                        .orElse(""));
        return "catalog/edit";
    }

    /// What it would change; nothing is changed.
    @PostMapping(EDIT + "/plan")
    String plan(Form form, Locale locale, Model model) {
        model.addAttribute("applied", false);
        show(model, form, locale);
        return PLAN;
    }

    @PostMapping(EDIT + "/apply")
    String apply(Form form, Locale locale, Caller caller, Model model) {
        refuseOutdated(form);
        try {
            var next = Catalog.read(source(form));
            show(model, form, locale);
            application.apply(next, caller);
            model.addAttribute("applied", true);
        } catch (CatalogErrors wrong) {
            show(model, form, locale);
            model.addAttribute("applied", false);
        }
        return PLAN;
    }

    /// Two people may edit at once; the second one is told rather than undoing what the first one did.
    private void refuseOutdated(Form form) {
        if (!CatalogPages.hash(active.current()).equals(form.find("before").orElse(""))) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "catalog.changed",
                    "Somebody else has changed the catalog meanwhile. Keep your text, load the page again, and look at"
                            + " the difference once more.");
        }
    }

    private static byte[] source(Form form) {
        return form.text("source").replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void show(Model model, Form form, Locale locale) {
        var source = source(form);
        var current = active.current();
        model.addAttribute(
                "lines", CatalogDifference.between(current.map(Catalog::source).orElse(new byte[0]), source));
        try {
            var next = Catalog.read(source);
            model.addAttribute("mistakes", List.of());
            model.addAttribute("changes", changes(next, locale));
            model.addAttribute(
                    "seen",
                    GrantChange.between(current, next).stream()
                            .map(CatalogEditPages::seen)
                            .toList());
        } catch (CatalogErrors wrong) {
            model.addAttribute("mistakes", mistakes(wrong, locale));
            model.addAttribute("changes", List.of());
            model.addAttribute("seen", List.of());
        }
    }

    private List<Change> changes(Catalog next, Locale locale) {
        return application.plan(next).stream()
                .map(planned -> new Change(planned.change().describe(locale), planned.refused(), planned.reindexes()))
                .toList();
    }

    private static List<Mistake> mistakes(CatalogErrors wrong, Locale locale) {
        return wrong.errors().stream()
                .map(error -> new Mistake(error.line(), error.column(), error.message(locale)))
                .toList();
    }

    private static Seen seen(GrantChange change) {
        return new Seen(
                change.role(),
                change.purpose(),
                change.collection() + "." + change.field(),
                CatalogMatrix.word(change.before()),
                CatalogMatrix.word(change.after()),
                change.isMore());
    }
}
