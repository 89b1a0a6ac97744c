package dev.strongroom.access.web;

import dev.strongroom.access.AccessPeriod;
import dev.strongroom.access.AccessPeriods;
import dev.strongroom.access.PurposesForATime;
import dev.strongroom.approval.ApprovalRequest;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Purposes that are opened for a time.
@RestController
class AccessController {

    private final AccessPeriods periods;
    private final PurposesForATime purposes;

    AccessController(AccessPeriods periods, PurposesForATime purposes) {
        this.periods = periods;
        this.purposes = purposes;
    }

    record Wish(
            @Nullable String purpose,
            @Nullable Integer minutes,
            @Nullable String ticket,
            @Nullable String customer) {}

    record Emergency(@Nullable String purpose, @Nullable String ticket) {}

    /// @param words what was found
    record Review(@Nullable String verdict, @Nullable String words) {
        @Override
        public String toString() {
            return "Review";
        }
    }

    record Period(
            String id,
            String account,
            String purpose,
            String kind,
            boolean oneCustomer,
            String ticket,
            Instant beganAt,
            Instant endsAt,
            @Nullable Instant endedAt,
            int records,
            @Nullable Integer mostRecords,
            @Nullable String reviewedBy,
            @Nullable String verdict) {}

    record Periods(List<Period> periods) {}

    /// @param access as the catalog says it
    record Openable(String name, String title, String access) {}

    /// @param state `waiting`, or `approved`: asking once more opens it
    record Asked(String id, String purpose, int minutes, String ticket, String state, Instant expiresAt) {}

    /// @param purposes the caller's that can be opened for a time
    /// @param asked what the caller has asked for and not opened yet
    record Own(List<Openable> purposes, List<Asked> asked, List<Period> periods) {}

    @PostMapping("/v1/access")
    @AnyCaller
    @ResponseStatus(HttpStatus.CREATED)
    Period open(@RequestBody Wish wish, Caller caller) {
        int minutes = Objects.requireNonNullElse(wish.minutes(), 0);
        var asked = new AccessPeriods.Wish(
                text(wish.purpose()), minutes, text(wish.ticket()), Optional.ofNullable(wish.customer()));
        return shown(periods.open(caller, asked));
    }

    @PostMapping("/v1/access/break-glass")
    @AnyCaller
    @ResponseStatus(HttpStatus.CREATED)
    Period breakGlass(@RequestBody Emergency emergency, Caller caller) {
        return shown(periods.breakGlass(caller, text(emergency.purpose()), text(emergency.ticket())));
    }

    @GetMapping("/v1/access")
    @AnyCaller
    Own own(Caller caller, Locale locale) {
        return new Own(
                purposes.of(caller).stream()
                        .map(purpose -> openable(purpose, locale))
                        .toList(),
                purposes.asked(caller).stream().map(AccessController::asked).toList(),
                periods.of(caller.id()).stream().map(AccessController::shown).toList());
    }

    private static Openable openable(Purpose purpose, Locale locale) {
        var access = purpose.access().name().toLowerCase(Locale.ROOT);
        return new Openable(purpose.id(), purpose.title().in(locale), access);
    }

    private static Asked asked(ApprovalRequest request) {
        var content = request.change().content();
        return new Asked(
                request.id(),
                text(content.get("purpose")),
                Integer.parseInt(text(content.get("minutes"))),
                text(content.get("ticket")),
                request.state().word(),
                request.expiresAt());
    }

    @DeleteMapping("/v1/access/{id}")
    @AnyCaller
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOwn(@PathVariable String id, Caller caller) {
        periods.end(id, caller, true);
    }

    @GetMapping("/v1/access-periods")
    @RequiresRole({"administrator", "privacy-officer", "auditor"})
    Periods all() {
        return new Periods(
                periods.newest().stream().map(AccessController::shown).toList());
    }

    @DeleteMapping("/v1/access-periods/{id}")
    @RequiresRole({"administrator", "privacy-officer"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id, Caller caller) {
        periods.end(id, caller, false);
    }

    @PostMapping("/v1/access-periods/{id}/review")
    @RequiresRole({"administrator", "privacy-officer"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void review(@PathVariable String id, @RequestBody Review review, Caller caller) {
        periods.review(id, verdict(text(review.verdict())), Optional.ofNullable(review.words()), caller);
    }

    static AccessPeriod.Verdict verdict(String word) {
        return Arrays.stream(AccessPeriod.Verdict.values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "access.verdict", "Say justified or unjustified."));
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static Period shown(AccessPeriod period) {
        return new Period(
                period.id(),
                period.account(),
                period.purpose(),
                period.kind().word(),
                period.customer().isPresent(),
                period.ticket(),
                period.beganAt(),
                period.endsAt(),
                period.endedAt().orElse(null),
                period.records(),
                period.mostRecords().isPresent() ? period.mostRecords().getAsInt() : null,
                period.reviewedBy().orElse(null),
                period.verdict().map(AccessPeriod.Verdict::word).orElse(null));
    }
}
