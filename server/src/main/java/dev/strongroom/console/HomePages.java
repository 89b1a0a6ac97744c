package dev.strongroom.console;

import dev.strongroom.access.AccessPeriods;
import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.ledger.LedgerHours;
import dev.strongroom.ledger.LogState;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The overview, which is also the address of the server itself.
@Page
@AnyCaller
class HomePages {

    private static final String LOG = "/console/ledger";

    private final Overview overview;
    private final LogState log;
    private final KeyEncryptionKeys keys;
    private final List<NavigationEntry> entries;

    HomePages(
            LedgerHours hours,
            ApprovalRequests approvals,
            AccessPeriods periods,
            ActiveCatalog catalog,
            Actors actors,
            LogState log,
            KeyEncryptionKeys keys,
            List<NavigationEntry> entries,
            Clock clock) {
        this.overview = new Overview(hours, approvals, periods, catalog, actors, clock);
        this.log = log;
        this.keys = keys;
        this.entries = List.copyOf(entries);
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry homeEntry() {
            return new NavigationEntry("home.title", "/console", "home", 0, Set.of());
        }
    }

    @GetMapping({"/", "/console"})
    String home(Caller caller, Locale locale, Model model) {
        fill(caller, model);
        activity(caller, locale, model);
        return "console/home";
    }

    /// What changes by the hour while the page stands open.
    @GetMapping("/console/overview/activity")
    @Part
    String activity(Caller caller, Locale locale, Model model) {
        model.addAttribute("activity", overview.activity(caller, locale));
        model.addAttribute("readsLog", readsLog(caller));
        return "console/home :: activity";
    }

    /// Whether the lists that the figures lead to may be opened.
    private boolean readsLog(Caller caller) {
        return entries.stream().anyMatch(entry -> entry.path().equals(LOG) && entry.isFor(caller));
    }

    /// What changes while the page stands open.
    @GetMapping("/console/overview")
    @Part
    String overview(Caller caller, Model model) {
        fill(caller, model);
        return "console/home :: figures";
    }

    private void fill(Caller caller, Model model) {
        model.addAttribute("readsLog", readsLog(caller));
        model.addAttribute("totals", overview.totals(caller));
        model.addAttribute("tasks", overview.tasks(caller));
        model.addAttribute("log", log.published());
        model.addAttribute("tampering", log.tampering());
        model.addAttribute("key", keys.newest());
    }
}
