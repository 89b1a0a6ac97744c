package dev.strongroom.catalog.web;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.Role;
import dev.strongroom.web.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody may do, and by which of their roles: what the catalog grants, before hours, networks and other terms
/// are looked at.
///
/// @param purposes those the reader may state, in the order of the catalog
/// @param gone purposes and roles that the reader holds and the catalog in force does not have
record RightsView(List<RoleView> roles, List<Stated> purposes, List<String> gone) {

    /// @param access `always`, `approved` or `break_glass`
    /// @param places empty if no role of the reader's sees anything for it
    record Stated(String id, String title, String access, List<Place> places) {}

    /// What is seen of a collection for a purpose.
    record Place(String title, List<Seen> fields) {}

    /// @param level how much of the field, at most
    /// @param isSearched whether records may be found by it
    /// @param because titles of the roles that grant it
    record Seen(String title, String level, boolean isSearched, List<String> because) {}

    static RightsView of(Optional<Catalog> catalog, Caller reader, Locale locale) {
        var roles = reader.roles().stream()
                .sorted()
                .map(id -> catalog.flatMap(known -> known.role(id).map(role -> RoleView.of(known, role, locale)))
                        .orElseGet(() -> RoleView.named(id)))
                .toList();
        var purposes = catalog.stream()
                .flatMap(known -> known.purposes().stream()
                        .filter(purpose -> reader.purposes().contains(purpose.id()))
                        .map(purpose -> stated(known, purpose, reader.roles(), locale)))
                .toList();
        var gone = reader.purposes().stream()
                .filter(id -> catalog.flatMap(known -> known.purpose(id)).isEmpty())
                .sorted()
                .toList();
        return new RightsView(roles, purposes, gone);
    }

    private static Stated stated(Catalog catalog, Purpose purpose, Set<String> roles, Locale locale) {
        var places = catalog.collections().stream()
                .map(collection ->
                        new Place(collection.title().in(locale), fields(catalog, purpose, collection, roles, locale)))
                .filter(place -> !place.fields().isEmpty())
                .toList();
        return new Stated(purpose.id(), purpose.title().in(locale), CatalogMatrix.word(purpose.access()), places);
    }

    private static List<Seen> fields(
            Catalog catalog, Purpose purpose, CollectionDefinition collection, Set<String> roles, Locale locale) {
        var levels = catalog.levels(roles, purpose.id(), collection.id());
        return collection.fields().values().stream()
                .filter(field -> levels.containsKey(field.id())
                        || catalog.maySearch(roles, purpose.id(), collection.id(), field.id()))
                .map((FieldDefinition field) -> new Seen(
                        field.title().in(locale),
                        Optional.ofNullable(levels.get(field.id()))
                                .map(CatalogMatrix::word)
                                .orElse("none"),
                        catalog.maySearch(roles, purpose.id(), collection.id(), field.id()),
                        granting(catalog, purpose, collection, field, roles, locale)))
                .toList();
    }

    /// Those who grant the most, or let it be searched.
    private static List<String> granting(
            Catalog catalog,
            Purpose purpose,
            CollectionDefinition collection,
            FieldDefinition field,
            Set<String> roles,
            Locale locale) {
        var most = Optional.ofNullable(
                catalog.levels(roles, purpose.id(), collection.id()).get(field.id()));
        return catalog.roles().stream()
                .filter(role -> roles.contains(role.id()))
                .filter((Role role) -> {
                    var held = Set.of(role.id());
                    var level = Optional.ofNullable(
                            catalog.levels(held, purpose.id(), collection.id()).get(field.id()));
                    return most.isPresent() && level.equals(most)
                            || catalog.maySearch(held, purpose.id(), collection.id(), field.id());
                })
                .map(role -> role.title().in(locale))
                .toList();
    }
}
