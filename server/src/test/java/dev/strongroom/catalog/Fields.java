package dev.strongroom.catalog;

import java.util.Optional;
import java.util.Set;

/// Field definitions for tests of values.
final class Fields {

    private Fields() {}

    static FieldDefinition of(FieldType type) {
        return field(type, Optional.empty(), Optional.empty());
    }

    static FieldDefinition inChina(FieldType type) {
        return field(type, Optional.of("CN"), Optional.empty());
    }

    static FieldDefinition withPattern(FieldType type, String pattern) {
        return field(type, Optional.empty(), Optional.of(pattern));
    }

    private static FieldDefinition field(FieldType type, Optional<String> region, Optional<String> pattern) {
        return new FieldDefinition(
                "field",
                type,
                Sensitivity.ORDINARY,
                false,
                false,
                type.mask(),
                Set.of(),
                new LocalizedText("Field", "字段"),
                region,
                pattern);
    }
}
