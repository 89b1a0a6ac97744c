package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Requirement;
import dev.strongroom.catalog.RequirementAnswers;
import dev.strongroom.catalog.RoleTerms;
import dev.strongroom.web.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Which of the roles that somebody holds count, by their terms. What nobody can answer for does not hold.
final class CountingRoles {

    private final Supplier<List<RequirementAnswers>> answers;

    CountingRoles(Supplier<List<RequirementAnswers>> answers) {
        this.answers = answers;
    }

    Set<String> of(Catalog catalog, Caller caller, Subject subject, Instant now) {
        return catalog.counting(
                caller.roles(),
                terms -> subject.isReachedBy(terms.customers())
                        && unmet(terms, caller, subject, now).isEmpty());
    }

    /// As [#of], if every term held but those on whose data a role reaches.
    Set<String> anyTime(Catalog catalog, Caller caller, Subject subject) {
        return catalog.counting(caller.roles(), terms -> subject.isReachedBy(terms.customers()));
    }

    /// The first term of the caller's roles that does not hold.
    Optional<Decision.Reason> unmet(Catalog catalog, Caller caller, Subject subject, Instant now) {
        return caller.roles().stream()
                .sorted()
                .flatMap(name -> catalog.role(name).stream())
                .filter(role -> subject.isReachedBy(role.terms().customers()))
                .flatMap(role -> unmet(role.terms(), caller, subject, now).stream())
                .findFirst();
    }

    private Optional<Decision.Reason> unmet(RoleTerms terms, Caller caller, Subject subject, Instant now) {
        if (terms.hours().filter(hours -> !hours.include(now)).isPresent()) {
            return Optional.of(Decision.Reason.OUTSIDE_HOURS);
        }
        boolean isFromElsewhere = !terms.networks().isEmpty()
                && terms.networks().stream().noneMatch(network -> network.contains(caller.address()));
        return isFromElsewhere
                ? Optional.of(Decision.Reason.OUTSIDE_NETWORK)
                : unmet(terms.requirements(), caller, subject);
    }

    /// The first of these that does not hold.
    Optional<Decision.Reason> unmet(Set<Requirement> requirements, Caller caller, Subject subject) {
        for (var requirement : requirements) {
            var answering = answers.get().stream()
                    .filter(one -> one.kind() == requirement.kind())
                    .toList();
            if (answering.isEmpty()) {
                return Optional.of(Decision.Reason.UNANSWERED);
            }
            if (!answering.stream().allMatch(one -> one.holds(requirement, caller, subject.customer()))) {
                return Optional.of(reason(requirement.kind()));
            }
        }
        return Optional.empty();
    }

    private static Decision.Reason reason(Requirement.Kind kind) {
        return switch (kind) {
            case TRAINING -> Decision.Reason.TRAINING_NEEDED;
            case RISK -> Decision.Reason.RISK_TOO_HIGH;
            case UNFLAGGED -> Decision.Reason.FLAGGED;
        };
    }
}
