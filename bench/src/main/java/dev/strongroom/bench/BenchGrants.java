package dev.strongroom.bench;

import dev.strongroom.catalog.Catalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// A large catalog: as many roles as asked for share the grants, and each is granted something for every purpose in
/// every collection.
final class BenchGrants {

    static final int GRANTS = 2_000;
    static final String UNCOVERED = "uncovered";
    static final List<String> COVERED = ids("field", 8);

    private static final int COLLECTIONS = 5;
    private static final Map<String, String> TEXT = Map.of("en", "Bench", "zh-CN", "基准测试");
    private static final Map<String, Object> FIELD =
            Map.of("type", "text", "sensitivity", "ordinary", "title", TEXT, "search", List.of("exact", "prefix"));

    private final List<String> roles;
    private final List<String> purposes;
    private final List<String> collections = ids("collection", COLLECTIONS);

    BenchGrants(int roles) {
        this.roles = ids("role", roles);
        this.purposes = ids("purpose", GRANTS / COLLECTIONS / roles);
    }

    private static List<String> ids(String kind, int count) {
        return IntStream.range(0, count).mapToObj(number -> kind + number).toList();
    }

    List<String> purposes() {
        return purposes;
    }

    List<String> collections() {
        return collections;
    }

    /// JSON is YAML.
    Catalog catalog() {
        return Catalog.read(JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "strongroom-catalog",
                        "1",
                        "name",
                        TEXT,
                        "collections",
                        byId(collections, this::collection),
                        "purposes",
                        byId(purposes, purpose -> purpose()),
                        "roles",
                        byId(roles, this::role))));
    }

    private Map<String, Object> collection(String id) {
        var fields = Stream.concat(COVERED.stream(), Stream.of(UNCOVERED)).toList();
        return Map.of(
                "customer", id.equals(collections.getFirst()), "title", TEXT, "fields", byId(fields, field -> FIELD));
    }

    private Map<String, Object> purpose() {
        return Map.of(
                "title",
                TEXT,
                "gdpr",
                "contract",
                "pipl",
                "contract_or_hr",
                "retention",
                "P1Y",
                "covers",
                byId(collections, collection -> COVERED));
    }

    private Map<String, Object> role(String id) {
        var grants = purposes.stream()
                .flatMap(purpose -> collections.stream().map(collection -> grant(purpose, collection)))
                .toList();
        return Map.of("title", TEXT, "grants", grants);
    }

    private static Map<String, Object> grant(String purpose, String collection) {
        return Map.of(
                "purpose",
                purpose,
                "collection",
                collection,
                "fields",
                byId(COVERED, field -> "clear"),
                "search",
                COVERED);
    }

    private static <T> Map<String, T> byId(Collection<String> ids, Function<String, T> section) {
        return ids.stream().collect(Collectors.toMap(Function.identity(), section));
    }
}
