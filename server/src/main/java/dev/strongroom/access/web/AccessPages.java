package dev.strongroom.access.web;

import dev.strongroom.access.AccessPeriods;
import dev.strongroom.access.PurposesForATime;
import dev.strongroom.access.SeenFields;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The page on which purposes are opened for a time: asked for, or in an emergency at once.
@Page
@AnyCaller
class AccessPages {

    static final String ACCESS = "/console/access";
    private static final String MINE = "access/access :: mine";

    private final AccessPeriods periods;
    private final PurposesForATime purposes;
    private final SeenFields seen;
    private final Actors actors;
    private final Clock clock;

    AccessPages(AccessPeriods periods, PurposesForATime purposes, SeenFields seen, Actors actors, Clock clock) {
        this.periods = periods;
        this.purposes = purposes;
        this.seen = seen;
        this.actors = actors;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry accessEntry() {
            return new NavigationEntry("access.title", ACCESS, "access", 40, Set.of());
        }
    }

    /// A purpose to choose.
    record Choice(String id, String title) {}

    @GetMapping(ACCESS)
    String access(Caller caller, Locale language, Model model) {
        model.addAttribute("byConsent", choices(caller, PurposeAccess.APPROVED, language));
        model.addAttribute("inEmergencies", choices(caller, PurposeAccess.BREAK_GLASS, language));
        show(caller, language, model, "");
        return "access/access";
    }

    private List<Choice> choices(Caller caller, PurposeAccess access, Locale language) {
        return purposes.of(caller).stream()
                .filter(purpose -> purpose.access() == access)
                .map((Purpose purpose) ->
                        new Choice(purpose.id(), purpose.title().in(language)))
                .toList();
    }

    /// The caller's own times, which change with their requests.
    @GetMapping(ACCESS + "/mine")
    @Part
    String mine(Caller caller, Locale language, Model model) {
        show(caller, language, model, "");
        return MINE;
    }

    @PostMapping(ACCESS)
    String ask(Form form, Caller caller, Locale language, HttpServletResponse response, Model model) {
        var wish =
                new AccessPeriods.Wish(form.text("purpose"), minutes(form), form.text("ticket"), form.find("customer"));
        response.setHeader("HX-Trigger", "asked");
        show(caller, language, model, opens(caller, wish) ? "access.was-opened" : "access.was-asked");
        return MINE;
    }

    /// Waiting for somebody is what is expected here, and no refusal.
    private boolean opens(Caller caller, AccessPeriods.Wish wish) {
        try {
            periods.open(caller, wish);
            return true;
        } catch (Problem refused) {
            if (!refused.code().equals("approval.needed")) {
                throw refused;
            }
            return false;
        }
    }

    private static int minutes(Form form) {
        try {
            return Integer.parseInt(form.text("minutes"));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /// Told what happens then; nothing happens yet.
    @PostMapping(ACCESS + "/emergencies")
    String consider(Form form, Caller caller, Locale language, Model model) {
        var purpose = form.text("purpose");
        var ticket = form.text("ticket");
        periods.requireGlass(caller, purpose, ticket);
        model.addAttribute("purpose", purpose);
        model.addAttribute("ticket", ticket);
        model.addAttribute("seen", seen.of(caller, purpose, language));
        return "access/access :: consequences";
    }

    @PostMapping(ACCESS + "/emergencies/begun")
    String breakGlass(Form form, Caller caller, Locale language, Model model) {
        periods.breakGlass(caller, form.text("purpose"), form.text("ticket"));
        show(caller, language, model, "access.was-broken");
        return MINE;
    }

    @PostMapping(ACCESS + "/{id}/ends")
    String end(@PathVariable String id, Form form, Caller caller, Locale language, Model model) {
        periods.end(id, caller, true);
        show(caller, language, model, "access.was-ended");
        return MINE;
    }

    private void show(Caller caller, Locale language, Model model, String told) {
        var names = actors.namesFor(caller);
        model.addAttribute(
                "mine",
                periods.of(caller.id()).stream()
                        .map(period -> PeriodView.of(
                                period,
                                purposes.title(period, language),
                                periods.words(period),
                                names,
                                clock.instant()))
                        .toList());
        model.addAttribute("told", told);
    }
}
