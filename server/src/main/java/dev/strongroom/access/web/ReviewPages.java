package dev.strongroom.access.web;

import dev.strongroom.access.AccessPeriod;
import dev.strongroom.access.AccessPeriods;
import dev.strongroom.access.PurposesForATime;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// What others have open, and the review of emergencies with what was looked at: a part of the page of access.
///
/// Guarantees: of the log, it shows what was done for the purpose of an emergency by whoever broke the glass, while it
/// was broken and a minute before and after; nothing else.
@Page
@RequiresRole({"administrator", "privacy-officer"})
class ReviewPages {

    private static final String OTHERS = AccessPages.ACCESS + "/others";
    private static final String ALL = "access/reviews :: all";
    private static final int MOST = 1_000;
    private static final int MOST_STEPS = 200;

    /// What was permitted in the last moment is written down a little later, perhaps by another server.
    private static final Duration AROUND = Duration.ofMinutes(1);

    private final AccessPeriods periods;
    private final PurposesForATime purposes;
    private final LedgerExplorer explorer;
    private final Actors actors;
    private final Clock clock;

    ReviewPages(AccessPeriods periods, PurposesForATime purposes, LedgerExplorer explorer, Actors actors, Clock clock) {
        this.periods = periods;
        this.purposes = purposes;
        this.explorer = explorer;
        this.actors = actors;
        this.clock = clock;
    }

    /// What was done during an emergency.
    ///
    /// @param fields each with its level
    /// @param refusal the code of a refusal; empty if it was permitted
    record Done(
            long index, Instant at, String kind, String collection, String customer, String fields, String refusal) {}

    @GetMapping(OTHERS)
    @Part
    String others(Caller caller, Locale language, Model model) {
        show(caller, language, model, "");
        return ALL;
    }

    @PostMapping(OTHERS + "/{id}/ends")
    String end(@PathVariable String id, Form form, Caller caller, Locale language, Model model) {
        periods.end(id, caller, false);
        show(caller, language, model, "access.was-ended");
        return ALL;
    }

    @PostMapping(OTHERS + "/{id}/reviews")
    String review(@PathVariable String id, Form form, Caller caller, Locale language, Model model) {
        var verdict = AccessController.verdict(form.text("verdict"));
        periods.review(id, verdict, Optional.of(form.text("words")), caller);
        show(caller, language, model, "access.was-reviewed");
        return ALL;
    }

    private void show(Caller caller, Locale language, Model model, String told) {
        var names = actors.namesFor(caller);
        var now = clock.instant();
        var all = periods.newest().stream()
                .map(period ->
                        PeriodView.of(period, purposes.title(period, language), periods.words(period), names, now))
                .toList();
        model.addAttribute("me", caller.id());
        model.addAttribute(
                "waiting",
                all.stream().filter(view -> view.period().waitsForReview()).toList());
        model.addAttribute(
                "open",
                all.stream()
                        .filter(PeriodView::isOpen)
                        .filter(view -> !view.period().waitsForReview())
                        .filter(view -> !view.period().account().equals(caller.id()))
                        .toList());
        model.addAttribute(
                "reviewed",
                all.stream()
                        .filter(PeriodView::isEmergency)
                        .filter(view -> !view.period().waitsForReview())
                        .toList());
        model.addAttribute("told", told);
    }

    @GetMapping(OTHERS + "/{id}/entries")
    @Part
    @RequiresRole(
            value = {"administrator", "privacy-officer"},
            fresh = true)
    String entries(@PathVariable String id, Model model) {
        var period = periods.find(id);
        if (period.kind() != AccessPeriod.Kind.BREAK_GLASS) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND,
                    "access.no_emergency",
                    "Choose an emergency: what was looked at otherwise is in the log.");
        }
        var found = found(during(period));
        model.addAttribute(
                "isCut", found.entries().size() > MOST || found.next().isPresent());
        model.addAttribute(
                "entries",
                found.entries().stream().limit(MOST).map(ReviewPages::done).toList());
        return "access/reviews :: entries";
    }

    /// However much others did in between: one answer of the explorer ends where it has read enough.
    private LedgerExplorer.Page found(LedgerFilter filter) {
        var entries = new ArrayList<LedgerExplorer.Found>();
        var before = Optional.of(Long.MAX_VALUE);
        for (int step = 0; before.isPresent() && entries.size() <= MOST && step < MOST_STEPS; step++) {
            var page = explorer.find(filter, before.get(), MOST + 1 - entries.size());
            entries.addAll(page.entries());
            before = page.next();
        }
        return new LedgerExplorer.Page(entries, before);
    }

    private static LedgerFilter during(AccessPeriod period) {
        var end = period.endedAt().orElse(period.endsAt());
        return LedgerFilter.between(Optional.of(period.beganAt().minus(AROUND)), Optional.of(end.plus(AROUND)))
                .by(period.account())
                .stating(period.purpose());
    }

    private static Done done(LedgerExplorer.Found found) {
        var entry = found.entry();
        return new Done(
                found.index(),
                entry.time(),
                entry.kind().word(),
                entry.collection().orElse(""),
                entry.customer().map(Pseudonym::toString).orElse(""),
                entry.fields().entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue())
                        .collect(Collectors.joining(", ")),
                entry.isPermitted() ? "" : entry.decision().replaceFirst("deny ", ""));
    }
}
