package dev.strongroom.catalog;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One field of a collection.
///
/// @param id immutable; renaming a field changes its title
/// @param sensitivity what the law calls it; see [#sensitive()]
/// @param required whether a record without it is refused
/// @param unique whether two records of the collection may not share a value; implies exact search
/// @param mask what [Level#PARTIAL] shows
/// @param search kinds of search; empty if the field cannot be searched
/// @param region ISO 3166 code of the country whose telephone numbers may be written without their country code
/// @param pattern what a text or national id has to look like; see `docs/formats/catalog.md` for the syntax
public record FieldDefinition(
        String id,
        FieldType type,
        Sensitivity sensitivity,
        boolean required,
        boolean unique,
        Mask mask,
        Set<SearchKind> search,
        LocalizedText title,
        Optional<String> region,
        Optional<String> pattern) {

    /// The id of the field that every collection has without declaring it: the caller's own id of the record.
    public static final String REFERENCE = "reference";

    public FieldDefinition {
        search = search.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(search));
        if (unique && !search.contains(SearchKind.EXACT)) {
            throw new IllegalArgumentException("A unique field needs exact search");
        }
    }

    static FieldDefinition reference() {
        return new FieldDefinition(
                REFERENCE,
                FieldType.TEXT,
                Sensitivity.ORDINARY,
                false,
                true,
                Mask.HIDDEN,
                Set.of(SearchKind.EXACT),
                new LocalizedText("Reference", "业务编号"),
                Optional.empty(),
                Optional.empty());
    }

    /// Whether it is sensitive under PIPL Art. 28, which holds for special categories under GDPR Art. 9 too.
    public boolean sensitive() {
        return sensitivity != Sensitivity.ORDINARY;
    }

    /// The one form in which a value is stored; see [FieldType#canonical].
    ///
    /// @throws InvalidValue if the field does not take the value
    public String canonical(JsonNode value) {
        return type.canonical(this, value);
    }

    /// The form that indexes are computed over; see [FieldType#normalised].
    public byte[] normalised(String canonical) {
        return type.normalised(canonical);
    }

    /// What a caller with that level sees.
    ///
    /// @param level anything but [Level#NONE]
    /// @throws IllegalArgumentException for [Level#NONE]: the field must be left out altogether
    public String shown(Level level, String canonical) {
        return switch (level) {
            case NONE -> throw new IllegalArgumentException("A field without a grant is left out");
            case MASKED -> Mask.HIDDEN_VALUE;
            case PARTIAL -> mask.mask(canonical);
            case CLEAR -> canonical;
        };
    }
}
