package dev.strongroom.ledger.web;

import dev.strongroom.ledger.CustomerPseudonyms;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.ledger.LedgerHours;
import dev.strongroom.ledger.LogState;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.HourlyChart;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.BrokenAnswers;
import dev.strongroom.web.Caller;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The log for those who check what happened: looked through by time, actor, purpose and kind, and verified in the
/// reader's own browser.
@Page
@RequiresRole(
        value = {"log-reader", "auditor", "privacy-officer"},
        fresh = true)
class LedgerPages {

    private static final Logger log = LoggerFactory.getLogger(LedgerPages.class);
    private static final String LEDGER = "/console/ledger";
    private static final int PAGE = 50;

    private final LedgerExplorer explorer;
    private final LedgerHours hours;
    private final LogState state;
    private final CustomerPseudonyms pseudonyms;
    private final Actors actors;
    private final Ledger ledger;
    private final Clock clock;

    LedgerPages(
            LedgerExplorer explorer,
            LedgerHours hours,
            LogState state,
            CustomerPseudonyms pseudonyms,
            Actors actors,
            Ledger ledger,
            Clock clock) {
        this.explorer = explorer;
        this.hours = hours;
        this.state = state;
        this.pseudonyms = pseudonyms;
        this.actors = actors;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry ledgerEntry() {
            return new NavigationEntry(
                    "ledger.title", LEDGER, "ledger", 70, Set.of("log-reader", "auditor", "privacy-officer"));
        }
    }

    /// @param fields each with its level, or with what was done to it
    /// @param refusal the code of a refusal; empty if it was permitted
    record Row(LedgerExplorer.Found found, Actors.Actor actor, String kind, String fields, String refusal) {

        static Row of(LedgerExplorer.Found found, Actors.Named names) {
            var entry = found.entry();
            return new Row(
                    found,
                    names.of(entry.actor()),
                    entry.kind().word(),
                    entry.fields().entrySet().stream()
                            .map(field -> field.getKey() + ": " + field.getValue())
                            .collect(Collectors.joining(", ")),
                    entry.isPermitted() ? "" : entry.decision().replaceFirst("deny ", ""));
        }
    }

    @GetMapping(LEDGER)
    String explore(
            HttpServletRequest request, @RequestParam(defaultValue = "-1") long before, Caller caller, Model model) {
        var query = LedgerQuery.of(request);
        var names = actors.namesFor(caller);
        var filter = query.filter(pseudonyms);
        var page = explorer.find(filter, before < 0 ? Long.MAX_VALUE : before, PAGE);
        model.addAttribute("query", query);
        model.addAttribute(
                "rows",
                page.entries().stream().map(found -> Row.of(found, names)).toList());
        model.addAttribute("next", page.next());
        model.addAttribute(
                "kinds", Arrays.stream(EntryKind.values()).map(EntryKind::word).toList());
        model.addAttribute("chart", HourlyChart.of(bars(filter)));
        model.addAttribute("log", state.published());
        model.addAttribute("tampering", state.tampering());
        return "ledger/ledger";
    }

    /// Nothing is counted by customer.
    private List<HourlyChart.Bar> bars(LedgerFilter filter) {
        return filter.customers().isPresent()
                ? List.of()
                : hours.count(filter, LedgerHours.By.HOUR).stream()
                        .map(count -> new HourlyChart.Bar(count.name(), count.permitted(), count.refused()))
                        .toList();
    }

    @GetMapping(LEDGER + "/{index}")
    String entry(@PathVariable long index, Caller caller, Model model) {
        var found = explorer.entry(index)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "ledger.no_such_entry", "Choose an entry from the list of the log."));
        model.addAttribute("row", Row.of(found, actors.namesFor(caller)));
        model.addAttribute("facts", facts(found));
        return "ledger/entry";
    }

    /// @param word key of what it is
    record Fact(String word, String value) {}

    private static List<Fact> facts(LedgerExplorer.Found found) {
        var entry = found.entry();
        return List.of(
                new Fact("ledger.purpose", entry.purpose().orElse("–")),
                new Fact("ledger.collection", entry.collection().orElse("–")),
                new Fact("ledger.policy", entry.policy()),
                new Fact("ledger.pseudonym", text(entry.customer())),
                new Fact("ledger.record-pseudonym", text(entry.record())),
                new Fact("ledger.manifest", text(entry.manifest())),
                new Fact("ledger.detail", text(entry.detail())),
                new Fact("ledger.leaf", found.receipt().leaf().toString()));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("–");
    }

    /// What leaves as a file is in the log before it does.
    @GetMapping(path = LEDGER + "/entries.csv", produces = "text/csv;charset=utf-8")
    void csv(HttpServletRequest request, Caller caller, LastingCaller lasting, HttpServletResponse response)
            throws IOException {
        var filter = LedgerQuery.of(request).filter(pseudonyms);
        ledger.append(Draft.of(LedgerEntry.of(clock.instant(), EntryKind.EXPORT, caller.id(), "-")
                .withFields(Map.of("log-entries", "exported"))));
        var table = new LedgerCsv(explorer, filter, LedgerCsv.MOST_ROWS, actors.namesFor(caller));
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"log.csv\"");
        try {
            table.writeTo(response.getOutputStream(), lasting);
        } catch (RuntimeException midway) {
            log.warn("A table of the log was cut short: {}", midway.getClass().getSimpleName());
            BrokenAnswers.cutShort(request);
        }
    }
}
