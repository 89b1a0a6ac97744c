package dev.strongroom.catalog;

import java.util.Map;

/// What a catalog file says, and where it says it.
///
/// @param places where each field is declared as `collection.field`, and each purpose as its id
record CatalogContent(
        LocalizedText name,
        Map<String, CollectionDefinition> collections,
        Map<String, Purpose> purposes,
        Map<String, Role> roles,
        Map<String, YamlNode> places) {

    CatalogContent {
        collections = Ordered.copyOf(collections);
        purposes = Ordered.copyOf(purposes);
        roles = Ordered.copyOf(roles);
        places = Ordered.copyOf(places);
    }

    CollectionDefinition customerCollection() {
        return collections.values().stream()
                .filter(CollectionDefinition::customer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A checked catalog has a customer collection"));
    }

    static String place(String collection, String field) {
        return collection + "." + field;
    }
}
