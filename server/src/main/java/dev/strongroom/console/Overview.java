package dev.strongroom.console;

import dev.strongroom.access.AccessPeriod;
import dev.strongroom.access.AccessPeriods;
import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.ledger.LedgerHours;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.HourlyChart;
import dev.strongroom.web.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Gathers what the overview shows, from counts that were made before and from short lists.
final class Overview {

    private static final int HOURS = 24;
    private static final int MOST_LISTED = 5;

    /// Who sees what everybody did; everybody else sees what they did themselves.
    private static final Set<String> WATCHERS =
            Set.of(ApiClient.ADMINISTRATOR, ApiClient.AUDITOR, ApiClient.PRIVACY_OFFICER, ApiClient.LOG_READER);

    private static final Set<String> DECIDERS = Set.of(ApiClient.ADMINISTRATOR, ApiClient.PRIVACY_OFFICER);

    private final LedgerHours hours;
    private final ApprovalRequests approvals;
    private final AccessPeriods periods;
    private final ActiveCatalog catalog;
    private final Actors actors;
    private final Clock clock;

    Overview(
            LedgerHours hours,
            ApprovalRequests approvals,
            AccessPeriods periods,
            ActiveCatalog catalog,
            Actors actors,
            Clock clock) {
        this.hours = hours;
        this.approvals = approvals;
        this.periods = periods;
        this.catalog = catalog;
        this.actors = actors;
        this.clock = clock;
    }

    /// How often in all.
    ///
    /// @param everybodys whether it counts what everybody did, or the reader alone
    record Totals(boolean everybodys, long looks, long refused) {}

    /// When, for what and by whom.
    ///
    /// @param everybodys whether it counts what everybody did, or the reader alone
    /// @param people empty where only the reader is counted
    record Activity(boolean everybodys, HourlyChart chart, List<Stated> purposes, List<Busy> people) {}

    /// How often a purpose was stated.
    ///
    /// @param id empty for looks without any
    record Stated(String id, String title, long looks) {}

    /// How often somebody looked.
    record Busy(Actors.Actor actor, long looks) {}

    /// Something that waits for the reader.
    ///
    /// @param word key of the sentence, with the number as its parameter
    record Task(String word, long number, String path) {}

    Totals totals(Caller reader) {
        var filter = filter(reader);
        return new Totals(
                isWatcher(reader),
                total(hours.count(filter.of(EntryKind.LOOK), LedgerHours.By.KIND)),
                total(hours.count(filter.of(EntryKind.REFUSAL), LedgerHours.By.KIND)));
    }

    Activity activity(Caller reader, Locale locale) {
        var filter = filter(reader);
        return new Activity(
                isWatcher(reader),
                chart(
                        start(),
                        hours.count(filter.of(EntryKind.LOOK), LedgerHours.By.HOUR),
                        hours.count(filter.of(EntryKind.REFUSAL), LedgerHours.By.HOUR)),
                purposes(filter, locale),
                isWatcher(reader) ? people(filter, reader) : List.of());
    }

    private LedgerFilter filter(Caller reader) {
        var recent = LedgerFilter.since(start());
        return isWatcher(reader) ? recent : recent.by(reader.id());
    }

    private Instant start() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
    }

    private List<Stated> purposes(LedgerFilter filter, Locale locale) {
        return most(hours.count(filter.of(EntryKind.LOOK), LedgerHours.By.PURPOSE)).stream()
                .map(count -> new Stated(count.name(), catalog.purposeTitle(count.name(), locale), count.total()))
                .toList();
    }

    private List<Busy> people(LedgerFilter filter, Caller reader) {
        var names = actors.namesFor(reader);
        return most(hours.count(filter.of(EntryKind.LOOK), LedgerHours.By.ACTOR)).stream()
                .map(count -> new Busy(names.of(count.name()), count.total()))
                .toList();
    }

    private static List<LedgerHours.Count> most(List<LedgerHours.Count> counts) {
        return counts.subList(0, Math.min(MOST_LISTED, counts.size()));
    }

    private static long total(List<LedgerHours.Count> counts) {
        return counts.stream().mapToLong(LedgerHours.Count::total).sum();
    }

    /// Hours without any entry are there too.
    private static HourlyChart chart(Instant since, List<LedgerHours.Count> looks, List<LedgerHours.Count> refusals) {
        var permitted = byName(looks);
        var refused = byName(refusals);
        return HourlyChart.of(IntStream.range(0, HOURS)
                .mapToObj(hour -> since.plus(Duration.ofHours(hour)).toString())
                .map(hour ->
                        new HourlyChart.Bar(hour, permitted.getOrDefault(hour, 0L), refused.getOrDefault(hour, 0L)))
                .toList());
    }

    private static Map<String, Long> byName(List<LedgerHours.Count> counts) {
        return counts.stream().collect(Collectors.toMap(LedgerHours.Count::name, LedgerHours.Count::total));
    }

    /// What needs the reader, most urgent first; only what there is any of.
    List<Task> tasks(Caller reader) {
        boolean isDecider = is(reader, DECIDERS);
        int waiting = isDecider ? approvals.countToDecide(reader) : 0;
        int own = approvals.countToCarryOut(reader.id());
        long reviews = isDecider ? reviews(reader) : 0;
        return List.of(
                        new Task("home.task-review", reviews, "/console/access"),
                        new Task("home.task-approve", waiting, "/console/approvals"),
                        new Task("home.task-own", own, isDecider ? "/console/approvals" : "/console/access"))
                .stream()
                .filter(task -> task.number() > 0)
                .toList();
    }

    private long reviews(Caller reader) {
        return periods.newest().stream()
                .filter(period -> period.kind() == AccessPeriod.Kind.BREAK_GLASS)
                .filter(period -> period.verdict().isEmpty())
                .filter(period -> !period.account().equals(reader.id()))
                .count();
    }

    static boolean is(Caller reader, Set<String> roles) {
        return roles.stream().anyMatch(reader.roles()::contains);
    }

    static boolean isWatcher(Caller reader) {
        return is(reader, WATCHERS);
    }
}
