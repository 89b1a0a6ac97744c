package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a role and checks that its grants stay within their purposes.
final class RoleReader {

    private final Map<String, CollectionDefinition> collections;
    private final Map<String, Purpose> purposes;

    RoleReader(Map<String, CollectionDefinition> collections, Map<String, Purpose> purposes) {
        this.collections = collections;
        this.purposes = purposes;
    }

    Role read(YamlNode.Scalar id, Section section) {
        if (Role.BUILT_IN.contains(id.text())) {
            section.findings().add(id, "catalog.built_in_role", id.text());
        }
        var role = new Role(
                id.text(),
                section.localized("title"),
                grants(section),
                writes(section),
                new RoleTermsReader(section).read());
        section.close();
        if (id.text().equals(Role.CUSTOMER_ACCOUNT) && !role.terms().equals(RoleTerms.NONE)) {
            section.findings().add(id, "catalog.terms_of_customer_account");
        }
        return role;
    }

    private List<Grant> grants(Section section) {
        var grants = new ArrayList<Grant>();
        var seen = new HashSet<List<String>>();
        for (var item : section.list(section.required("grants"), "grants")) {
            section.section(Optional.of(item), "grants").flatMap(this::grant).ifPresent(grant -> {
                grants.add(grant);
                if (!seen.add(List.of(grant.purpose(), grant.collection()))) {
                    section.findings().add(item, "catalog.repeated_grant", grant.purpose(), grant.collection());
                }
            });
        }
        return grants;
    }

    private Set<String> writes(Section section) {
        var writes = new LinkedHashSet<String>();
        for (var item : section.list(section.optional("writes"), "writes")) {
            section.text(Optional.of(item), "writes").ifPresent(name -> {
                if (!collections.containsKey(name.text())) {
                    section.findings().add(name, "catalog.unknown_collection", name.text());
                } else if (!writes.add(name.text())) {
                    section.findings().add(name, "catalog.repeated_item", name.text());
                }
            });
        }
        return writes;
    }

    private Optional<Grant> grant(Section section) {
        var purpose = known(section, "purpose", "catalog.unknown_purpose", purposes);
        var collection = known(section, "collection", "catalog.unknown_collection", collections);
        var fields = section.section(section.required("fields"), "fields");
        var search = section.list(section.optional("search"), "search");
        section.close();
        return purpose.flatMap(p -> collection.map(c -> new Grant(
                p.id(),
                c.id(),
                fields.map(given -> levels(given, p, c)).orElse(Map.of()),
                searchable(section, search, p, c))));
    }

    private static <T> Optional<T> known(Section section, String key, String code, Map<String, T> declared) {
        return section.text(section.required(key), key).flatMap(name -> {
            var found = Optional.ofNullable(declared.get(name.text()));
            if (found.isEmpty()) {
                section.findings().add(name, code, name.text());
            }
            return found;
        });
    }

    private static Map<String, Level> levels(Section section, Purpose purpose, CollectionDefinition collection) {
        var levels = new LinkedHashMap<String, Level>();
        for (var entry : section.identified()) {
            var key = entry.key();
            var level = section.word(Optional.of(entry.value()), key.text(), Level.class, Level.MASKED);
            if (level == Level.NONE) {
                section.findings().add(entry.value(), "catalog.level_none", key.text());
            } else if (covered(section, key, purpose, collection)) {
                levels.put(key.text(), level);
            }
        }
        return levels;
    }

    private static Set<String> searchable(
            Section section, List<YamlNode> items, Purpose purpose, CollectionDefinition collection) {
        var searchable = new LinkedHashSet<String>();
        for (var item : items) {
            section.text(Optional.of(item), "search")
                    .filter(name -> covered(section, name, purpose, collection))
                    .ifPresent(name -> {
                        if (collection
                                .field(name.text())
                                .filter(f -> f.search().isEmpty())
                                .isPresent()) {
                            section.findings().add(name, "catalog.field_not_searchable", name.text());
                        } else if (!searchable.add(name.text())) {
                            section.findings().add(name, "catalog.repeated_item", name.text());
                        }
                    });
        }
        return searchable;
    }

    private static boolean covered(
            Section section, YamlNode.Scalar name, Purpose purpose, CollectionDefinition collection) {
        if (collection.field(name.text()).isEmpty()) {
            section.findings().add(name, "catalog.unknown_field", name.text(), collection.id());
            return false;
        }
        if (!purpose.covers(collection.id(), name.text())) {
            section.findings().add(name, "catalog.grant_beyond_purpose", name.text(), purpose.id(), collection.id());
            return false;
        }
        return true;
    }
}
