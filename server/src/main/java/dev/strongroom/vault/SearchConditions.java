package dev.strongroom.vault;

import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.InvalidValue;
import dev.strongroom.catalog.Ordinal;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Problem;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Makes conditions ready to be asked: brings what is searched for into the form that was indexed, and keys it.
final class SearchConditions {

    private final SearchIndexes indexes;

    SearchConditions(SearchIndexes indexes) {
        this.indexes = indexes;
    }

    /// @param index complete
    /// @throws Problem when the term is of the wrong type, too short, or too wide
    SearchCondition of(SearchTerm term, FieldDefinition field, SearchIndex index) {
        try {
            return switch (term) {
                case SearchTerm.Range range -> between(field, index, range);
                case SearchTerm.Value value ->
                    index.kind() == SearchKind.EXACT
                            ? exact(field, index, value.value())
                            : part(field, index, value.value());
            };
        } catch (InvalidValue invalid) {
            throw Refusals.invalid(field.id(), invalid);
        }
    }

    private SearchCondition exact(FieldDefinition field, SearchIndex index, JsonNode value) {
        var canonical = field.canonical(value);
        var normalised = field.normalised(canonical);
        return new SearchCondition(
                field,
                index,
                indexes.values(index, List.of(normalised)),
                new int[0],
                stored -> MessageDigest.isEqual(field.normalised(stored), normalised),
                canonical);
    }

    private SearchCondition part(FieldDefinition field, SearchIndex index, JsonNode value) {
        var part = field.type().searchablePart(value);
        var grams = index.kind() == SearchKind.CONTAINS ? indexes.grams(index, part) : new int[0];
        var values = index.kind() == SearchKind.CONTAINS
                ? List.<byte[]>of()
                : indexes.values(index, List.of(term(index, part)));
        if (index.kind() == SearchKind.CONTAINS && grams.length == 0) {
            throw tooShort(field);
        }
        return new SearchCondition(field, index, values, grams, matches(field, index.kind(), part), part);
    }

    private static byte[] term(SearchIndex index, String part) {
        return index.kind() == SearchKind.PREFIX
                ? IndexTerms.forPrefix(part)
                : IndexTerms.forSuffix(part).orElseThrow(() -> tooShort(index));
    }

    private static Predicate<String> matches(FieldDefinition field, SearchKind kind, String part) {
        return switch (kind) {
            case SUFFIX -> stored -> field.type().searchable(stored).endsWith(part);
            case PREFIX -> stored -> field.type().searchable(stored).startsWith(part);
            default -> stored -> field.type().searchable(stored).contains(part);
        };
    }

    private SearchCondition between(FieldDefinition field, SearchIndex index, SearchTerm.Range range) {
        var fromText = field.canonical(range.from());
        var toText = field.canonical(range.to());
        var from = field.type().ordinal(fromText);
        var to = field.type().ordinal(toText);
        if (!from.unit().equals(to.unit()) || from.position() > to.position()) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "search.range_reversed",
                            "Send a range whose end is not before its start, in one currency.")
                    .with("field", field.id());
        }
        var terms = IndexTerms.forRange(field.type(), from, to)
                .orElseThrow(() -> Problem.of(
                                HttpStatus.UNPROCESSABLE_CONTENT, "search.range_too_wide", "Send a narrower range.")
                        .with("field", field.id()));
        return new SearchCondition(
                field,
                index,
                indexes.values(index, terms),
                new int[0],
                stored -> isBetween(field.type().ordinal(stored), from, to),
                fromText + " - " + toText);
    }

    private static boolean isBetween(Ordinal stored, Ordinal from, Ordinal to) {
        return stored.unit().equals(from.unit())
                && stored.position() >= from.position()
                && stored.position() <= to.position();
    }

    private static Problem tooShort(FieldDefinition field) {
        return tooShort(field.id());
    }

    private static Problem tooShort(SearchIndex index) {
        return tooShort(index.field());
    }

    private static Problem tooShort(String field) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "search.too_short",
                        "Search for more characters: four at the end, or three in a row, two in Chinese.")
                .with("field", field);
    }
}
