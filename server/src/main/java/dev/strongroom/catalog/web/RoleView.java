package dev.strongroom.catalog.web;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.HourlyLimit;
import dev.strongroom.catalog.Requirement;
import dev.strongroom.catalog.Role;
import dev.strongroom.catalog.WeeklyHours;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A role as a page explains it: what it changes, and on which terms it counts.
///
/// @param title in the reader's language; empty for a built-in role, which has a word of its own, and for one that the
///     catalog has no more
/// @param isBuiltIn whether every server has it
/// @param writes titles of the collections whose records it changes
/// @param hours when it counts; empty: always
/// @param networks from where it counts; empty: from anywhere
/// @param training courses that have to be completed
/// @param risk levels of risk at which it still counts; empty: at any
/// @param scope whose data it reaches, as the catalog writes it
record RoleView(
        String id,
        String title,
        boolean isBuiltIn,
        List<String> writes,
        String hours,
        List<String> networks,
        List<String> training,
        List<String> risk,
        String scope,
        Optional<HourlyLimit> hourly) {

    static RoleView of(Catalog catalog, Role role, Locale locale) {
        var terms = role.terms();
        return new RoleView(
                role.id(),
                role.title().in(locale),
                false,
                catalog.collections().stream()
                        .filter(collection -> role.writes().contains(collection.id()))
                        .map((CollectionDefinition collection) ->
                                collection.title().in(locale))
                        .toList(),
                terms.hours().map(hours -> text(hours, locale)).orElse(""),
                terms.networks().stream().map(Object::toString).toList(),
                words(role, Requirement.Kind.TRAINING),
                words(role, Requirement.Kind.RISK),
                CatalogMatrix.word(terms.customers()),
                terms.hourly());
    }

    /// A role that the catalog does not explain.
    static RoleView named(String id) {
        return new RoleView(
                id,
                "",
                Role.BUILT_IN.contains(id),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                "all",
                Optional.empty());
    }

    private static List<String> words(Role role, Requirement.Kind kind) {
        return role.terms().requirements().stream()
                .filter(requirement -> requirement.kind() == kind)
                .map(Requirement::word)
                .toList();
    }

    private static String text(WeeklyHours hours, Locale locale) {
        var days = hours.days().stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT, locale))
                .collect(Collectors.joining("zh".equals(locale.getLanguage()) ? "、" : ", "));
        return "%s %s–%s (%s)".formatted(days, hours.from(), hours.to(), hours.zone());
    }

    /// Whether there is nothing to say about when it counts, for whom and how often.
    public boolean isWithoutTerms() {
        return hours.isEmpty()
                && networks.isEmpty()
                && training.isEmpty()
                && risk.isEmpty()
                && scope.equals("all")
                && hourly.isEmpty();
    }
}
