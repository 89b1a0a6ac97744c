package dev.strongroom.access;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What a catalog says, as bare facts that nothing of the product has read.
///
/// @param places every field that exists
/// @param shown the level of everything that a role may see
/// @param searched what a role may find records by
record DrawnCatalog(Set<Place> places, Set<Covered> covered, Map<Target, Level> shown, Set<Target> searched) {

    static final String CUSTOMERS = "customers";
    static final String REFERENCE = "reference";
    static final List<String> ROLES = List.of("agent", "clerk", "lead");

    private static final Map<String, String> TEXT = Map.of("en", "Drawn", "zh-CN", "抽取");
    private static final Map<String, Object> FIELD =
            Map.of("type", "text", "sensitivity", "ordinary", "title", TEXT, "search", List.of("exact", "prefix"));

    record Place(String collection, String field) {}

    record Covered(String purpose, Place place) {}

    record Target(String role, Covered what) {

        private boolean isIn(String otherRole, String purpose, String collection) {
            return role.equals(otherRole) && what.purpose.equals(purpose) && what.place.collection.equals(collection);
        }
    }

    /// The facts without those that no catalog may hold: a purpose covers fields that exist, a grant reaches what its
    /// purpose covers. Every collection has its reference, and there always are customers.
    static DrawnCatalog consistent(
            Set<Place> fields, Set<Covered> covered, Map<Target, Level> shown, Set<Target> searched) {
        var collections = Stream.concat(Stream.of(CUSTOMERS), fields.stream().map(Place::collection));
        var places = Stream.concat(collections.map(id -> new Place(id, REFERENCE)), fields.stream())
                .collect(Collectors.toUnmodifiableSet());
        var kept = covered.stream().filter(one -> places.contains(one.place)).collect(Collectors.toUnmodifiableSet());
        return new DrawnCatalog(
                places,
                kept,
                shown.entrySet().stream()
                        .filter(entry -> kept.contains(entry.getKey().what))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)),
                searched.stream().filter(target -> kept.contains(target.what)).collect(Collectors.toUnmodifiableSet()));
    }

    Set<String> fields(String collection) {
        return ids(places.stream()
                .filter(place -> place.collection.equals(collection))
                .map(Place::field));
    }

    Set<String> purposes() {
        return ids(covered.stream().map(Covered::purpose));
    }

    DrawnCatalog withoutShowing(Target gone) {
        var fewer = new LinkedHashMap<>(shown);
        fewer.remove(gone);
        return new DrawnCatalog(places, covered, fewer, searched);
    }

    DrawnCatalog withoutSearching(Target gone) {
        var fewer = searched.stream().filter(target -> !target.equals(gone)).collect(Collectors.toSet());
        return new DrawnCatalog(places, covered, shown, fewer);
    }

    /// The same as the product reads it: JSON is YAML.
    Catalog read() {
        return Catalog.read(JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "strongroom-catalog",
                        "1",
                        "name",
                        TEXT,
                        "collections",
                        byId(ids(places.stream().map(Place::collection)), this::collection),
                        "purposes",
                        byId(purposes(), this::purpose),
                        "roles",
                        byId(ROLES, this::role))));
    }

    private Map<String, Object> collection(String id) {
        return Map.of("customer", id.equals(CUSTOMERS), "title", TEXT, "fields", byId(ownFields(id), field -> FIELD));
    }

    private Set<String> ownFields(String collection) {
        var own = fields(collection);
        own.remove(REFERENCE);
        return own;
    }

    private Map<String, Object> purpose(String id) {
        var covers = covered.stream()
                .filter(one -> one.purpose.equals(id))
                .map(Covered::place)
                .collect(Collectors.groupingBy(
                        Place::collection, Collectors.mapping(Place::field, Collectors.toList())));
        return Map.of(
                "title", TEXT, "gdpr", "contract", "pipl", "contract_or_hr", "retention", "P1Y", "covers", covers);
    }

    private Map<String, Object> role(String id) {
        var grants = covered.stream()
                .map(one -> List.of(one.purpose, one.place.collection))
                .distinct()
                .map(one -> grant(id, one.getFirst(), one.getLast()))
                .toList();
        return Map.of("title", TEXT, "grants", grants);
    }

    private Map<String, Object> grant(String role, String purpose, String collection) {
        var levels = new LinkedHashMap<String, String>();
        shown.forEach((target, level) -> {
            if (target.isIn(role, purpose, collection)) {
                levels.put(target.what.place.field, level.name().toLowerCase(Locale.ROOT));
            }
        });
        var search = searched.stream()
                .filter(target -> target.isIn(role, purpose, collection))
                .map(target -> target.what.place.field)
                .toList();
        return Map.of("purpose", purpose, "collection", collection, "fields", levels, "search", search);
    }

    private static Set<String> ids(Stream<String> ids) {
        return ids.collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Map<String, T> byId(Collection<String> ids, Function<String, T> section) {
        var sections = new LinkedHashMap<String, T>();
        ids.forEach(id -> sections.put(id, section.apply(id)));
        return sections;
    }
}
