package dev.strongroom.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What the catalogs before the one in force said. Catalogs are numbered in the order in which they were applied, and a
/// number is never given twice.
public final class EarlierCatalogs {

    private static final int MOST_REMEMBERED = 50;

    private final Map<Integer, Optional<Catalog>> remembered = new ConcurrentHashMap<>();

    EarlierCatalogs() {}

    /// Fields whose values mean today what they meant under the catalog with that number: at no time since were they
    /// gone, of another type, or without a purpose.
    ///
    /// @param collection in the catalog in force
    /// @return ids; none if the catalog with that number is missing or cannot be read any more
    public Set<String> unchangedFields(Connection connection, int since, CollectionDefinition collection)
            throws SQLException {
        var catalogs = since(connection, since);
        if (!catalogs.containsKey(since)) {
            return Set.of();
        }
        var unchanged = new HashSet<String>();
        for (var field : collection.fields().values()) {
            if (catalogs.values().stream().allMatch(catalog -> isSame(catalog, collection.id(), field))) {
                unchanged.add(field.id());
            }
        }
        return unchanged;
    }

    private static boolean isSame(Optional<Catalog> catalog, String collection, FieldDefinition field) {
        return catalog.filter(known -> known.isCoveredByAnyPurpose(collection, field.id()))
                .flatMap(known -> known.collection(collection))
                .flatMap(known -> known.field(field.id()))
                .filter(known -> known.type() == field.type())
                .isPresent();
    }

    private SortedMap<Integer, Optional<Catalog>> since(Connection connection, int since) throws SQLException {
        var catalogs = new TreeMap<Integer, Optional<Catalog>>();
        try (var statement =
                connection.prepareStatement("select number from catalog_applied where number >= ? order by number")) {
            statement.setInt(1, since);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    catalogs.put(rows.getInt(1), Optional.empty());
                }
            }
        }
        for (var catalog : catalogs.entrySet()) {
            catalog.setValue(catalog(connection, catalog.getKey()));
        }
        return catalogs;
    }

    private Optional<Catalog> catalog(Connection connection, int number) throws SQLException {
        var known = remembered.get(number);
        if (known != null) {
            return known;
        }
        var read = read(connection, number);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(number, read);
        return read;
    }

    private static Optional<Catalog> read(Connection connection, int number) throws SQLException {
        try (var statement = connection.prepareStatement("select source from catalog_applied where number = ?")) {
            statement.setInt(1, number);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Catalog.read(rows.getBytes(1))) : Optional.empty();
            }
        } catch (CatalogErrors ofAnotherFormat) {
            return Optional.empty();
        }
    }
}
