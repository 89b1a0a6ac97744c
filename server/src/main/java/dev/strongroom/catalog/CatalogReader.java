package dev.strongroom.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads a catalog file from its bytes: collections first, then the purposes that cover them, then the roles.
final class CatalogReader {

    private static final String VERSION_KEY = "strongroom-catalog";
    private static final String VERSION = "1";

    private final Section root;
    private final Findings findings;
    private final Map<String, YamlNode> places = new LinkedHashMap<>();

    private CatalogReader(Section root) {
        this.root = root;
        this.findings = root.findings();
    }

    /// @return meaningful only if there are no findings
    static CatalogContent read(byte[] source, Findings findings) {
        var tree = YamlSource.text(source, findings).flatMap(text -> YamlTree.read(text, findings));
        return tree.map(root -> new CatalogReader(new Section(root, findings)).content())
                .orElseGet(() -> new CatalogContent(Section.NO_TEXT, Map.of(), Map.of(), Map.of(), Map.of()));
    }

    private CatalogContent content() {
        version();
        var name = root.localized("name");
        var collections = all(root.required("collections"), "collections", new CollectionReader(places)::read);
        oneCustomer(collections);
        var purposes = all(root.required("purposes"), "purposes", new PurposeReader(collections, places)::read);
        requiredFieldsHavePurpose(collections, purposes);
        var roles = all(root.optional("roles"), "roles", new RoleReader(collections, purposes)::read);
        root.close();
        return new CatalogContent(name, collections, purposes, roles, places);
    }

    private void version() {
        root.text(root.required(VERSION_KEY), VERSION_KEY)
                .filter(version -> !version.text().equals(VERSION))
                .ifPresent(version -> findings.add(version, "catalog.unknown_version"));
    }

    private <T> Map<String, T> all(
            Optional<YamlNode> node, String key, BiFunction<YamlNode.Scalar, Section, T> reader) {
        var all = new LinkedHashMap<String, T>();
        root.section(node, key)
                .ifPresent(section -> section.identified().forEach(entry -> {
                    var id = entry.key();
                    section.section(Optional.of(entry.value()), id.text())
                            .ifPresent(inner -> all.put(id.text(), reader.apply(id, inner)));
                }));
        return all;
    }

    private void oneCustomer(Map<String, CollectionDefinition> collections) {
        var customers = collections.values().stream()
                .filter(CollectionDefinition::customer)
                .toList();
        var at = root.optional("collections").orElse(root.node());
        if (customers.isEmpty()) {
            findings.add(at, "catalog.no_customer");
        }
        customers.stream()
                .skip(1)
                .forEach(second -> findings.add(
                        places.getOrDefault(second.id() + ".", at), "catalog.several_customers", second.id()));
    }

    private void requiredFieldsHavePurpose(
            Map<String, CollectionDefinition> collections, Map<String, Purpose> purposes) {
        for (var collection : collections.values()) {
            for (var field : collection.fields().values()) {
                boolean covered = purposes.values().stream().anyMatch(p -> p.covers(collection.id(), field.id()));
                var place = places.get(CatalogContent.place(collection.id(), field.id()));
                if (field.required() && !covered && place != null) {
                    findings.add(place, "catalog.required_without_purpose", field.id());
                }
            }
        }
    }
}
