package dev.strongroom.catalog.web;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The fields of one collection against the purposes they serve, and what roles see of them for each.
///
/// @param purposes that cover anything of the collection, in the order of the catalog
record CatalogMatrix(List<Heading> purposes, List<Row> rows) {

    /// A purpose, or a field, with its title in the reader's language.
    record Heading(String id, String title) {}

    /// @param searches the ways in which it can be searched
    record Row(
            Heading field, String type, String sensitivity, List<String> searches, boolean unique, List<Cell> cells) {}

    /// @param covered whether the purpose needs the field at all
    record Cell(boolean covered, List<Granted> granted) {}

    /// What a role sees.
    record Granted(Heading role, String level) {}

    /// @param roles whose grants are shown
    static CatalogMatrix of(Catalog catalog, CollectionDefinition collection, List<Role> roles, Locale locale) {
        var purposes = catalog.purposes().stream()
                .filter(purpose -> !purpose.fields(collection.id()).isEmpty())
                .toList();
        var rows = collection.fields().values().stream()
                .map(field -> row(catalog, collection, field, new Axis(purposes, roles, locale)))
                .toList();
        return new CatalogMatrix(
                purposes.stream()
                        .map(purpose ->
                                new Heading(purpose.id(), purpose.title().in(locale)))
                        .toList(),
                rows);
    }

    private record Axis(List<Purpose> purposes, List<Role> roles, Locale locale) {}

    private static Row row(Catalog catalog, CollectionDefinition collection, FieldDefinition field, Axis axis) {
        var cells = new ArrayList<Cell>();
        for (var purpose : axis.purposes()) {
            var granted = new ArrayList<Granted>();
            for (var role : axis.roles()) {
                Map<String, Level> levels = catalog.levels(Set.of(role.id()), purpose.id(), collection.id());
                var level = levels.get(field.id());
                if (level != null) {
                    var title = new Heading(role.id(), role.title().in(axis.locale()));
                    granted.add(new Granted(title, word(level)));
                }
            }
            cells.add(new Cell(purpose.covers(collection.id(), field.id()), granted));
        }
        return new Row(
                new Heading(field.id(), field.title().in(axis.locale())),
                word(field.type()),
                word(field.sensitivity()),
                field.search().stream().sorted().map(CatalogMatrix::word).toList(),
                field.unique(),
                cells);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
