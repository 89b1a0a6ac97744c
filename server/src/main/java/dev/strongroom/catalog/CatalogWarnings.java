package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What is allowed in a catalog but probably not meant.
final class CatalogWarnings {

    private final CatalogContent content;
    private final List<CatalogError> warnings = new ArrayList<>();

    private CatalogWarnings(CatalogContent content) {
        this.content = content;
    }

    static List<CatalogError> of(CatalogContent content) {
        var found = new CatalogWarnings(content);
        content.collections().values().forEach(found::fieldsWithoutPurpose);
        content.purposes().keySet().forEach(found::purposeWithoutRole);
        return List.copyOf(found.warnings);
    }

    private void fieldsWithoutPurpose(CollectionDefinition collection) {
        for (var field : collection.fields().keySet()) {
            boolean covered =
                    content.purposes().values().stream().anyMatch(purpose -> purpose.covers(collection.id(), field));
            if (!covered && !field.equals(FieldDefinition.REFERENCE)) {
                warn(CatalogContent.place(collection.id(), field), "catalog.field_without_purpose", field);
            }
        }
    }

    private void purposeWithoutRole(String purpose) {
        boolean served = content.roles().values().stream()
                .flatMap(role -> role.grants().stream())
                .anyMatch(grant -> grant.purpose().equals(purpose));
        if (!served) {
            warn(purpose, "catalog.purpose_without_role", purpose);
        }
    }

    private void warn(String place, String code, String name) {
        var node = Objects.requireNonNull(content.places().get(place));
        warnings.add(new CatalogError(node.line(), node.column(), code, List.of(name)));
    }
}
