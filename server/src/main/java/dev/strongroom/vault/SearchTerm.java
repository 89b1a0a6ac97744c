package dev.strongroom.vault;

import tools.jackson.databind.JsonNode;

/// What a field is compared with, as a caller sent it. Its text is never shown.
public sealed interface SearchTerm {

    record Value(JsonNode value) implements SearchTerm {
        @Override
        public String toString() {
            return "Value";
        }
    }

    /// For [dev.strongroom.catalog.SearchKind#BETWEEN] alone.
    ///
    /// @param from inclusive
    /// @param to inclusive
    record Range(JsonNode from, JsonNode to) implements SearchTerm {
        @Override
        public String toString() {
            return "Range";
        }
    }
}
