package dev.strongroom.vault.web;

import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.vault.LookOffers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The form of a search for one purpose.
///
/// @param groups fields by which records may be found, by collection; empty if there are none
/// @param kinds the ways to search by the chosen field
/// @param kind the chosen one
/// @param type of the input that takes a value: `text` or `date`
record SearchFormView(List<Group> groups, List<Choice> kinds, String kind, String type) {

    SearchFormView {
        groups = List.copyOf(groups);
        kinds = List.copyOf(kinds);
    }

    /// The fields of one collection.
    record Group(String title, List<Choice> places) {}

    /// @param value as it is sent
    record Choice(String value, String title, boolean isChosen) {}

    public boolean isRange() {
        return "between".equals(kind);
    }

    /// @param place what was chosen, or anything: then it is the first that is offered
    static SearchFormView of(List<LookOffers.Place> places, String place, String kind, Locale locale) {
        var name = offered(places, place);
        var chosen = places.stream()
                .flatMap(one -> one.searchable().stream()
                        .filter(field -> name(one, field).equals(name)))
                .findFirst();
        var kinds = chosen.map(LookOffers.Searchable::kinds).orElse(List.of());
        var word = kinds.stream()
                .map(SearchFormView::word)
                .filter(kind::equals)
                .findFirst()
                .or(() -> kinds.stream().map(SearchFormView::word).findFirst())
                .orElse("");
        return new SearchFormView(
                places.stream()
                        .filter(one -> !one.searchable().isEmpty())
                        .map(one -> group(one, name, locale))
                        .toList(),
                kinds.stream()
                        .map(one -> new Choice(word(one), word(one), word(one).equals(word)))
                        .toList(),
                word,
                type(chosen));
    }

    /// A field with its collection: two collections may have fields that are alike.
    private static String offered(List<LookOffers.Place> places, String wanted) {
        var names = places.stream()
                .flatMap(one -> one.searchable().stream().map(field -> name(one, field)))
                .toList();
        return names.contains(wanted) ? wanted : names.stream().findFirst().orElse("");
    }

    private static Group group(LookOffers.Place place, String chosen, Locale locale) {
        return new Group(
                place.collection().title().in(locale),
                place.searchable().stream()
                        .map(field -> new Choice(
                                name(place, field),
                                field.field().title().in(locale),
                                name(place, field).equals(chosen)))
                        .toList());
    }

    private static String type(Optional<LookOffers.Searchable> chosen) {
        return chosen.filter(field -> field.field().type() == FieldType.DATE).isPresent() ? "date" : "text";
    }

    private static String name(LookOffers.Place place, LookOffers.Searchable field) {
        return place.collection().id() + "." + field.field().id();
    }

    private static String word(SearchKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
